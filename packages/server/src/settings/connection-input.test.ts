import type { ConnectionInput } from '@pulse/contract'
import { describe, expect, it } from 'vitest'
import { readConnectionInput } from './connection-input.ts'

const pve: ConnectionInput = { type: 'pve', host: '10.0.0.5', user: 'root@pam', password: 'secret' }
const hex = 'ab'.repeat(32)
const colons = 'AB:'.repeat(32).slice(0, -1)

describe('input of a connection', () => {
  it('watches everything but garbage collection where nothing is said, and trusts nobody by itself', () => {
    expect(readConnectionInput(pve)).toMatchObject({
      name: null,
      product: 'pve',
      url: 'https://10.0.0.5:8006',
      fingerprints: [],
      verifySSL: null,
      monitor: {
        monitorVMs: true,
        monitorContainers: true,
        monitorStorage: true,
        monitorBackups: true,
        monitorDatastores: true,
        monitorSyncJobs: true,
        monitorVerifyJobs: true,
        monitorPruneJobs: true,
        monitorGarbageJobs: false,
      },
    })
    expect(readConnectionInput({ ...pve, monitorVMs: false, monitorGarbageJobs: true }).monitor).toMatchObject({
      monitorVMs: false,
      monitorContainers: true,
      monitorGarbageJobs: true,
    })
  })

  it.each<[string, Partial<ConnectionInput>, object]>([
    ['a password', {}, { kind: 'password', username: 'root@pam' }],
    ['a full token', { tokenName: 'mon@pve!pulse', tokenValue: 'v' }, { kind: 'token', tokenId: 'mon@pve!pulse' }],
    [
      'a bare token and its user',
      { tokenName: 'pulse', tokenValue: 'v' },
      { kind: 'token', tokenId: 'root@pam!pulse' },
    ],
    [
      'a bare token on a backup server, whose realm goes without saying',
      { type: 'pbs', user: 'mon', tokenName: 'pulse', tokenValue: 'v' },
      { kind: 'token', tokenId: 'mon@pbs!pulse' },
    ],
    [
      'a user without realm on a backup server',
      { type: 'pbs', user: 'mon' },
      { kind: 'password', username: 'mon@pbs' },
    ],
    [
      'a user with an address for a name',
      { user: 'a.b@example.org@ldap' },
      { kind: 'password', username: 'a.b@example.org@ldap' },
    ],
  ])('understands %s', (_, change, credentials) => {
    expect(readConnectionInput({ ...pve, ...change }).credentials).toMatchObject(credentials)
  })

  it('keeps the secret as it was sent, but for blanks around a token', () => {
    const password = readConnectionInput({ ...pve, password: '  ö ü ' }).credentials
    expect(password.kind === 'password' && password.password.reveal()).toBe('  ö ü ')
    const token = readConnectionInput({ ...pve, tokenName: 'a@pve!cc', tokenValue: ' 1b2c\n' })
    expect(token.credentials.kind === 'token' && token.credentials.secret.reveal()).toBe('1b2c')
  })

  it.each<[string, Partial<ConnectionInput>, string, string]>([
    ['no credentials', { user: '', password: '' }, 'tokenName', 'Authentication credentials required'],
    ['a user alone', { password: '' }, 'password', 'Authentication credentials required'],
    [
      'a token without its secret',
      { user: '', tokenName: 'a@pve!tt' },
      'tokenValue',
      'Authentication credentials required',
    ],
    [
      'a user without realm',
      { user: 'root' },
      'user',
      'User must be written with its realm, such as root@pam or monitor@pve',
    ],
    [
      'a bare token of nobody',
      { user: '', tokenName: 'pulse', tokenValue: 'v' },
      'tokenName',
      'Token ID must be written in full, such as monitor@pve!pulse',
    ],
    [
      'a token that would break the header',
      { tokenName: 'a@pve!x\r\nY: z', tokenValue: 'v' },
      'tokenName',
      'Token ID must be written in full, such as monitor@pve!pulse',
    ],
    [
      'a secret that would break the header',
      { tokenName: 'a@pve!tt', tokenValue: 'v\r\nX: y' },
      'tokenValue',
      'Token secret must be copied without blanks or line breaks',
    ],
    ['a name of two lines', { name: 'a\nb' }, 'name', 'Name must be a single line'],
    [
      'half a fingerprint',
      { fingerprint: 'AB:CD' },
      'fingerprint',
      'Fingerprint must be a SHA-256 fingerprint of 64 hex digits',
    ],
  ])('refuses %s', (_, change, field, message) => {
    expect(() => readConnectionInput({ ...pve, ...change })).toThrow(expect.objectContaining({ field, message }))
  })

  it.each([
    [hex, [colons]],
    [colons.toLowerCase(), [colons]],
    [`${hex}, ${colons}`, [colons]],
    [`${hex}\n${'0'.repeat(64)}`, [colons, '00:'.repeat(32).slice(0, -1)]],
    ['', []],
  ])('reads the fingerprint %j', (text, expected) => {
    expect(readConnectionInput({ ...pve, fingerprint: text }).fingerprints).toEqual(expected)
  })
})
