import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verify } from '@node-rs/bcrypt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fullDocument } from '../../../test/full-document.ts'
import { originalContent, originalFile } from '../../../test/original-export.ts'
import { ManualClock, silentLog, StartError } from '../../platform/platform.ts'
import { openSettings, type Settings } from '../settings.ts'
import { createTransfer, type Transfer } from '../transfer.ts'

const clock = new ManualClock(1_760_000_000_000)
const key = Buffer.alloc(32, 3)
const hash = '$2a$12$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234'

let directory = ''
let original = ''
let settings: Settings
let transfer: Transfer

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pulse-original-'))
  original = join(directory, 'etc')
  mkdirSync(original)
  settings = await openSettings({ directory: join(directory, 'data'), clock, log: silentLog })
  transfer = createTransfer(settings, clock)
})
afterEach(async () => {
  await settings.close()
  rmSync(directory, { recursive: true, force: true })
})

const place = (name: string): string => join(original, name)
const put = (name: string, content: string | Buffer | object): void =>
  writeFileSync(
    place(name),
    typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content, null, 2),
  )

/** A directory as the original leaves it behind. */
function fill(): void {
  const { nodes, email, webhooks, alerts, system, guestMetadata } = originalContent
  put('.encryption.key', key.toString('base64'))
  put('nodes.enc', originalFile(nodes, key))
  put('email.enc', originalFile(email, key))
  put('webhooks.json', webhooks)
  put('alerts.json', alerts)
  put('system.json', system)
  put('guest_metadata.json', guestMetadata)
  put('.env', `PULSE_AUTH_USER=admin\nPULSE_AUTH_PASS='${hash}'\nAPI_TOKEN=${'Fe'.repeat(32)}\n`)
}

const everything = (): Record<string, [string, number]> =>
  Object.fromEntries(
    readdirSync(original).map((name) => [name, [readFileSync(place(name), 'hex'), statSync(place(name)).mtimeMs]]),
  )

describe('the data directory of the original', () => {
  it('is taken over as a whole', async () => {
    fill()
    const { changes, warnings } = await transfer.importOriginal(original)
    expect(warnings).toEqual(['The certificate of "lab" is not checked, as before: pin its fingerprint'])
    expect(changes.map(({ kind, name }) => `${kind} ${name}`).slice(0, 4)).toEqual([
      'owner admin',
      'API token from the original',
      'connection lab',
      'connection backup',
    ])
    const { connections, owner, tokens, email, webhooks, system, alerts, guestMetadata } = settings.document()
    expect(owner).toEqual({ username: 'admin', passwordHash: hash, changedAt: clock.now() })
    expect(tokens).toEqual([
      {
        id: expect.stringMatching(/^token-/) as string,
        name: 'from the original',
        hash: 'fe'.repeat(32),
        scopes: ['read', 'write', 'notify', 'register'],
        createdAt: clock.now(),
        expiresAt: null,
        primary: true,
        value: null,
      },
    ])
    const [lab, backup] = connections
    expect(lab?.credentials.kind === 'token' && lab.credentials.secret.reveal()).toBe('fake-token-value')
    expect(backup?.credentials.kind === 'password' && backup.credentials.password.reveal()).toBe('fake-password')
    expect(email?.password.reveal()).toBe('fake-mail-password')
    expect([webhooks.length, system.pollingInterval, alerts?.enabled]).toEqual([1, 5, true])
    expect(Object.keys(guestMetadata)).toEqual([`${lab?.id}~guest~101`])
    // Once more: nothing is new.
    expect(await transfer.importOriginal(original)).toEqual({ changes: [], warnings })
  })

  it('is only read', async () => {
    fill()
    const before = everything()
    await transfer.importOriginal(original)
    expect(everything()).toEqual(before)
  })

  it('is only looked at by a dry run', async () => {
    fill()
    const planned = await transfer.importOriginal(original, { dryRun: true })
    expect(planned.changes.length).toBeGreaterThan(10)
    expect(JSON.stringify(planned)).not.toMatch(/fake-|\$2a/)
    expect(settings.document().generation).toBe(0)
  })

  it('opens with the published key, nonce and text', async () => {
    put('.encryption.key', 'AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=\n')
    const file =
      '020202020202020202020202395c47f05b8d8040f67b78bedad4e06cd0514eaaec5243efca71f472c26fb8d02c1498ebf5b2d81562a99d1be1abd1850236a05a45b53a5136a22e22869c'
    put('nodes.enc', Buffer.from(file, 'hex'))
    expect(originalFile({ pveInstances: [], pbsInstances: [] }, key).toString('hex')).toBe(file)
    expect(await transfer.importOriginal(original)).toEqual({ changes: [], warnings: [] })
  })

  it('without a key holds plain text under the same names, and later ones encrypt webhooks', async () => {
    put('nodes.enc', originalContent.nodes)
    await transfer.importOriginal(original)
    expect(settings.connections().map(({ name }) => name)).toEqual(['lab', 'backup'])
    put('.encryption.key', key.toString('base64'))
    put('nodes.enc', originalFile(originalContent.nodes, key))
    put('webhooks.enc', originalFile(originalContent.webhooks, key))
    await transfer.importOriginal(original)
    expect(settings.document().webhooks).toMatchObject([{ name: 'Ops' }])
  })
})

describe('who comes in', () => {
  it('stays as here, if somebody owns this server', async () => {
    fill()
    await settings.update(() => ({
      change: { owner: fullDocument.owner, tokens: fullDocument.tokens },
      result: undefined,
    }))
    const { warnings } = await transfer.importOriginal(original)
    expect(warnings).toContain('This server has an owner already: the login "admin" was not taken over')
    const { owner, tokens } = settings.document()
    expect(owner).toEqual(fullDocument.owner)
    expect(tokens.map(({ name, primary }) => [name, primary])).toEqual([
      ['primary', true],
      ['dashboard', false],
      ['from the original', false],
    ])
  })

  it('with a plain password and a plain token comes in with the same', async () => {
    put('.env', 'PULSE_AUTH_USER=admin\nPULSE_AUTH_PASS="fake password"\nAPI_TOKEN=abc\n')
    await transfer.importOriginal(original)
    const { owner, tokens } = settings.document()
    expect(await verify('fake password', owner?.passwordHash ?? '')).toBe(true)
    expect(owner?.passwordHash).toMatch(/^\$2b\$12\$/)
    // FIPS 202: SHA3-256 of "abc".
    expect(tokens[0]?.hash).toBe('3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532')
  })

  it('by a token of the settings page comes in with it', async () => {
    put('system.json', { pollingInterval: 5, apiToken: 'abc' })
    await transfer.importOriginal(original)
    expect(settings.document().tokens[0]?.hash).toMatch(/^3a985da7/)
  })

  it.each(['short', 'x'.repeat(73), hash.slice(0, -1)])(
    'with the password %s needs another login',
    async (password) => {
      put('.env', `PULSE_AUTH_USER=admin\nPULSE_AUTH_PASS='${password}'\n`)
      const { warnings } = await transfer.importOriginal(original)
      expect(warnings).toEqual(['The password of "admin" is too short, too long or a broken hash: set up a new login'])
      expect(settings.document().owner).toBeNull()
    },
  )
})

describe('a directory that cannot be read', () => {
  it.each<[string, () => void, string]>([
    ['nothing', () => {}, 'There is nothing of a Pulse in DIR: name the directory that holds nodes.enc.'],
    [
      'another key',
      () => put('.encryption.key', Buffer.alloc(32, 4).toString('base64')),
      '.encryption.key does not open DIR/nodes.enc: one of them is damaged or from elsewhere.',
    ],
    [
      'a short key',
      () => put('.encryption.key', 'AAAA'),
      'DIR/.encryption.key is damaged: it must hold 32 bytes in base64.',
    ],
    [
      'a file that was cut',
      () => put('nodes.enc', Buffer.alloc(20)),
      '.encryption.key does not open DIR/nodes.enc: one of them is damaged or from elsewhere.',
    ],
    [
      'an empty file',
      () => put('nodes.enc', ''),
      '.encryption.key does not open DIR/nodes.enc: one of them is damaged or from elsewhere.',
    ],
    ['a folder', () => mkdirSync(place('email.enc')), 'DIR/email.enc cannot be read (EISDIR).'],
  ])('with %s', async (what, spoil, message) => {
    if (what !== 'nothing') {
      put('.encryption.key', key.toString('base64'))
      put('nodes.enc', originalFile(originalContent.nodes, key))
    }
    spoil()
    await expect(transfer.importOriginal(original)).rejects.toThrow(new StartError(message.replace('DIR', original)))
    expect(settings.document().generation).toBe(0)
  })

  it.each<[string, string | object, string]>([
    ['alerts.json', '{"enabled": tr', 'alerts.json: it is no valid JSON'],
    ['system.json', '{"__proto__": {}}', 'system.json: the name __proto__ is not allowed'],
    [
      'webhooks.json',
      [{ id: 'x', url: 'ftp://x' }],
      'failed to import webhooks: [0].url must match pattern "^https?://"',
    ],
    [
      'nodes.enc',
      { pveInstances: [{ Name: 'x', Host: '169.254.169.254', User: 'a@pam', Password: 'fake' }] },
      'failed to import nodes: "x": Host must not be a link-local, multicast or unspecified address',
    ],
  ])('with a wrong %s changes nothing', async (name, content, why) => {
    put('guest_metadata.json', originalContent.guestMetadata)
    put(name, content)
    await expect(transfer.importOriginal(original)).rejects.toMatchObject({
      code: 'request.invalid',
      message: `Failed to import configuration: ${why}`,
    })
    expect(settings.document().generation).toBe(0)
  })
})
