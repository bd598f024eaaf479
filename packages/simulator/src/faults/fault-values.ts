import type { Estate } from '../estate/estate.ts'
import type { Fault, FaultBook } from './faults.ts'

/** What a named fault acts on. A simulator is one. */
export interface Stage {
  readonly estate: Estate
  readonly faults: Pick<FaultBook, 'set' | 'clear'>
}

/** A named fault that is not understood: one line that says what is, without a secret. */
export class NamedFaultError extends Error {
  override readonly name = 'NamedFaultError'
}

type Kind = 'node' | 'storage' | 'guest' | 'datastore'

/** The two names of `attic/pve2`, both known. A host on its own is named once: `pve-office`. */
export function names(stage: Stage, kind: Kind, value: string): [owner: string, thing: string] {
  const { sites, backupServers } = stage.estate
  const [owner = '', named] = value.split(/\/(.*)/s)
  if (kind === 'datastore') {
    oneOf('backup server', owner, [...backupServers.keys()])
    const stores = stage.estate.backupServer(owner).datastores.map(({ store }) => store)
    return [owner, oneOf(`datastore of ${owner}`, named ?? '', stores)]
  }
  const site = stage.estate.site(oneOf('cluster', owner, [...sites.keys()]))
  const thing = named ?? (site.standalone && kind === 'node' ? [...site.nodes.keys()][0] : '') ?? ''
  switch (kind) {
    case 'node':
      return [owner, oneOf(`node of ${owner}`, thing, [...site.nodes.keys()])]
    case 'storage':
      return [
        owner,
        oneOf(
          `storage of ${owner}`,
          thing,
          site.storages.map(({ storage }) => storage),
        ),
      ]
    case 'guest':
      return [owner, oneOf(`guest of ${owner}`, thing, [...site.guests.keys()].map(String))]
  }
}

/** So many names fit into one line. */
const listedAtMost = 12

/**
 * The name, if there is such a thing.
 *
 * @throws NamedFaultError with the names that there are
 */
export function oneOf<T extends string>(what: string, given: string, known: readonly T[]): T {
  const found = known.find((one) => one === given)
  if (found !== undefined) return found
  const listed = known.slice(0, listedAtMost).join(', ')
  const more = known.length > listedAtMost ? ` and ${known.length - listedAtMost} more` : ''
  throw new NamedFaultError(`There is no ${what} named "${given}"; there are ${listed}${more}.`)
}

/** Sets a fault on the path before the last colon; what stands behind it tells which. */
export function onPath(stage: Stage, name: string, value: string, fault: (detail: string) => Fault): () => void {
  const split = value.lastIndexOf(':')
  if (split < 0) throw new NamedFaultError(`${name} wants a path, a colon and a number, not "${value}".`)
  return set(stage, name, value.slice(0, split), fault(value.slice(split + 1)))
}

/** Sets a fault on a path. Placeholders of the schema stand for any value. */
export function set(stage: Stage, name: string, path: string, fault: Fault): () => void {
  if (!path.startsWith('/'))
    throw new NamedFaultError(`${name} wants a path such as /nodes/{node}/status, not "${path}".`)
  const id = stage.faults.set({ path: path.replaceAll(/\{[^}]*\}/g, '*') }, fault)
  return () => stage.faults.clear(id)
}

export function wholeNumber(name: string, text: string, minimum: number, maximum: number): number {
  const value = Number(text)
  if (/^\d{1,7}$/.test(text) && value >= minimum && value <= maximum) return value
  throw new NamedFaultError(
    `${name} wants a whole number from ${minimum} to ${maximum} behind the path, not "${text}".`,
  )
}
