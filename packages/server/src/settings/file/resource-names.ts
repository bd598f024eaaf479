import { guestId, nodeId, storageId } from '@pulse/contract'
import type { ConnectionSettings } from '../connection-settings.ts'

/** What overrides are for, as `pulse.yaml` calls it: nobody who writes a file knows the ids that connections will get. */
export interface ResourceNames {
  /** The id of `lab/101`, `lab/node/pve1`, `lab/storage/ceph` or `lab/storage/pve1/local`; undefined: it is none of these. */
  idOf(name: string): string | undefined
  /** The other way round; undefined: there is no such name for it. */
  nameOf(id: string): string | undefined
}

export function resourceNames(connections: readonly Pick<ConnectionSettings, 'id' | 'name'>[]): ResourceNames {
  const ids = new Map(connections.map(({ name, id }) => [name.toLowerCase(), id]))
  const names = new Map(connections.map(({ name, id }) => [id, name]))
  const idOf = (name: string): string | undefined => readName(name, ids)
  return {
    idOf,
    nameOf(id) {
      const [connection = '', kind = '', ...rest] = id.split('~')
      const inner = kind === 'guest' ? rest : [kind, ...rest.filter((part) => part !== '')]
      const name = [names.get(connection) ?? '', ...inner].join('/')
      // Slashes in names, guests that have a number again and whatever else the short form cannot say.
      return idOf(name) === id ? name : undefined
    },
  }
}

function readName(text: string, ids: ReadonlyMap<string, string>): string | undefined {
  const [name = '', kind = '', ...rest] = text.split('/')
  const connection = ids.get(name.toLowerCase())
  const [first = '', second] = rest
  if (connection === undefined || rest.length > 2 || rest.includes('')) return undefined
  if (rest.length === 0) return /^[1-9]\d{2,8}$/.test(kind) ? guestId(connection, Number(kind)) : undefined
  if (kind === 'node') return second === undefined ? nodeId(connection, first) : undefined
  if (kind !== 'storage') return undefined
  return second === undefined ? storageId(connection, null, first) : storageId(connection, first, second)
}
