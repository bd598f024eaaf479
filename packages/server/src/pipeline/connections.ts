import type { ConnectionInput, Inspection, Product, SystemSettings } from '@pulse/contract'
import type { Collector, TestOutcome } from '../collector/collector.ts'
import type { ConnectionDesk } from '../http/http.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { AppError, type Clock } from '../platform/platform.ts'
import type { Security } from '../security/security.ts'
import {
  type ConnectionDraft,
  type ConnectionSettings,
  changedConnection,
  changedFields,
  effectiveSettings,
  normaliseHost,
  readConnectionInput,
  type Settings,
} from '../settings/settings.ts'
import { connectionListing } from './connection-listing.ts'
import { noting } from './noting.ts'
import { isSameEstate } from './same-estate.ts'
import { softAnswer, testAnswer, testFailure } from './test-answers.ts'
import { pacedConnection } from './watched-connection.ts'
import { within } from './within.ts'

type Certificate = Omit<Inspection, 'host'>

export interface ConnectionDeskModules {
  settings: Settings
  collector: Pick<Collector, 'test'>
  inventory: Pick<Inventory, 'picture'>
  clock: Clock
  security: Pick<Security, 'audit'>
  /** Looks at the certificate of `https://host:port` and sends nothing. Rejects with a text for people. */
  inspectCertificate: (url: string) => Promise<Certificate>
  /** Settings that the environment says; none unless given. */
  environment?: Partial<SystemSettings>
}

/** A candidate has this long to answer before it is added untried, as documented. */
const patienceMs = 10_000

/** Settings, collector and picture behind the calls that manage connections. */
export function connectionDesk(modules: ConnectionDeskModules): ConnectionDesk {
  const { settings, collector, inventory, clock, environment = {} } = modules
  const note = noting(modules.security)

  const certificateOf = async (url: string): Promise<Certificate> => {
    try {
      return await modules.inspectCertificate(url)
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'no answer'
      throw new AppError('connection.unreachable', `Connection failed: ${reason}`, { field: 'host' })
    }
  }

  /** Who names neither fingerprint nor `verifySSL` trusts the certificate that is shown first, and only that one. */
  const withTrust = async (draft: ConnectionDraft): Promise<ConnectionDraft> => {
    if (draft.verifySSL !== null || draft.fingerprints.length > 0)
      return { ...draft, verifySSL: draft.verifySSL ?? false }
    const shown = await certificateOf(draft.url).catch(() => undefined)
    if (!shown || shown.trustedBySystem) return { ...draft, verifySSL: true }
    return { ...draft, verifySSL: false, fingerprints: [shown.fingerprint] }
  }

  const testOf = (connection: ConnectionSettings): Promise<TestOutcome> =>
    collector.test(pacedConnection(connection, effectiveSettings(settings.document(), environment)))

  const candidate = async (input: ConnectionInput): Promise<ConnectionSettings> =>
    asSettings(await withTrust(readConnectionInput(input)))

  /** An address that leads to what is watched already is refused, whatever it is called. */
  const refuseSecondMember = async (outcome: TestOutcome | undefined, ownId: string): Promise<void> => {
    if (!outcome?.ok || outcome.product !== 'pve') return
    const { tables } = inventory.picture()
    const names = new Set(outcome.nodes.map(({ name }) => name))
    const nodes = Map.groupBy(tables.nodes.values(), ({ connectionId }) => connectionId)
    // Only what may be the same is asked once more: nothing is known of it yet, or its names are the same.
    const alike = settings.connections().filter(({ id, product }) => {
      if (id === ownId || product !== 'pve') return false
      const known = nodes.get(id)
      if (!known) return true
      const clusterName = tables.connections.get(id)?.clusterName ?? null
      return clusterName === outcome.clusterName && known.some(({ name }) => names.has(name))
    })
    const others = await Promise.all(alike.map((each) => within(clock, patienceMs, testOf(each))))
    const known = alike.find((_, at) => others[at]?.ok && isSameEstate(outcome, others[at]))
    if (!known) return
    const what =
      outcome.clusterName === null ? 'this host' : `cluster "${outcome.clusterName}", of which this host is a member`
    throw new AppError('connection.duplicate', `"${known.name}" already watches ${what}`, { field: 'host' })
  }

  return {
    list() {
      const { tables } = inventory.picture()
      const nodes = Map.groupBy(tables.nodes.values(), ({ connectionId }) => connectionId)
      const listing = (connection: ConnectionSettings) =>
        connectionListing(connection, tables.connections.get(connection.id), nodes.get(connection.id) ?? [])
      const of = (product: Product) => settings.connections().filter((each) => each.product === product)
      return [...of('pve'), ...of('pbs')].map(listing)
    },
    async add(input, asker) {
      const draft = await withTrust(readConnectionInput(input))
      const outcome = await within(clock, patienceMs, testOf(asSettings(draft)))
      await refuseSecondMember(outcome, '')
      const { id, name, url } = await settings.addConnection({ ...draft, name: draft.name ?? ownName(outcome) })
      note('connection_added', asker, `"${name}": ${url}`)
      return { id, name }
    },
    async change(id, change, asker) {
      const current = settings.connections().find((each) => each.id === id)
      const wanted = current && changedConnection(current, change)
      if (wanted && wanted.url !== current.url)
        await refuseSecondMember(await within(clock, patienceMs, testOf(wanted)), id)
      const { before, after } = await settings.changeConnection(id, change)
      const fields = changedFields(before, after)
      if (fields.length > 0) note('connection_changed', asker, `"${before.name}": ${fields.join(', ')}`)
    },
    async remove(id, asker) {
      const { name, url } = await settings.deleteConnection(id)
      note('connection_deleted', asker, `"${name}": ${url}`)
    },
    async test(input) {
      const connection = await candidate(input)
      const outcome = await testOf(connection)
      if (!outcome.ok) throw testFailure(outcome, connection.credentials.kind === 'token' ? 'tokenValue' : 'password')
      return testAnswer(outcome)
    },
    async testSoftly(input) {
      return softAnswer(await testOf(await candidate(input)), 'Connected to PBS instance')
    },
    async testStored(id) {
      const connection = settings.connections().find((each) => each.id === id)
      if (!connection) return { status: 'error', message: 'Node not found' }
      return softAnswer(await testOf(connection), 'Connected to PBS')
    },
    async inspect({ type, host }) {
      const url = normaliseHost(host, type)
      return { host: url, ...(await certificateOf(url)) }
    },
  }
}

/** A draft as the collector wants it: tried, not stored. */
export function asSettings(draft: ConnectionDraft): ConnectionSettings {
  return { ...draft, id: 'candidate', name: draft.name ?? draft.url, verifySSL: draft.verifySSL ?? true, addedAt: 0 }
}

/** A backup server is called what it calls itself, as documented. */
function ownName(outcome: TestOutcome | undefined): string | null {
  if (!outcome?.ok || outcome.product !== 'pbs') return null
  const name = outcome.nodes[0]?.name
  return name === undefined || name === 'localhost' ? null : name
}
