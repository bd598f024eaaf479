import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConfigChange } from '@pulse/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fullDocument } from '../../../test/full-document.ts'
import { ManualClock, silentLog } from '../../platform/platform.ts'
import { readConnectionInput } from '../connection-input.ts'
import { openSettings, type Settings } from '../settings.ts'
import { createTransfer, type Transfer } from '../transfer.ts'

let clock: ManualClock
let directory = ''
let settings: Settings
let transfer: Transfer

beforeEach(async () => {
  clock = new ManualClock(1_760_000_000_000)
  directory = mkdtempSync(join(tmpdir(), 'pulse-applied-'))
  settings = await openSettings({ directory, clock, log: silentLog })
  transfer = createTransfer(settings, clock)
})
afterEach(async () => {
  await settings.close()
  rmSync(directory, { recursive: true, force: true })
})

const connection = (name: string, host: string, more = ''): string =>
  `{name: ${name}, type: pve, host: ${host}, token: {id: mon@pve!pulse, secret: fake-${name}}${more}}`
const connections = (...list: string[]): string => `connections: [${list.join(', ')}]\n`
const apply = (text: string, name = 'pulse.yaml'): Promise<ConfigChange[]> => transfer.applyFile({ name, text })
const saved = (): string => readFileSync(join(directory, 'settings.json'), 'utf8')
const names = (): string[] => settings.connections().map(({ name }) => name)
const add = (host: string, name: string) =>
  settings.addConnection(
    readConnectionInput({
      type: 'pve',
      host,
      name,
      tokenName: 'mon@pve!pulse',
      tokenValue: 'fake-own',
      fingerprint: 'ab'.repeat(32),
    }),
  )

const everything = `
connections:
  - ${connection('lab', '10.0.0.5')}
receivers:
  email: {server: mail.example.org, from: a@example.org, username: a, password: fake-mail}
  webhooks:
    - {name: Ops, url: "https://hooks.example.org/fake"}
thresholds:
  guests: {cpu: {trigger: 90, clear: 85}}
  overrides:
    lab/101: {disabled: true}
    LAB/node/pve1: {disabled: true}
    lab/storage/ceph: {disabled: true}
    lab/storage/pve1/local: {disabled: true}
    pve-x~guest~7: {disabled: true}
settings:
  pollingInterval: 30
`

describe('a pulse.yaml that is applied', () => {
  it('sets what stands in it, and owns it', async () => {
    const changes = await apply(everything)
    const {
      connections: [lab],
      email,
      webhooks,
      alerts,
      system,
      file,
      generation,
    } = settings.document()
    const id = lab?.id ?? ''
    expect(lab).toMatchObject({ name: 'lab', url: 'https://10.0.0.5:8006', verifySSL: true, addedAt: clock.now() })
    expect(lab?.credentials.kind === 'token' && lab.credentials.secret.reveal()).toBe('fake-lab')
    expect([email?.password.reveal(), webhooks[0]?.url.reveal(), system]).toEqual([
      'fake-mail',
      'https://hooks.example.org/fake',
      { pollingInterval: 30 },
    ])
    expect(alerts).toEqual({
      enabled: true,
      guestDefaults: { cpu: { trigger: 90, clear: 85 } },
      overrides: Object.fromEntries(
        [`${id}~guest~101`, `${id}~node~pve1`, `${id}~storage~~ceph`, `${id}~storage~pve1~local`, 'pve-x~guest~7'].map(
          (key) => [key, { disabled: true }],
        ),
      ),
    })
    expect(file).toEqual({
      name: 'pulse.yaml',
      appliedAt: clock.now(),
      connections: [id],
      settings: ['pollingInterval'],
      sections: ['email', 'webhooks', 'alerts'],
    })
    expect([generation, changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`)]).toEqual([
      1,
      ['add connection lab', 'add setting pollingInterval', 'add alerts alerts', 'add email e-mail', 'add webhook Ops'],
    ])
    expect(JSON.stringify(changes)).not.toContain('fake')
  })

  it('once more changes nothing, and saves nothing', async () => {
    await apply(everything)
    const before = saved()
    await clock.advance(60_000)
    expect(transfer.planFile({ name: 'pulse.yaml', text: everything })).toEqual([])
    expect(await apply(everything)).toEqual([])
    // In other words, but the same.
    expect(await apply(everything.replace('10.0.0.5', '"https://10.0.0.5:8006/"'))).toEqual([])
    expect(saved()).toBe(before)
  })

  it('says nothing that could not be read again', async () => {
    const mail = (more: string): string => `receivers: {email: {server: m.example.org, from: a@example.org, ${more}}}\n`
    const hook = (more: string): string =>
      `receivers: {webhooks: [{name: Ops, url: "https://x.example.org", ${more}}]}\n`
    for (const text of [
      mail(`provider: ${'x'.repeat(101)}`),
      mail(`username: ${'x'.repeat(301)}`),
      mail('username: "a\\nb"'),
      hook(`service: ${'x'.repeat(51)}`),
    ])
      await expect(apply(text)).rejects.toMatchObject({ code: 'config-file.invalid' })
    await apply(
      mail(`server: ${'m'.repeat(300)}, username: ${'x'.repeat(300)}, password: ${'x'.repeat(1000)}`).replace(
        'server: m.example.org, ',
        '',
      ),
    )
    await settings.close()
    settings = await openSettings({ directory, clock, log: silentLog })
    expect(settings.document().email?.password.reveal()).toBe('x'.repeat(1000))
  })

  it('is planned before, without a trace', async () => {
    await apply(everything)
    const before = saved()
    const text = everything.replace('pollingInterval: 30', 'pollingInterval: 60').replace('fake-lab', 'fake-new')
    const plan = transfer.planFile({ name: 'pulse.yaml', text })
    expect(plan).toEqual([
      { action: 'change', kind: 'connection', name: 'lab', fields: [{ field: 'secret', from: 'set', to: 'changed' }] },
      {
        action: 'change',
        kind: 'setting',
        name: 'pollingInterval',
        fields: [{ field: 'value', from: '30', to: '60' }],
      },
    ])
    expect(saved()).toBe(before)
    expect(await apply(text)).toEqual(plan)
  })

  it('removes the connections that were its own, and leaves the others', async () => {
    await add('10.0.0.9', 'mine')
    await apply(connections(connection('a', '10.0.0.1'), connection('b', '10.0.0.2')))
    expect(names()).toEqual(['mine', 'a', 'b'])
    const changes = await apply(connections(connection('b', '10.0.0.2')))
    expect(changes).toEqual([{ action: 'remove', kind: 'connection', name: 'a', fields: [] }])
    expect(names()).toEqual(['mine', 'b'])
    await apply('settings: {}')
    expect(names()).toEqual(['mine'])
  })

  it('keeps the id of a connection that moves or gets another name', async () => {
    await apply(connections(connection('lab', '10.0.0.5')))
    const [before] = settings.connections()
    await apply(connections(connection('lab', '10.0.0.6')))
    await apply(connections(connection('attic', '10.0.0.6')))
    expect(settings.connections()).toMatchObject([{ id: before?.id, name: 'attic', url: 'https://10.0.0.6:8006' }])
    // But another product is another connection.
    await apply('connections: [{name: attic, type: pbs, host: 10.0.0.6, user: mon, password: fake}]')
    expect(settings.connections()).toMatchObject([{ name: 'attic', product: 'pbs' }])
    expect(settings.connections()[0]?.id).not.toBe(before?.id)
  })

  it('takes over connections that somebody added here, by name or by host, with the trust they have', async () => {
    const [byName, byHost] = [await add('10.0.0.1', 'Lab'), await add('10.0.0.2', 'other')]
    const changes = await apply(connections(connection('lab', '10.0.0.1'), connection('b', '10.0.0.2')))
    expect(changes).toEqual([
      {
        action: 'change',
        kind: 'connection',
        name: 'lab',
        fields: [
          { field: 'name', from: 'Lab', to: 'lab' },
          { field: 'secret', from: 'set', to: 'changed' },
          { field: 'owned by', from: null, to: 'pulse.yaml' },
        ],
      },
      {
        action: 'change',
        kind: 'connection',
        name: 'b',
        fields: [
          { field: 'name', from: 'other', to: 'b' },
          { field: 'secret', from: 'set', to: 'changed' },
          { field: 'owned by', from: null, to: 'pulse.yaml' },
        ],
      },
    ])
    expect(settings.connections()).toMatchObject([
      { id: byName.id, fingerprints: byName.fingerprints },
      { id: byHost.id, fingerprints: byHost.fingerprints },
    ])
    // The trust in one host is no trust in another.
    await apply(connections(connection('lab', '10.0.0.77'), connection('b', '10.0.0.2')))
    expect(settings.connections()[0]).toMatchObject({ fingerprints: [], verifySSL: true })
  })

  it('lets go of settings and sections that are gone from it, and keeps their values', async () => {
    await apply(everything)
    const changes = await apply(connections(connection('lab', '10.0.0.5')))
    expect(changes.map(({ kind, fields }) => [kind, fields])).toEqual(
      ['setting', 'alerts', 'email', 'webhook'].map((kind) => [
        kind,
        [{ field: 'owned by', from: 'pulse.yaml', to: null }],
      ]),
    )
    const { system, webhooks, file } = settings.document()
    expect([system, webhooks.length, file?.sections, file?.settings]).toEqual([{ pollingInterval: 30 }, 1, [], []])
  })

  it('replaces all webhooks if it has any, and keeps their ids', async () => {
    await settings.update(() => ({ change: { webhooks: fullDocument.webhooks }, result: null }))
    await apply(
      'receivers: {webhooks: [{name: Ops, url: "https://a.example.org"}, {name: New, url: "https://b.example.org"}]}',
    )
    expect(settings.document().webhooks).toMatchObject([
      { id: 'hook-1', name: 'Ops' },
      { id: expect.stringMatching(/^webhook-[a-z2-9]{8}$/) as string, name: 'New' },
    ])
    await apply('receivers: {webhooks: []}')
    expect(settings.document().webhooks).toEqual([])
    expect(settings.document().file?.sections).toEqual(['webhooks'])
  })

  it('is not touched from elsewhere, until it is let go of', async () => {
    await apply(everything)
    const [lab] = settings.connections()
    const id = lab?.id ?? ''
    const managed = { code: 'settings.managed' }
    await expect(settings.changeConnection(id, { name: 'x' })).rejects.toMatchObject(managed)
    await expect(settings.deleteConnection(id)).rejects.toMatchObject(managed)
    await transfer.releaseFile()
    expect(settings.document()).toMatchObject({ file: null, system: { pollingInterval: 30 } })
    await settings.changeConnection(id, { name: 'x' })
    expect(names()).toEqual(['x'])
    const { generation } = settings.document()
    await transfer.releaseFile()
    expect(settings.document().generation).toBe(generation)
  })
})

describe('a pulse.yaml that does not go with the rest', () => {
  it.each<[string, string, string]>([
    [
      'a host that is watched under another name',
      connections(connection('mine', '10.0.0.2')),
      'pulse.yaml line 1: connections[0].host: "other" already watches https://10.0.0.2:8006, which does not come from this file',
    ],
    [
      'an override of nobody',
      'thresholds:\n  overrides:\n    attic/101: {disabled: true}\n',
      'pulse.yaml line 3: thresholds.overrides.attic/101: must be CONNECTION/VMID, CONNECTION/node/NODE, CONNECTION/storage/STORAGE or CONNECTION/storage/NODE/STORAGE',
    ],
    [
      'an override of nothing',
      'thresholds:\n  overrides:\n    mine/storage/: {disabled: true}\n',
      'pulse.yaml line 3: thresholds.overrides.mine/storage/: must be CONNECTION/VMID, CONNECTION/node/NODE, CONNECTION/storage/STORAGE or CONNECTION/storage/NODE/STORAGE',
    ],
  ])('because of %s is refused, and nothing has changed', async (_, text, message) => {
    await add('10.0.0.1', 'mine')
    await add('10.0.0.2', 'other')
    const before = saved()
    const invalid = { code: 'config-file.invalid', message }
    expect(() => transfer.planFile({ name: 'pulse.yaml', text })).toThrow(expect.objectContaining(invalid))
    await expect(apply(text)).rejects.toMatchObject(invalid)
    expect(saved()).toBe(before)
  })
})
