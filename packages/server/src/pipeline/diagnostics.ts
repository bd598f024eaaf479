import type { CallOutput, Diagnostics, SystemSettings } from '@pulse/contract'
import type { Collector, TestOutcome } from '../collector/collector.ts'
import type { Clock } from '../platform/platform.ts'
import { type ConnectionSettings, effectiveSettings, type SettingsDocument } from '../settings/settings.ts'
import { pacedConnection } from './watched-connection.ts'
import { within } from './within.ts'

export interface DiagnosticsModules {
  settings: { document(): Pick<SettingsDocument, 'connections' | 'system'> }
  collector: Pick<Collector, 'test'>
  clock: Clock
  /** Settings that the environment says. */
  environment: Partial<SystemSettings>
  /** Version and uptime of this server. */
  about: () => Pick<Diagnostics, 'version' | 'uptime'>
  machine: () => Diagnostics['system']
}

/** All connections together have this long to answer, as documented. */
const patienceMs = 10_000
/** Whoever asks again and again gets the answer of before: hosts are not tried more often than this. */
const freshMs = 5000

type Tried = { connection: ConnectionSettings; outcome: TestOutcome | undefined; tookMs: number }
type Row = Diagnostics['nodes'][number]

/**
 * Tries every connection at the same time, and says what this server runs on. Who asks while somebody is asking, or just
 * after, gets the same answer: no host is tried twice at once.
 */
export function diagnostics(modules: DiagnosticsModules): () => Promise<CallOutput<'GET /api/diagnostics'>> {
  const { settings, collector, clock, environment, about, machine } = modules
  let running: Promise<Diagnostics> | undefined
  let last: { answer: Diagnostics; atMs: number } | undefined

  const tryOne = async (connection: ConnectionSettings, system: SystemSettings): Promise<Tried> => {
    const abort = new AbortController()
    const beganMs = clock.monotonicMs()
    const trial = collector.test(pacedConnection(connection, system), abort.signal)
    const outcome = await within(clock, patienceMs, trial)
    if (!outcome) abort.abort()
    return { connection, outcome, tookMs: clock.monotonicMs() - beganMs }
  }

  const run = async (): Promise<Diagnostics> => {
    const document = settings.document()
    const system = effectiveSettings(document, environment)
    const tried = await Promise.all(document.connections.map((connection) => tryOne(connection, system)))
    const nodes = tried.filter(({ connection }) => connection.product === 'pve').map(nodeRow)
    const pbs = tried.filter(({ connection }) => connection.product === 'pbs').map(backupServerRow)
    const errors = [...nodes, ...pbs].flatMap(({ name, error }) => (error === undefined ? [] : [`${name}: ${error}`]))
    return { ...about(), runtime: 'node', nodes, pbs, system: machine(), errors }
  }

  return async () => {
    if (last && clock.monotonicMs() - last.atMs < freshMs) return last.answer
    running ??= run().finally(() => (running = undefined))
    const answer = await running
    last = { answer, atMs: clock.monotonicMs() }
    return answer
  }
}

function shared({ connection, outcome, tookMs }: Tried) {
  const { id, name, url } = connection
  const head = { id, name, host: url, latencyMs: Math.round(tookMs) }
  if (outcome?.ok) return { ...head, connected: true, missingPrivileges: [...outcome.missingPrivileges] }
  const error = outcome ? outcome.problem.message : `No answer within ${patienceMs / 1000} seconds`
  return { ...head, connected: false, error, missingPrivileges: [] }
}

function nodeRow(tried: Tried): Row {
  const { connection, outcome } = tried
  const authMethod = connection.credentials.kind === 'token' ? 'api_token' : 'username_password'
  const row: Row = { ...shared(tried), type: 'pve', authMethod }
  if (!outcome?.ok) return row
  const { nodes, version, isCluster } = outcome
  return {
    ...row,
    details: { node_count: nodes.length, version },
    ...(isCluster ? { clusterInfo: { nodes: nodes.length } } : {}),
  }
}

function backupServerRow(tried: Tried): Diagnostics['pbs'][number] {
  const { outcome } = tried
  if (!outcome?.ok) return shared(tried)
  return { ...shared(tried), details: { version: outcome.version, datastore_count: outcome.datastoreCount ?? 0 } }
}
