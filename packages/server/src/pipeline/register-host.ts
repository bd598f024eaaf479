import type { CallOutput, Inspection, Product } from '@pulse/contract'
import type { Collector, TestOutcome, WatchedConnection } from '../collector/collector.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { AppError, type Clock, Secret } from '../platform/platform.ts'
import type { Realtime } from '../realtime/realtime.ts'
import {
  type ConnectionDraft,
  type ConnectionSettings,
  changedConnection,
  newConnection,
  refuseManaged,
  type Settings,
  type SettingsDocument,
} from '../settings/settings.ts'
import { asSettings } from './connections.ts'
import { knownEstate } from './known-estate.ts'
import type { RegistrationWish } from './registration-wish.ts'
import { testFailure } from './test-answers.ts'
import { watchedConnection } from './watched-connection.ts'
import { within } from './within.ts'

/** An API token to be made by Proxmox itself, for a user whose password is at hand. */
export interface TokenOrder {
  product: Product
  url: string
  trust: WatchedConnection['trust']
  username: string
  password: Secret
  tokenName: string
}

export interface RegisterHostModules {
  settings: Pick<Settings, 'document' | 'connections' | 'update'>
  collector: Pick<Collector, 'test'>
  inventory: Pick<Inventory, 'picture'>
  realtime: Pick<Realtime, 'announce'>
  clock: Clock
  /** Looks at the certificate of `https://host:port` and sends nothing. Rejects without an answer. */
  inspectCertificate: (url: string) => Promise<Omit<Inspection, 'host'>>
  /** Makes the token, or makes it anew. Rejects with a text for people. */
  makeProxmoxToken: (order: TokenOrder) => Promise<{ tokenId: string; secret: string }>
}

export interface Registration {
  wish: RegistrationWish
  /** Who may do no more than register cannot turn an existing connection to another certificate or another host. */
  mayChange: boolean
  /** Of a token that is to be made. */
  tokenName: string
  /** Uses up the invitation; a part of the change that stores the connection. */
  useUp: (document: SettingsDocument) => { change: Partial<SettingsDocument>; undo: () => void }
}

/** A candidate has this long to answer before it is added untried, as documented. */
const patienceMs = 10_000

/** Adds the host, or gives the connection that watches it already its new token. Nothing is used up unless it is stored. */
export async function registerHost(
  { wish, mayChange, tokenName, useUp }: Registration,
  modules: RegisterHostModules,
): Promise<CallOutput<'POST /api/auto-register'>> {
  const { settings, clock, realtime } = modules
  const { product, draft, login, hostAsSent } = wish
  const same = settings.connections().find((each) => each.product === product && each.url === draft.url)
  if (same) refuseManaged(settings.document().file, same.id)
  if (same && !mayChange) refuseOtherCertificate(same, draft)
  const trusted = same ? undefined : await withTrust(draft, modules)
  const made = login && (await makeToken(login, tokenName, same ?? asSettings(trusted ?? draft), modules))
  const credentials = made ?? draft.credentials
  const candidate: ConnectionSettings = same
    ? renewed(same, credentials, mayChange ? draft.fingerprints : [])
    : { ...asSettings(trusted ?? draft), credentials }
  const outcome = await within(clock, patienceMs, modules.collector.test(watchedConnection(candidate)))
  refuseWrongDoor(outcome, same !== undefined && !mayChange)
  const known = same ?? (outcome?.ok ? await knownEstateOf(candidate, outcome, modules) : undefined)

  const connection = await store({ known, candidate, draft, useUp }, settings, clock)
  const tokenId = credentials.kind === 'token' ? credentials.tokenId : ''
  realtime.announce({
    type: 'node_auto_registered',
    data: {
      type: product,
      host: connection.url,
      name: connection.name,
      tokenId,
      hasToken: true,
      verifySSL: connection.verifySSL,
      status: outcome?.ok ? 'connected' : 'disconnected',
    },
    timestamp: new Date(clock.now()).toISOString(),
  })
  return {
    status: 'success',
    message: made ? `Node ${hostAsSent} registered successfully` : `Node ${hostAsSent} auto-registered successfully`,
    nodeId: made ? connection.name : hostAsSent,
    id: connection.id,
    action: made ? 'create_token' : known ? 'updated' : 'added',
    ...(made ? { tokenId, tokenValue: made.secret.reveal() } : {}),
    ...(outcome?.ok
      ? {}
      : { warning: `Pulse has no answer from ${connection.url} yet and goes on trying: see Connections in Pulse` }),
  }
}

type TokenCredentials = Extract<ConnectionSettings['credentials'], { kind: 'token' }>

async function makeToken(
  login: NonNullable<RegistrationWish['login']>,
  tokenName: string,
  at: ConnectionSettings,
  { makeProxmoxToken }: RegisterHostModules,
): Promise<TokenCredentials> {
  const { product, url, trust } = watchedConnection(at)
  try {
    const { tokenId, secret } = await makeProxmoxToken({ product, url, trust, ...login, tokenName })
    return { kind: 'token', tokenId, secret: new Secret(secret) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'no answer'
    throw new AppError('connection.unreachable', `The token could not be made: ${reason}`, { field: 'password' })
  }
}

/** The connection with other credentials. `fingerprints`: the certificate that is trusted from now on, if another one. */
function renewed(
  current: ConnectionSettings,
  credentials: ConnectionSettings['credentials'],
  fingerprints: readonly string[],
): ConnectionSettings {
  const isOther = current.fingerprints.length > 0 && !fingerprints.every((each) => current.fingerprints.includes(each))
  if (credentials.kind !== 'token') throw new Error('a registration ends with a token')
  return changedConnection(current, {
    tokenName: credentials.tokenId,
    tokenValue: credentials.secret.reveal(),
    ...(isOther ? { fingerprint: fingerprints.join(',') } : {}),
  })
}

function refuseOtherCertificate(current: ConnectionSettings, { fingerprints }: ConnectionDraft): void {
  if (current.fingerprints.length === 0 || fingerprints.every((each) => current.fingerprints.includes(each))) return
  throw new AppError(
    'connection.duplicate',
    `"${current.name}" watches ${current.url} already, and trusts another certificate: confirm the new one there first`,
    { field: 'fingerprint' },
  )
}

/**
 * What an authority vouches for needs no pin, which its renewal would break. Else the certificate that the script read on
 * the host is the one to trust, and without that the one that is shown first.
 */
async function withTrust(draft: ConnectionDraft, modules: RegisterHostModules): Promise<ConnectionDraft> {
  const shown = await modules.inspectCertificate(draft.url).catch(() => undefined)
  if (shown?.trustedBySystem) return { ...draft, verifySSL: true, fingerprints: [] }
  if (draft.fingerprints.length > 0) return { ...draft, verifySSL: false }
  if (!shown) return { ...draft, verifySSL: true }
  return { ...draft, verifySSL: false, fingerprints: [shown.fingerprint] }
}

/** Credentials that the host refuses are not stored, nor is a host with another certificate than its own. */
function refuseWrongDoor(outcome: TestOutcome | undefined, mustAnswer: boolean): void {
  if (outcome?.ok) return
  if (outcome && (mustAnswer || /^(unauthenticated|two-factor|tls)$/.test(outcome.problem.code)))
    throw testFailure(outcome, 'tokenValue')
  if (mustAnswer)
    throw new AppError('connection.unreachable', 'Connection failed: the host does not answer', { field: 'host' })
}

function knownEstateOf(
  candidate: ConnectionSettings,
  found: Extract<TestOutcome, { ok: true }>,
  { settings, collector, inventory, clock, inspectCertificate }: RegisterHostModules,
): Promise<ConnectionSettings | undefined> {
  const shownFingerprint = (url: string): Promise<string | undefined> =>
    inspectCertificate(url).then(
      ({ fingerprint }) => fingerprint,
      () => undefined,
    )
  const connections = settings.connections()
  return knownEstate(candidate, found, { connections, inventory, collector, clock, patienceMs, shownFingerprint })
}

interface Stored {
  known: ConnectionSettings | undefined
  candidate: ConnectionSettings
  draft: ConnectionDraft
  useUp: Registration['useUp']
}

async function store(
  { known, candidate, draft, useUp }: Stored,
  settings: RegisterHostModules['settings'],
  clock: Clock,
): Promise<ConnectionSettings> {
  let undo = (): void => {}
  try {
    return await settings.update((document) => {
      const used = useUp(document)
      undo = used.undo
      const { connections, file } = document
      if (!known) {
        const { fingerprints, verifySSL, credentials } = candidate
        const name = isTaken(draft.name, connections) ? null : draft.name
        const added = newConnection({ ...draft, name, fingerprints, verifySSL, credentials }, connections, clock.now())
        return { change: { ...used.change, connections: [...connections, added] }, result: added }
      }
      refuseManaged(file, known.id)
      if (!connections.includes(known))
        throw new AppError('connection.duplicate', `"${known.name}" was changed at the same time: register again`)
      const changed = known.id === candidate.id ? candidate : renewed(known, candidate.credentials, [])
      const next = connections.map((each) => (each === known ? changed : each))
      return { change: { ...used.change, connections: next }, result: changed }
    })
  } catch (error) {
    undo()
    throw error
  }
}

/** Hosts are not to be turned away for their name: many are called `pve`. */
const isTaken = (name: string | null, connections: readonly ConnectionSettings[]): boolean =>
  connections.some((each) => each.name.toLowerCase() === name?.toLowerCase())
