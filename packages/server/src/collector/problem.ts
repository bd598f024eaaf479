import type { ConnectionState, Problem, Reason } from '@pulse/contract'
import { ProxmoxError } from '@pulse/proxmox'

/** Kind of a failure, for programs. */
function codeOf(error: unknown): string {
  return error instanceof ProxmoxError ? error.kind : 'failed'
}

/** In words for a person; never holds a secret. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ProxmoxError)) return 'Something failed inside; the log has the details.'
  switch (error.kind) {
    case 'unauthenticated':
      return 'The host refuses the credentials. Check user, token or password.'
    case 'two-factor':
      return 'This user needs a second factor to log in. Use an API token instead.'
    case 'tls':
      return error.peerFingerprint
        ? `The host shows a certificate that is not trusted: ${error.peerFingerprint}. Compare it on the host before trusting it.`
        : `The host's certificate is not trusted: ${error.reason ?? error.message}`
    case 'not-proxmox':
      return 'Something answers there, but not the Proxmox API. Check address and port.'
    case 'timeout':
      return error.phase === 'connect'
        ? 'The host does not answer (time-out).'
        : 'The host answers too slowly (time-out).'
    case 'throttled':
      return 'The host asks to be called less often.'
    case 'unreachable':
    case 'forbidden':
    case 'missing':
    case 'invalid':
    case 'unreachable-node':
    case 'malformed':
    case 'locked':
    case 'no-quorum':
    case 'unsupported':
    case 'cancelled':
    case 'failed':
      return error.message
    default:
      return error.kind satisfies never
  }
}

/** What a failure of the fast lane says about the connection. */
export function stateOf(error: unknown): ConnectionState {
  switch (codeOf(error)) {
    case 'unauthenticated':
    case 'two-factor':
      return 'unauthenticated'
    case 'tls':
      return 'untrusted'
    case 'unreachable':
    case 'timeout':
      return 'unreachable'
    case 'not-proxmox':
      return 'not-proxmox'
    default:
      return 'degraded'
  }
}

/** Keeps the time since when, while the problem is of the same kind. */
export function problemOf(error: unknown, at: number, before: Problem | null): Problem {
  const code = codeOf(error)
  const peer = error instanceof ProxmoxError ? error.peerFingerprint : undefined
  return {
    code,
    message: messageOf(error),
    sinceAt: before?.code === code ? before.sinceAt : at,
    ...(peer !== undefined && { peerFingerprint: peer }),
  }
}

/** Why values are missing that a failed call would have brought. */
export function reasonOf(error: unknown): Reason {
  if (!(error instanceof ProxmoxError)) return 'call-failed:failed'
  if (error.kind !== 'forbidden') return error.kind === 'unsupported' ? 'not-reported' : `call-failed:${error.kind}`
  return error.privilege ? `no-permission:${error.privilege.privileges.join('|')}` : 'no-permission'
}

/** A part that these credentials or this version will not have: nothing that comes and goes. */
export const isLasting = (error: unknown): boolean =>
  error instanceof ProxmoxError && (error.kind === 'forbidden' || error.kind === 'unsupported')

/** Made alone, so that wrong credentials are tried once. What it brings is not needed: only a way in that is closed matters. */
export async function firstCall(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof ProxmoxError) || stateOf(error) !== 'degraded') throw error
  }
}

/** Only what says that this way in is no good; what a guest, storage or other node does wrong says nothing about it. */
export function isEndpointFailure(error: unknown, aboutTarget: boolean): boolean {
  if (!(error instanceof ProxmoxError)) return false
  switch (error.kind) {
    case 'unreachable':
    case 'tls':
      return true
    case 'timeout':
      return error.phase === 'connect' || !aboutTarget
    case 'not-proxmox':
      return !aboutTarget
    default:
      return false
  }
}
