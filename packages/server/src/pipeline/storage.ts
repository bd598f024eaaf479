import type { Connection, Node, Storage } from '@pulse/contract'
import type { StorageDesk } from '../http/http.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { AppError, type Clock } from '../platform/platform.ts'
import { stateStorages } from '../realtime/realtime.ts'

type Tables = ReturnType<Inventory['picture']>['tables']

/** Storages out of the live picture. */
export function storageDesk({
  inventory,
  clock,
}: {
  inventory: Pick<Inventory, 'picture'>
  clock: Pick<Clock, 'now'>
}): StorageDesk {
  return {
    timestamp: () => Math.floor(clock.now() / 1000),
    all() {
      const { storages, connections } = inventory.picture().tables
      return stateStorages(storages.values(), connections)
    },
    find(id) {
      const { tables } = inventory.picture()
      const found = lookUp(id, tables)
      if (!found) throw new AppError('storage.missing', `Storage with ID '${id}' not found`)
      if (Array.isArray(found)) return stateStorages(found, tables.connections)
      const [one] = stateStorages([found], tables.connections)
      return one ?? []
    },
  }
}

/** The ids of today come first, then names, then the ids of the original. */
function lookUp(id: string, { storages, nodes, connections }: Tables): Storage | Storage[] | undefined {
  const storage = storages.get(id)
  if (storage) return storage
  const node = nodes.get(id)
  if (node) return onNodes([node], storages)
  // Twin clusters have nodes of equal names.
  const named = [...nodes.values()].filter(({ name }) => name === id)
  if (named.length > 0) return onNodes(named, storages)
  const alike = [...storages.values()].filter((each) => originalIds(each, connections).includes(id))
  if (alike.length > 0) return alike.length > 1 ? alike : alike[0]
  const nodeId = ({ connectionId, name }: Node): string => `${connections.get(connectionId)?.name ?? ''}-${name}`
  const meant = [...nodes.values()].filter((each) => nodeId(each) === id)
  return meant.length > 0 ? onNodes(meant, storages) : undefined
}

/** `<instance>-<node>-<storage>`, and where it is shared `shared-<storage>`, whatever the instance. */
function originalIds(
  { connectionId, name, nodeName, nodes }: Storage,
  connections: ReadonlyMap<string, Connection>,
): string[] {
  const instance = connections.get(connectionId)?.name ?? ''
  if (nodeName !== null) return [`${instance}-${nodeName}-${name}`]
  const places = ['shared', ...nodes.map((each) => each.nodeName)]
  return [`shared-${name}`, ...places.map((place) => `${instance}-${place}-${name}`)]
}

/** What these nodes can use, shared storages included. */
function onNodes(nodes: readonly Node[], storages: ReadonlyMap<string, Storage>): Storage[] {
  return [...storages.values()].filter((storage) =>
    nodes.some(
      ({ connectionId, name }) =>
        storage.connectionId === connectionId &&
        (storage.nodeName === name || storage.nodes.some(({ nodeName }) => nodeName === name)),
    ),
  )
}
