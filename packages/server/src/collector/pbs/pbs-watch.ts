import type { BackupServer } from '@pulse/contract'
import { type PbsClient, ProxmoxError } from '@pulse/proxmox'
import type { Facts } from '../../observation/observation.ts'
import type { ConnectionLoop, Poll, Watch } from '../connection-loop.ts'
import { firstCall, isLasting, reasonOf } from '../problem.ts'
import { missingIn, sightsOf } from '../permissions.ts'
import { hiddenServer, readDatastores, readServer, serverVersion } from './datastore-rows.ts'
import { PbsContext } from './pbs-context.ts'
import { SnapshotLane } from './snapshot-lane.ts'

const minute = 60_000
const hour = 60 * minute

/** What is asked of a backup server, and how often. */
export function watchPbs(loop: ConnectionLoop<PbsClient>): Watch {
  const context = new PbsContext(loop)
  const fast = new FastLane(context)
  const snapshots = new SnapshotLane(context)
  const { backups, datastores } = loop.connection.watch
  return {
    poll: () => fast.poll(),
    lanes: [
      { name: 'permissions', everyMs: 10 * minute, run: () => readPermissions(context) },
      ...(backups && datastores ? [{ name: 'snapshots', everyMs: 5 * minute, run: () => snapshots.run() }] : []),
    ],
  }
}

async function readPermissions(c: PbsContext): Promise<undefined> {
  const permissions = await c.ask('slow', (pbs, options) => pbs.get('/access/permissions', {}, options))
  const sights = sightsOf('pbs', c.version, permissions)
  c.observe({ connection: { sights, missingPrivileges: missingIn(sights), privilegesAt: c.clock.now() } })
}

class FastLane {
  readonly #context: PbsContext
  #versionAtMs: number | undefined
  #track: { uptime: number | undefined; startedAt: number | null } | undefined

  constructor(context: PbsContext) {
    this.#context = context
  }

  async poll(): Promise<Poll> {
    const c = this.#context
    if (c.version === null) await firstCall(this.#readVersion())
    // One after the other, over one connection.
    const usage = await c.ask('fast', (pbs, options) => pbs.get('/status/datastore-usage', {}, options))
    const entries = await settled(c.ask('fast', (pbs, options) => pbs.get('/admin/datastore', {}, options)))
    const status = await settled(
      c.ask('fast', (pbs, options) => pbs.get('/nodes/{node}/status', { node: 'localhost' }, options)),
    )
    await settled(this.#readVersion())
    const at = c.clock.now()
    const rows = readDatastores(usage, entries.status === 'fulfilled' ? entries.value : [], at)
    const usable = rows.filter((row) => row.status === 'available' || row.status === 'unknown')
    c.datastores = usable.map((row) => row.name)
    const server = status.status === 'fulfilled' ? this.#server(status.value, at) : serverWithout(status.reason)
    const findings: Poll['findings'] = {
      connection: { version: c.version },
      backupServer: { name: c.connection.name, version: c.version, ...server },
      // A server without datastores looks the same as one that hides them.
      ...(c.connection.watch.datastores && { datastores: { complete: rows.length > 0, rows } }),
    }
    const failed = [entries, status].find((part) => part.status === 'rejected' && !isLasting(part.reason))
    return failed?.status === 'rejected' ? { findings, partialFailure: failed.reason } : { findings }
  }

  #server(status: Parameters<typeof readServer>[0], at: number): Facts<BackupServer> {
    const { facts, track } = readServer(status, at, this.#track)
    this.#track = track
    return facts
  }

  async #readVersion(): Promise<void> {
    const c = this.#context
    if (this.#versionAtMs !== undefined && c.nowMs - this.#versionAtMs < hour) return
    c.version = serverVersion(await c.ask('fast', (pbs, options) => pbs.get('/version', {}, options)))
    this.#versionAtMs = c.nowMs
  }
}

async function settled<T>(call: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([call])
  return result
}

const isForbidden = (error: unknown): boolean => error instanceof ProxmoxError && error.kind === 'forbidden'

/** Only a missing privilege takes the figures away; after any other failure the last ones stay. */
const serverWithout = (error: unknown): Facts<BackupServer> => (isForbidden(error) ? hiddenServer(reasonOf(error)) : {})
