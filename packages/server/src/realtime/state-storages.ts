import type { Connection, StateStorage, Storage } from '@pulse/contract'
import { stateStorage } from './full-state.ts'
import { compare } from './state-values.ts'

type Connections = ReadonlyMap<string, Connection>

/** In the order of the documented state: by connection, name and node. */
export function sortedStorages(storages: Iterable<Storage>, connections: Connections): Storage[] {
  const name = (id: string): string => connections.get(id)?.name ?? ''
  return [...storages].sort(
    (a, b) =>
      compare(name(a.connectionId), name(b.connectionId)) ||
      compare(a.name, b.name) ||
      compare(a.nodeName ?? '', b.nodeName ?? ''),
  )
}

/** Storages as the documented state has them, and in its order. */
export function stateStorages(storages: Iterable<Storage>, connections: Connections): StateStorage[] {
  return sortedStorages(storages, connections).map((each) => stateStorage(each, connections.get(each.connectionId)))
}
