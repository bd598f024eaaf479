import { chance, noise } from './chance.ts'

export const storageTypes = ['dir', 'zfspool', 'lvmthin', 'lvm', 'nfs', 'cifs', 'pbs', 'rbd'] as const
export type StorageType = (typeof storageTypes)[number]

export interface StoredFile {
  readonly name: string
  readonly content: 'iso' | 'vztmpl' | 'snippets' | 'import'
  readonly sizeBytes: number
  readonly changedAt: number
  /** Where it lies, if the storage is one of each node's own; absent is on every node. */
  readonly node?: string
}

/** A volume that no guest's configuration names. */
export interface LooseVolume {
  readonly name: string
  readonly vmid: number
  readonly format: string
  readonly sizeBytes: number
  readonly createdAt: number
  /** Null on a shared storage. */
  readonly node: string | null
}

/** Bytes that came or went through a write; what was there before follows the storage's own curve. */
interface Change {
  readonly at: number
  readonly node: string | null
  readonly bytes: number
}

/** One entry of storage.cfg, with what its servers would tell. */
export interface Storage {
  readonly storage: string
  readonly type: StorageType
  content: readonly string[]
  readonly shared: boolean
  /** Restricted to these nodes; null is all. */
  nodes: readonly string[] | null
  /** Keys of storage.cfg that belong to the type: path, server, export, pool, vgname, thinpool, datastore … */
  options: Readonly<Record<string, string>>
  readonly totalBytes: number
  readonly usedRatio: number
  readonly seed: number
  files: readonly StoredFile[]
  loose: readonly LooseVolume[]
  readonly changes: Change[]
  disabled: boolean
  /** `offline`: the server is gone and the check says so; `hung`: every call to it blocks. */
  state: 'ok' | 'offline' | 'hung'
  /** Set from outside; replaces the curve. */
  filledTo: number | null
}

export interface StorageReading {
  readonly totalBytes: number
  readonly usedBytes: number
  readonly availableBytes: number
}

export function isOnNode(storage: Storage, node: string): boolean {
  return storage.nodes === null || storage.nodes.includes(node)
}

/** How full the storage is as seen from one node; a shared one is the same from everywhere. */
export function readStorage(storage: Storage, node: string, at: number): StorageReading {
  if (storage.state !== 'ok' || storage.disabled) return { totalBytes: 0, usedBytes: 0, availableBytes: 0 }
  const place = storage.shared ? '' : node
  const own = storage.shared ? 1 : 0.85 + 0.3 * chance(storage.seed, place, 'fill')
  const breath = 0.004 * noise(storage.seed, at / 7_200_000)
  const ratio = storage.filledTo ?? Math.min(0.99, storage.usedRatio * own + breath)
  const written = storage.filledTo === null ? changedBytes(storage, node, at) : 0
  const usedBytes = Math.min(storage.totalBytes, Math.max(0, Math.round(storage.totalBytes * ratio) + written))
  return { totalBytes: storage.totalBytes, usedBytes, availableBytes: storage.totalBytes - usedBytes }
}

function changedBytes(storage: Storage, node: string, at: number): number {
  let sum = 0
  for (const change of storage.changes) {
    if (change.at <= at && (change.node === null || change.node === node)) sum += change.bytes
  }
  return sum
}

/** Counts bytes that a write put on the storage, or took away. */
export function countBytes(storage: Storage, node: string, bytes: number, at: number): void {
  if (bytes !== 0) storage.changes.push({ at, node: storage.shared ? null : node, bytes })
}

/** Whether volumes are files below a path. */
export function isFileBased(storage: Storage): boolean {
  return storage.type === 'dir' || storage.type === 'nfs' || storage.type === 'cifs'
}

/** Whether a volume takes no more room than what is written into it. */
export function isThin(storage: Storage): boolean {
  return storage.type !== 'lvm'
}

/** The format that a volume gets where none is asked for. */
export function imageFormat(storage: Storage, wanted: string | undefined, kind: 'qemu' | 'lxc'): string {
  if (storage.type === 'zfspool' && kind === 'lxc') return 'subvol'
  if (!isFileBased(storage)) return 'raw'
  return wanted ?? (storage.shared && kind === 'qemu' ? 'qcow2' : 'raw')
}

/** Whether the storage can take snapshots of a volume of that format. */
export function canSnapshot(storage: Storage, format: string): boolean {
  return isFileBased(storage) ? format === 'qcow2' : storage.type !== 'lvm'
}
