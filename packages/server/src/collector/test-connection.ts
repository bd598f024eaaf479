import type { MissingPrivilege, Permissions, Problem, Product, Sight } from '@pulse/contract'
import {
  type CallOptions,
  type CertificateFacts,
  type ClientOptions,
  createPbs,
  createPve,
  inspectCertificate,
  type PveResult,
} from '@pulse/proxmox'
import type { Clock } from '../platform/platform.ts'
import { serverVersion } from './pbs/datastore-rows.ts'
import { problemOf } from './problem.ts'
import { missingIn, sightsOf } from './permissions.ts'
import { backupStorages } from './pve/permission-lane.ts'
import { revealed, type WatchedConnection } from './watched-connection.ts'

interface FoundNode {
  name: string
  address: string | null
  online: boolean
  /** SHA-256 of its certificate, upper-case colon form. */
  fingerprint: string | null
}

export type TestOutcome =
  | {
      ok: true
      product: Product
      version: string
      latencyMs: number
      isCluster: boolean
      clusterName: string | null
      nodes: readonly FoundNode[]
      datastoreCount: number | null
      certificate: CertificateFacts | null
      missingPrivileges: readonly MissingPrivilege[]
      /** What the credentials may see; empty if the host does not tell. */
      sights: readonly Sight[]
    }
  | { ok: false; problem: Problem; latencyMs: number; certificate: CertificateFacts | null }

type Found = Omit<Extract<TestOutcome, { ok: true }>, 'ok' | 'product' | 'latencyMs' | 'certificate'>

const certificateMs = 4000

/** Tries a connection once, and tells what it leads to. Expected failures, `signal` among them, are an outcome. */
export async function testConnection(
  connection: WatchedConnection,
  clock: Clock,
  signal?: AbortSignal,
): Promise<TestOutcome> {
  const { url, trust, product, timeoutMs } = connection
  const beganMs = clock.monotonicMs()
  const options: ClientOptions = {
    url,
    trust,
    clock,
    credentials: revealed(connection.credentials),
    ...(timeoutMs !== undefined && { limits: { totalMs: timeoutMs, idleMs: timeoutMs } }),
  }
  const call = signal ? { signal } : {}
  const certificate = certificateOf(url)
  try {
    const found = await (product === 'pve' ? lookAtPve(options, connection, call) : lookAtPbs(options, call))
    const latencyMs = clock.monotonicMs() - beganMs
    return { ok: true, product, latencyMs, certificate: await certificate, ...found }
  } catch (error) {
    const latencyMs = clock.monotonicMs() - beganMs
    return { ok: false, problem: problemOf(error, clock.now(), null), latencyMs, certificate: await certificate }
  }
}

async function certificateOf(url: string): Promise<CertificateFacts | null> {
  try {
    const { hostname, port } = new URL(url)
    return await inspectCertificate({
      host: hostname.replace(/^\[(.*)\]$/, '$1'),
      port: Number(port),
      timeoutMs: certificateMs,
    })
  } catch {
    // The call itself says what is wrong.
    return null
  }
}

async function lookAtPve(options: ClientOptions, { watch }: WatchedConnection, call: CallOptions): Promise<Found> {
  const pve = createPve(options)
  try {
    // First alone: wrong credentials should be tried once.
    const { version } = await pve.get('/version', {}, call)
    const [nodes, status, permissions, storages] = await Promise.all([
      pve.get('/nodes', {}, call),
      pve.get('/cluster/status', {}, call).catch((): PveResult<'get', '/cluster/status'> => []),
      pve.get('/access/permissions', {}, call).catch((): Permissions | null => null),
      pve.get('/cluster/resources', { type: 'storage' }, call).catch((): PveResult<'get', '/cluster/resources'> => []),
    ])
    const holding = watch.backups ? backupStorages(storages) : []
    const sights = permissions ? sightsOf('pve', version, permissions, holding) : []
    const cluster = status.find((row) => row.type === 'cluster')
    const members = new Map(status.filter((row) => row.type === 'node').map((row) => [row.name, row]))
    return {
      version,
      isCluster: cluster !== undefined || nodes.length > 1,
      clusterName: cluster?.name ?? null,
      nodes: nodes.map(({ node, status: word, ssl_fingerprint: fingerprint }) => ({
        name: node,
        address: members.get(node)?.ip ?? null,
        online: word === 'online',
        fingerprint: fingerprint ?? null,
      })),
      datastoreCount: null,
      missingPrivileges: missingIn(sights),
      sights,
    }
  } finally {
    await pve.close()
  }
}

async function lookAtPbs(options: ClientOptions, call: CallOptions): Promise<Found> {
  const pbs = createPbs(options)
  try {
    const version = serverVersion(await pbs.get('/version', {}, call))
    const [datastores, permissions] = await Promise.all([
      pbs.get('/admin/datastore', {}, call),
      pbs.get('/access/permissions', {}, call).catch((): Permissions | null => null),
    ])
    const sights = permissions ? sightsOf('pbs', version, permissions) : []
    return {
      version,
      isCluster: false,
      clusterName: null,
      nodes: [],
      datastoreCount: datastores.length,
      missingPrivileges: missingIn(sights),
      sights,
    }
  } finally {
    await pbs.close()
  }
}
