import { describe, expect, it } from 'vitest'
import type { Given } from '../commands/command.ts'
import type { Machine } from '../io/machine.ts'
import { findConnection } from './connection.ts'
import type { KeptLogin } from './kept-logins.ts'

type Variables = Record<string, string>

/** A machine of which a connection sees the environment and files. */
function machineWith(environment: Variables, files: Record<string, string>): Machine {
  const missing = (): never => {
    throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
  }
  const read = (path: string): Promise<string> => Promise.resolve().then(() => files[path] ?? missing())
  return {
    surroundings: { environment, platform: 'linux', homeDirectory: '/home/me' },
    files: {
      read,
      readEnvironment: async (path: string) =>
        Object.fromEntries((await read(path)).split('\n').map((line) => line.split('=', 2))) as Variables,
      isOpenToOthers: () => Promise.resolve(false),
    },
  } as unknown as Machine
}

function given(texts: Variables, ...switches: string[]): Given {
  return { words: [], texts, lists: {}, switches: new Set(switches) }
}

const pin = 'AB'.repeat(32)
const kept: KeptLogin = {
  product: 'pve',
  username: 'root@pam',
  ticket: 't',
  csrfToken: 'c',
  expiresAt: 1,
  fingerprint: pin,
}
const keptOn = (url: string): Record<string, string> => ({
  '/home/me/.local/state/pulse/logins.json': JSON.stringify({ version: 1, logins: { [url]: kept } }),
})
const token = { PVE_TOKEN_ID: 'a@pve!b', PVE_TOKEN_SECRET: 's' }
const asToken = { kind: 'token', tokenId: 'a@pve!b', secret: 's' }

describe('where a connection comes from', () => {
  it.each<[what: string, texts: Variables, environment: Variables, files: Record<string, string>, expected: object]>([
    ['an option', { host: 'pve1' }, token, {}, { product: 'pve', url: 'https://pve1:8006', login: asToken }],
    [
      'a port that tells the product',
      { host: 'b:8007' },
      { PBS_TOKEN_ID: 'a@pbs!b', PBS_TOKEN_SECRET: 's' },
      {},
      { product: 'pbs', login: { tokenId: 'a@pbs!b' } },
    ],
    [
      'an environment that tells the product',
      { host: 'b' },
      { PBS_USERNAME: 'u@pbs', PBS_PASSWORD: 'p' },
      {},
      { product: 'pbs', url: 'https://b:8007', login: { kind: 'password', username: 'u@pbs', password: 'p' } },
    ],
    [
      'an option before the port',
      { host: 'b:8007', product: 'pve' },
      {},
      {},
      { product: 'pve', url: 'https://b:8007', login: { kind: 'none' } },
    ],
    [
      'the environment',
      {},
      { ...token, PVE_BASE_URL: 'https://pve1:8006/' },
      {},
      { product: 'pve', url: 'https://pve1:8006', login: asToken },
    ],
    [
      'a file in its place',
      { env: 'x.env' },
      { ...token, PVE_BASE_URL: 'https://elsewhere' },
      { 'x.env': 'PBS_BASE_URL=https://b\nPBS_TICKET=PBS:u@pbs:0::s' },
      { product: 'pbs', url: 'https://b:8007', login: { kind: 'ticket', username: 'u@pbs', csrfToken: '' } },
    ],
    [
      'the only login that is kept',
      {},
      {},
      keptOn('https://pve1:8006'),
      { url: 'https://pve1:8006', login: { kind: 'kept' }, trust: { kind: 'fingerprint', sha256: [pin] } },
    ],
    [
      'a login that is kept for the host',
      { host: 'pve1' },
      {},
      keptOn('https://pve1:8006'),
      { login: { kind: 'kept' } },
    ],
    ['a token before a login that is kept', { host: 'pve1' }, token, keptOn('https://pve1:8006'), { login: asToken }],
    [
      'no login of another host',
      { host: 'pve2' },
      {},
      keptOn('https://pve1:8006'),
      { login: { kind: 'none' }, trust: { kind: 'system' } },
    ],
    [
      'no secret of another host',
      { host: 'pve2' },
      { ...token, PVE_BASE_URL: 'https://pve1', PVE_FINGERPRINT: pin },
      {},
      { login: { kind: 'none' }, trust: { kind: 'system' }, elsewhere: 'https://pve1:8006' },
    ],
    [
      'a user with a realm of its own',
      { host: 'pve1' },
      { PVE_USERNAME: 'root', PVE_REALM: 'ldap', PVE_PASSWORD: 'p' },
      {},
      { login: { username: 'root@ldap' } },
    ],
    [
      'another user than that of the environment',
      { host: 'pve1', username: 'x@pve' },
      { PVE_USERNAME: 'root', PVE_PASSWORD: 'p' },
      {},
      { login: { kind: 'password', username: 'x@pve', password: undefined } },
    ],
    [
      'another token than that of the environment',
      { host: 'pve1', 'token-id': 'x@pve!y' },
      token,
      {},
      { login: { kind: 'token', tokenId: 'x@pve!y', secret: undefined } },
    ],
    [
      'a token whose secret alone is in the environment',
      { host: 'pve1', 'token-id': 'x@pve!y' },
      { PVE_TOKEN_SECRET: 's' },
      {},
      { login: { kind: 'token', tokenId: 'x@pve!y', secret: 's' } },
    ],
    [
      'a pin before that of the environment',
      { host: 'pve1', fingerprint: 'cd'.repeat(32) },
      { PVE_FINGERPRINT: pin },
      {},
      { trust: { kind: 'fingerprint', sha256: ['cd'.repeat(32)] } },
    ],
    [
      'two pins with a comma',
      { host: 'pve1' },
      { PVE_FINGERPRINT: `${pin}, ${pin}` },
      {},
      { trust: { kind: 'fingerprint', sha256: [pin, pin] } },
    ],
    [
      'an authority of the environment',
      { host: 'pve1' },
      { PVE_CA_FILE: 'ca.pem' },
      { 'ca.pem': '-----BEGIN CERTIFICATE-----' },
      { trust: { kind: 'ca', pem: '-----BEGIN CERTIFICATE-----' } },
    ],
  ])('%s', async (_, texts, environment, files, expected) => {
    expect(await findConnection(given(texts), machineWith(environment, files))).toMatchObject(expected)
  })

  it.each<[Variables, Variables, RegExp]>([
    [{}, {}, /^Which host\? Give --host or --connection, or set PVE_BASE_URL\.$/],
    [{ product: 'pbs' }, { PVE_BASE_URL: 'https://pve1' }, /^Which host\?.*PBS_BASE_URL\.$/],
    [{}, { PVE_BASE_URL: 'pve1', PBS_BASE_URL: 'pbs1' }, /^PVE_BASE_URL and PBS_BASE_URL are both set/],
    [{}, { PVE_BASE_URL: 'http://pve1' }, /^PVE_BASE_URL: an address must begin with https:\/\/\.$/],
    [{ host: 'pve1' }, { PVE_FINGERPRINT: '12:34' }, /^PVE_FINGERPRINT: a SHA-256 fingerprint has 64/],
    [{ host: 'pve1', username: 'a', 'token-id': 'b' }, {}, /^Only one of --username and --token-id/],
  ])('%j with %j is refused', async (texts, environment, message) => {
    await expect(findConnection(given(texts), machineWith(environment, {}))).rejects.toThrow(message)
  })

  it('--insecure is only that', async () => {
    const machine = machineWith({ PVE_FINGERPRINT: pin }, {})
    expect(await findConnection(given({ host: 'pve1' }, 'insecure'), machine)).toMatchObject({
      trust: { kind: 'insecure' },
    })
    await expect(findConnection(given({ host: 'pve1', fingerprint: pin }, 'insecure'), machine)).rejects.toThrow(
      /^Only one/,
    )
  })
})
