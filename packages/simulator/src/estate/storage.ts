import { chance, noise } from './chance.ts'

type StorageType = 'dir' | 'zfspool' | 'lvmthin' | 'lvm' | 'nfs' | 'cifs' | 'pbs' | 'rbd'

export interface StoredFile {
  readonly name: string
  readonly content: 'iso' | 'vztmpl' | 'snippets' | 'import'
  readonly sizeBytes: number
  readonly changedAt: number
}

/** One entry of storage.cfg, with what its servers would tell. */
export interface Storage {
  readonly storage: string
  readonly type: StorageType
  readonly content: readonly string[]
  readonly shared: boolean
  /** Restricted to these nodes; null is all. */
  readonly nodes: readonly string[] | null
  /** Keys of storage.cfg that belong to the type: path, server, export, pool, vgname, thinpool, datastore … */
  readonly options: Readonly<Record<string, string>>
  readonly totalBytes: number
  readonly usedRatio: number
  readonly seed: number
  readonly files: readonly StoredFile[]
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
  const usedBytes = Math.round(storage.totalBytes * ratio)
  return { totalBytes: storage.totalBytes, usedBytes, availableBytes: storage.totalBytes - usedBytes }
}
