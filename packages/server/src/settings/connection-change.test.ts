import type { ConnectionChange } from '@pulse/contract'
import { describe, expect, it } from 'vitest'
import { Secret } from '../platform/platform.ts'
import { changedConnection } from './connection-change.ts'
import { type ConnectionSettings, defaultMonitorFlags } from './connection-settings.ts'

const pin = 'AB:'.repeat(32).slice(0, -1)
const otherPin = 'CD:'.repeat(32).slice(0, -1)

const byToken: ConnectionSettings = {
  id: 'pve-k3v9qmx2',
  name: 'lab',
  product: 'pve',
  url: 'https://10.0.0.5:8006',
  credentials: { kind: 'token', tokenId: 'mon@pve!pulse', secret: new Secret('old') },
  fingerprints: [pin],
  verifySSL: false,
  monitor: defaultMonitorFlags,
  addedAt: 0,
}
const byPassword: ConnectionSettings = {
  ...byToken,
  credentials: { kind: 'password', username: 'root@pam', password: new Secret('old') },
}

/** Kind, name and secret in one word. */
function shown({ credentials }: ConnectionSettings): string {
  return credentials.kind === 'token'
    ? `token ${credentials.tokenId} ${credentials.secret.reveal()}`
    : `password ${credentials.username} ${credentials.password.reveal()}`
}

describe('change of a connection', () => {
  it('keeps what is absent or empty', () => {
    const empty = { name: ' ', user: '', password: '', tokenName: '', tokenValue: '' }
    for (const change of [{}, empty]) expect(changedConnection(byToken, change)).toEqual(byToken)
  })

  it('changes name and flags one by one', () => {
    expect(changedConnection(byToken, { name: 'attic', monitorBackups: false })).toEqual({
      ...byToken,
      name: 'attic',
      monitor: { ...defaultMonitorFlags, monitorBackups: false },
    })
  })

  it.each<[string, ConnectionSettings, ConnectionChange, string]>([
    ['a new token', byToken, { tokenName: 'a@pve!tt', tokenValue: 'new' }, 'token a@pve!tt new'],
    ['another name, same secret', byToken, { tokenName: 'a@pve!tt' }, 'token a@pve!tt old'],
    ['a new secret, same name', byToken, { tokenValue: 'new' }, 'token mon@pve!pulse new'],
    ['from token to password', byToken, { user: 'root@pam', password: 'new' }, 'password root@pam new'],
    ['from password to token', byPassword, { tokenName: 'a@pve!tt', tokenValue: 'new' }, 'token a@pve!tt new'],
    ['a new password', byPassword, { password: 'new' }, 'password root@pam new'],
    ['another user, same password', byPassword, { user: 'mon@pve' }, 'password mon@pve old'],
  ])('credentials: %s', (_, current, change, expected) => {
    expect(shown(changedConnection(current, change))).toBe(expected)
  })

  it.each<[string, ConnectionSettings, ConnectionChange, string]>([
    ['a token name has no secret to go with', byPassword, { tokenName: 'a@pve!tt' }, 'tokenValue'],
    ['a user has no password to go with', byToken, { user: 'root@pam' }, 'password'],
    ['a password has no user to go with', byToken, { password: 'new' }, 'user'],
  ])('is refused where %s', (_, current, change, field) => {
    expect(() => changedConnection(current, change)).toThrow(
      expect.objectContaining({ code: 'request.invalid', message: 'Authentication credentials required', field }),
    )
  })

  const insecure = { ...byToken, fingerprints: [] }
  const bySystem = { ...insecure, verifySSL: true }

  it.each<[string, ConnectionSettings, ConnectionChange]>([
    ['another host', byToken, { host: '10.0.0.6' }],
    ['another port', byToken, { host: '10.0.0.5:9000' }],
    ['no fingerprint', byToken, { fingerprint: '' }],
    ['another fingerprint', byToken, { fingerprint: otherPin }],
    ['one more fingerprint', byToken, { fingerprint: `${pin},${otherPin}` }],
    ['no verification', bySystem, { verifySSL: false }],
    ['a fingerprint instead of the authorities', bySystem, { fingerprint: otherPin }],
    ['another host where nothing is checked', insecure, { host: '10.0.0.6' }],
  ])('%s needs the secret again', (_, current, change) => {
    expect(() => changedConnection(current, change)).toThrow(
      expect.objectContaining({ code: 'connection.secret-needed', field: 'tokenValue' }),
    )
    expect(() => changedConnection(current, { ...change, tokenName: 'a@pve!tt' })).toThrow(
      expect.objectContaining({ code: 'connection.secret-needed' }),
    )
    expect(shown(changedConnection(current, { ...change, tokenValue: 'old' }))).toBe('token mon@pve!pulse old')
  })

  it.each<[string, ConnectionSettings, ConnectionChange]>([
    ['the same host in other words', byToken, { host: 'https://10.0.0.5/' }],
    ['the same fingerprint in other letters', byToken, { fingerprint: pin.toLowerCase() }],
    ['a fingerprint where nothing was checked', insecure, { fingerprint: pin }],
    ['verification where nothing was checked', insecure, { verifySSL: true }],
  ])('%s does not', (_, current, change) => {
    expect(shown(changedConnection(current, change))).toBe('token mon@pve!pulse old')
  })

  it('never changes the product', () => {
    expect(() => changedConnection(byToken, { type: 'pbs' })).toThrow(
      expect.objectContaining({ code: 'request.invalid', field: 'type' }),
    )
    expect(changedConnection(byToken, { type: 'pve' })).toEqual(byToken)
  })
})
