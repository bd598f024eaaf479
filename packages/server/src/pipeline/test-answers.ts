import type { CallOutput } from '@pulse/contract'
import type { TestOutcome } from '../collector/collector.ts'
import { AppError } from '../platform/platform.ts'
import { sightRows } from './connection-listing.ts'

type Succeeded = Extract<TestOutcome, { ok: true }>
type Failed = Extract<TestOutcome, { ok: false }>

/** Answer of `test-connection`; the sentences are the documented ones. */
export function testAnswer(outcome: Succeeded): CallOutput<'POST /api/config/nodes/test-connection'> {
  const { product, nodes, isCluster, clusterName, version, missingPrivileges } = outcome
  const sights = sightRows(outcome.sights)
  const shared = { status: 'success' as const, version, missingPrivileges: [...missingPrivileges], sights }
  if (product === 'pbs') {
    const datastoreCount = outcome.datastoreCount ?? 0
    const message = `Successfully connected. Found ${datastoreCount} datastore(s)`
    return { ...shared, message, datastoreCount }
  }
  return {
    ...shared,
    message: `Successfully connected to ${nodes.length} node(s)`,
    isCluster,
    nodeCount: nodes.length,
    ...(isCluster ? { clusterNodeCount: nodes.length } : {}),
    ...(clusterName === null ? {} : { clusterName }),
  }
}

/** The failure of `test-connection`: what is wrong, which field has to do with it, and the certificate if that is it. */
export function testFailure(outcome: Failed, secretField: 'tokenValue' | 'password'): AppError {
  const { problem, certificate } = outcome
  const field = fieldOf(problem.code, secretField)
  const fingerprint = problem.peerFingerprint ?? (field === 'fingerprint' ? certificate?.sha256 : undefined)
  return new AppError('connection.unreachable', failureText(outcome), {
    field,
    details: { cause: problem.code, ...(fingerprint === undefined ? {} : { fingerprint }) },
  })
}

/** Where in the form the cause is to be looked for. */
function fieldOf(cause: string, secretField: 'tokenValue' | 'password'): string {
  if (/^(tls|untrusted)/.test(cause)) return 'fingerprint'
  return /^(unauthenticated|two-factor|forbidden)/.test(cause) ? secretField : 'host'
}

const failureText = ({ problem }: Failed): string => `Connection failed: ${problem.message}`

/** Answer of the tests that report a failure with status 200. */
export function softAnswer(
  outcome: TestOutcome,
  backupServerText: string,
): CallOutput<'POST /api/config/nodes/test-config'> {
  const latency = Math.round(outcome.latencyMs)
  if (!outcome.ok) return { status: 'error', message: failureText(outcome), latency }
  if (outcome.product === 'pbs') return { status: 'success', message: backupServerText, latency }
  const count = outcome.nodes.length
  const message = outcome.isCluster ? `Connected to PVE cluster with ${count} nodes` : 'Connected to PVE host'
  return { status: 'success', message, latency }
}
