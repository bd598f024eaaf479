import { type ErrorKind, ProxmoxError } from '@pulse/proxmox'
import { describe, expect, it } from 'vitest'
import { boundedText } from './bounded-text.ts'
import { CallWithheld } from './line.ts'
import { isEndpointFailure, isLasting, problemOf, reasonOf, stateOf } from './problem.ts'

const error = (kind: ErrorKind, more: Partial<ConstructorParameters<typeof ProxmoxError>[0]> = {}): ProxmoxError =>
  new ProxmoxError({ kind, method: 'GET', path: '/x', text: 'text', ...more })

describe('what a failure says', () => {
  it.each<[ErrorKind, string, string, boolean, boolean, boolean]>([
    // kind, state of the connection, reason of missing values, lasting, blames the endpoint: of its own, about a target
    ['unauthenticated', 'unauthenticated', 'call-failed:unauthenticated', false, false, false],
    ['two-factor', 'unauthenticated', 'call-failed:two-factor', false, false, false],
    ['tls', 'untrusted', 'call-failed:tls', false, true, true],
    ['unreachable', 'unreachable', 'call-failed:unreachable', false, true, true],
    ['timeout', 'unreachable', 'call-failed:timeout', false, true, false],
    ['not-proxmox', 'not-proxmox', 'call-failed:not-proxmox', false, true, false],
    ['unreachable-node', 'degraded', 'call-failed:unreachable-node', false, false, false],
    ['malformed', 'degraded', 'call-failed:malformed', false, false, false],
    ['throttled', 'degraded', 'call-failed:throttled', false, false, false],
    ['failed', 'degraded', 'call-failed:failed', false, false, false],
    ['missing', 'degraded', 'call-failed:missing', false, false, false],
    ['locked', 'degraded', 'call-failed:locked', false, false, false],
    ['unsupported', 'degraded', 'not-reported', true, false, false],
    ['forbidden', 'degraded', 'no-permission', true, false, false],
  ])('%s', (kind, state, reason, lasting, blamesOwn, blamesTarget) => {
    expect(stateOf(error(kind))).toBe(state)
    expect(reasonOf(error(kind))).toBe(reason)
    expect(isLasting(error(kind))).toBe(lasting)
    expect([isEndpointFailure(error(kind), false), isEndpointFailure(error(kind), true)]).toEqual([
      blamesOwn,
      blamesTarget,
    ])
  })

  it('a host that cannot even be connected to is to blame, whatever was asked', () => {
    expect(isEndpointFailure(error('timeout', { phase: 'connect' }), true)).toBe(true)
    expect(isEndpointFailure(new CallWithheld(), false)).toBe(false)
  })

  it('a missing privilege is named', () => {
    const privilege = { path: '/nodes/a', privileges: ['Sys.Audit', 'Datastore.Audit'], any: true }
    expect(reasonOf(error('forbidden', { privilege }))).toBe('no-permission:Sys.Audit|Datastore.Audit')
  })

  it('a problem keeps the time since when, until it is another', () => {
    const first = problemOf(error('timeout'), 1000, null)
    expect(first).toEqual({ code: 'timeout', message: 'The host answers too slowly (time-out).', sinceAt: 1000 })
    expect(problemOf(error('timeout'), 2000, first).sinceAt).toBe(1000)
    expect(problemOf(error('unreachable'), 3000, first).sinceAt).toBe(3000)
    expect(problemOf(error('tls', { peerFingerprint: 'AB:CD' }), 1, null)).toMatchObject({ peerFingerprint: 'AB:CD' })
  })
})

describe('text that others chose', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly ten', 11, 'exactly ten'],
    ['eleven long', 10, 'eleven lo…'],
    ['ab😀cd', 4, 'ab…'],
  ])('%s within %i', (text, most, expected) => {
    expect(boundedText(text, most)).toBe(expected)
  })
})
