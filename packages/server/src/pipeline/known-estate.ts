import type { Collector, TestOutcome } from '../collector/collector.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { AppError, type Clock } from '../platform/platform.ts'
import type { ConnectionSettings } from '../settings/settings.ts'
import { isSameEstate } from './same-estate.ts'
import { watchedConnection } from './watched-connection.ts'
import { within } from './within.ts'

type Found = Extract<TestOutcome, { ok: true }>

export interface EstateSearch {
  connections: readonly ConnectionSettings[]
  inventory: Pick<Inventory, 'picture'>
  collector: Pick<Collector, 'test'>
  clock: Clock
  patienceMs: number
  /** Fingerprint of the certificate that is shown there; undefined without an answer. */
  shownFingerprint: (url: string) => Promise<string | undefined>
}

/**
 * The connection that watches already what a candidate leads to, under another address: another member of its cluster,
 * or the same server. A certificate that both know raises the question; the answer is that the candidate's credentials
 * are good there as well, so nobody can pass his own host off as a member of somebody else's cluster.
 *
 * @throws {AppError} `connection.duplicate`: it is most likely one, but does not answer to make sure
 */
export async function knownEstate(
  candidate: ConnectionSettings,
  found: Found,
  search: EstateSearch,
): Promise<ConnectionSettings | undefined> {
  const alike = await alikeConnections(candidate, found, search)
  for (const each of alike) {
    const renewed = { ...each, credentials: candidate.credentials }
    const outcome = await within(search.clock, search.patienceMs, search.collector.test(watchedConnection(renewed)))
    if (outcome?.ok && (candidate.product === 'pbs' || isSameEstate(found, outcome))) return each
    if (outcome && (outcome.ok || outcome.problem.code === 'unauthenticated')) continue
    if (isKnownMember(each, found, search))
      throw new AppError(
        'connection.duplicate',
        `"${each.name}" seems to watch this cluster already, but does not answer at ${each.url}: register again once it does`,
        { field: 'host' },
      )
  }
  return undefined
}

/** Those of the same product that trust a certificate of the candidate's, or show one. */
async function alikeConnections(
  candidate: ConnectionSettings,
  found: Found,
  { connections, shownFingerprint }: EstateSearch,
): Promise<ConnectionSettings[]> {
  const certificates = new Set([
    ...candidate.fingerprints,
    ...found.nodes.map(({ fingerprint }) => fingerprint),
    found.certificate?.sha256,
  ])
  const others = connections.filter(({ product, id }) => product === candidate.product && id !== candidate.id)
  const known = await Promise.all(
    others.map(async ({ fingerprints, url }) =>
      fingerprints.length > 0 ? fingerprints : [await shownFingerprint(url)],
    ),
  )
  return others.filter((_, at) => known[at]?.some((each) => each !== undefined && certificates.has(each)))
}

/** Does what was seen of the connection so far name this host? */
function isKnownMember({ id }: ConnectionSettings, found: Found, { inventory }: EstateSearch): boolean {
  const { tables } = inventory.picture()
  if ((tables.connections.get(id)?.clusterName ?? null) !== found.clusterName) return false
  const names = new Set(found.nodes.map(({ name }) => name))
  return [...tables.nodes.values()].some(({ connectionId, name }) => connectionId === id && names.has(name))
}
