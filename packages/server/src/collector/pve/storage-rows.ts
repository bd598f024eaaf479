import type { Reason, Storage } from '@pulse/contract'
import type { StorageFacts } from '../../observation/observation.ts'
import type { ResourceRow } from './guest-row.ts'

export type StorageRow = ResourceRow & { node: string; storage: string }

/** What the slow calls told of a storage: its definition, and how its nodes see it. */
export interface StorageWord {
  enabled: boolean | null
  backupServer: Storage['backupServer']
  /** By node: active, and what is neither used nor available (reserved blocks). */
  nodes: ReadonlyMap<string, { active: boolean | null; reservedBytes: number }>
}

/** Storages from their rows in `/cluster/resources`, one a node: shared ones become one object. */
export function readStorages(rows: readonly StorageRow[], words: ReadonlyMap<string, StorageWord>): StorageFacts[] {
  const shared = Map.groupBy(
    rows.filter((row) => row.shared),
    (row) => row.storage,
  )
  const local = rows.filter((row) => !row.shared)
  return [...local.map((row): [StorageRow] => [row]), ...shared.values()].map((group) => readStorage(group, words))
}

function readStorage(rows: readonly StorageRow[], words: ReadonlyMap<string, StorageWord>): StorageFacts {
  const first = rows[0] as StorageRow
  const word = words.get(first.storage)
  const shared = first.shared === true
  const seen =
    rows.find((row) => row.status === 'available' && row.maxdisk) ?? rows.find((row) => row.status === 'available')
  const facts: StorageFacts = {
    name: first.storage,
    nodeName: shared ? null : first.node,
    shared,
    content: (first.content ?? '').split(',').filter(Boolean).sort(),
    nodes: rows.map((row) => ({ nodeName: row.node, available: availability(row, word) })),
    ...(first.plugintype !== undefined && { kind: first.plugintype }),
    ...(word && { enabled: word.enabled, backupServer: word.backupServer }),
  }
  if (!seen) {
    // Nobody measured it lately: the last figures stay, with their age.
    const told = rows.map((row) => word?.nodes.get(row.node)?.active ?? null)
    const active = told.includes(true) ? null : told.includes(false) ? false : null
    return { ...facts, active, unknown: active === null ? { active: 'stale-at-source' } : {}, stale: true }
  }
  return { ...facts, active: true, ...space(seen, word) }
}

function availability(row: StorageRow, word: StorageWord | undefined): boolean | null {
  if (row.status === 'available') return true
  return word?.nodes.get(row.node)?.active === false ? false : null
}

function space(row: StorageRow, word: StorageWord | undefined): Partial<StorageFacts> {
  // A PBS storage shows zeros when its user may not see the datastore's usage.
  if (!row.maxdisk || row.disk === undefined) {
    const reason: Reason = row.maxdisk && row.disk === undefined ? 'odd-value' : 'not-reported'
    return {
      usedBytes: null,
      totalBytes: row.maxdisk || null,
      availableBytes: null,
      unknown: { usedBytes: reason, availableBytes: reason, ...(!row.maxdisk && { totalBytes: reason }) },
    }
  }
  const reserved = word?.nodes.get(row.node)?.reservedBytes ?? 0
  return {
    usedBytes: row.disk,
    totalBytes: row.maxdisk,
    availableBytes: Math.max(0, row.maxdisk - row.disk - reserved),
  }
}
