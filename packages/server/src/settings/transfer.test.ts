import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fullDocument } from '../../test/full-document.ts'
import { originalContent, originalExport } from '../../test/original-export.ts'
import { ManualClock, Secret, silentLog } from '../platform/platform.ts'
import { openSettings, type Settings, type SettingsDocument } from './settings.ts'
import { createTransfer, type Transfer } from './transfer.ts'

const passphrase = 'correct horse battery'
const clock = new ManualClock(1_760_000_000_000)

let directory = ''
let settings: Settings
let transfer: Transfer

const opened = async (folder: string): Promise<Settings> => openSettings({ directory: folder, clock, log: silentLog })

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pulse-transfer-'))
  settings = await opened(directory)
  transfer = createTransfer(settings, clock)
})
afterEach(async () => {
  await settings.close()
  rmSync(directory, { recursive: true, force: true })
})

const fill = (change: Partial<SettingsDocument> = {}): Promise<void> =>
  settings.update(() => {
    const { generation: _, ...sections } = fullDocument
    return { change: { ...sections, ...change }, result: undefined }
  })
const place = (name: string): string => join(directory, name)
const saved = (): string => readFileSync(place('settings.json'), 'utf8')
const labelled = ({ connections }: SettingsDocument): string[] => connections.map(({ id, name }) => `${id} ${name}`)

describe('an import into a server that has nothing', () => {
  it('gives what was exported, with the ids it had', async () => {
    await fill()
    const data = await transfer.exportBundle(passphrase)
    const other = mkdtempSync(join(tmpdir(), 'pulse-transfer-'))
    const fresh = await opened(other)
    try {
      const { changes, warnings } = await createTransfer(fresh, clock).importBundle({ data, passphrase })
      expect(warnings).toEqual([])
      expect(changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`)).toEqual([
        'add connection lab',
        'add connection backup',
        'add setting pollingInterval',
        'add setting updateChannel',
        'add alerts alerts',
        'add email e-mail',
        'add webhook Ops',
        'add guest metadata pve-aaaaaaaa~guest~101',
      ])
      const { connections, email, webhooks, system, alerts, guestMetadata, owner, tokens, registrationTokens, file } =
        fresh.document()
      expect(connections).toEqual(fullDocument.connections.map((each) => ({ ...each, addedAt: clock.now() })))
      expect([email, webhooks, system, alerts, guestMetadata]).toEqual([
        fullDocument.email,
        fullDocument.webhooks,
        fullDocument.system,
        fullDocument.alerts,
        fullDocument.guestMetadata,
      ])
      expect(email?.password.reveal()).toBe('fake-mail-password')
      expect([owner, tokens, registrationTokens, file]).toEqual([null, [], [], null])
    } finally {
      await fresh.close()
      rmSync(other, { recursive: true })
    }
  })

  it('of the original takes over what it had, and ids of guests with it', async () => {
    const { changes, warnings } = await transfer.importBundle({
      data: originalExport(originalContent, passphrase),
      passphrase,
    })
    expect(warnings).toEqual(['The certificate of "lab" is not checked, as before: pin its fingerprint'])
    expect(changes).toHaveLength(2 + 6 + 1 + 1 + 1 + 1)
    const { connections, alerts, guestMetadata, system, webhooks } = settings.document()
    const id = connections[0]?.id ?? ''
    expect(id).toMatch(/^pve-[a-z2-9]{8}$/)
    expect(connections).toMatchObject([{ name: 'lab', addedAt: clock.now() }, { name: 'backup' }])
    expect(Object.keys(alerts?.overrides ?? {})).toEqual([
      `${id}~guest~101`,
      `${id}~node~pve1`,
      `${id}~storage~pve1~local`,
      `${id}~storage~~ceph`,
    ])
    expect(guestMetadata).toEqual({
      [`${id}~guest~101`]: {
        id: `${id}~guest~101`,
        customUrl: 'https://wiki.example.org',
        description: '',
        tags: null,
      },
    })
    expect(system.pollingInterval).toBe(5)
    expect(webhooks).toMatchObject([{ name: 'Ops' }])
    expect(saved()).not.toMatch(/fake-/)
  })
})

describe('an import into a server that is in use', () => {
  const [lab, backup] = fullDocument.connections
  if (!lab || !backup) throw new Error('the document has two connections')

  it('replaces all but owner, tokens and registration tokens, and keeps what was before', async () => {
    await fill({ file: null })
    const before = saved()
    const more = {
      owner: null,
      isOwner: true,
      tokens: [],
      registrationTokens: [],
      sessions: [],
      generation: 99,
      file: {},
    }
    await transfer.importBundle({ data: originalExport({ ...originalContent, ...more }, passphrase), passphrase })
    const { owner, tokens, registrationTokens, email, generation, ...rest } = settings.document()
    expect([owner, tokens, registrationTokens]).toEqual([
      fullDocument.owner,
      fullDocument.tokens,
      fullDocument.registrationTokens,
    ])
    expect(tokens[0]?.value?.reveal()).toBe('fake-api-token')
    expect([generation, email?.password.reveal()]).toEqual([2, 'fake-mail-password'])
    expect(rest).not.toHaveProperty('isOwner')
    expect(rest.file).toBeNull()
    // Sealed anew: what it opens to is the same. Put in the place of settings.json it is what a restart finds.
    const copy = place('settings.before-import.json')
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(copy, 'utf8'))).toMatchObject({ generation: 1 })
    expect(before).toContain('"generation": 1')
  })

  it('keeps the ids of connections that lead to the same place, so that those of guests stay', async () => {
    await fill({
      file: null,
      connections: [
        { ...lab, name: 'my lab' },
        { ...backup, id: 'pbs-cccccccc', url: 'https://10.0.0.99:8007' },
      ],
    })
    await transfer.importBundle({ data: originalExport(originalContent, passphrase), passphrase })
    const [first, second] = settings.document().connections
    expect(first).toMatchObject({ id: 'pve-aaaaaaaa', name: 'lab', addedAt: lab.addedAt, fingerprints: [] })
    expect(second?.id).toMatch(/^pbs-/)
    expect(second?.id).not.toBe('pbs-cccccccc')
    expect(Object.keys(settings.document().guestMetadata)).toEqual(['pve-aaaaaaaa~guest~101'])
    expect(settings.document().guestMetadata['pve-aaaaaaaa~guest~101']?.customUrl).toBe('https://wiki.example.org')
  })

  it('translates ids of ours where a connection has another id here', async () => {
    await fill({
      file: null,
      alerts: { overrides: { 'pve-aaaaaaaa~node~pve1': { disabled: true }, 'pve-zzzz~node~x': {} } },
    })
    const data = await transfer.exportBundle(passphrase)
    await fill({ file: null, guestMetadata: {}, connections: [{ ...lab, id: 'pve-dddddddd' }] })
    await transfer.importBundle({ data, passphrase })
    const { connections, alerts, guestMetadata } = settings.document()
    expect(connections.map(({ id }) => id)).toEqual(['pve-dddddddd', 'pbs-bbbbbbbb'])
    expect(Object.keys(alerts?.overrides ?? {})).toEqual(['pve-dddddddd~node~pve1', 'pve-zzzz~node~x'])
    expect(Object.keys(guestMetadata)).toEqual(['pve-dddddddd~guest~101'])
  })

  it('gives a new id where the old one belongs to another place', async () => {
    await fill({ file: null })
    const data = await transfer.exportBundle(passphrase)
    await fill({ file: null, connections: [{ ...lab, url: 'https://10.0.0.77:8006' }] })
    await transfer.importBundle({ data, passphrase })
    const [first] = settings.document().connections
    expect(first?.url).toBe(lab.url)
    expect(first?.id).not.toBe('pve-aaaaaaaa')
  })

  it('changes nothing the second time, and saves nothing', async () => {
    await fill({ file: null })
    const data = await transfer.exportBundle(passphrase)
    const before = [saved(), settings.document().connections]
    expect(await transfer.importBundle({ data, passphrase })).toEqual({ changes: [], warnings: [] })
    expect([saved(), settings.document().connections]).toEqual(before)
    expect(existsSync(place('settings.before-import.json'))).toBe(false)
  })

  it('tells with a dry run what it would do, and does nothing', async () => {
    await fill({ file: null })
    const before = saved()
    const input = { data: originalExport(originalContent, passphrase), passphrase }
    const planned = await transfer.importBundle({ ...input, dryRun: true })
    expect(planned.changes).toContainEqual({
      action: 'change',
      kind: 'setting',
      name: 'pollingInterval',
      fields: [{ field: 'value', from: '30', to: '5' }],
    })
    expect(JSON.stringify(planned)).not.toContain('fake-')
    expect(saved()).toBe(before)
    // And what is done then is that, but for ids of the new.
    expect((await transfer.importBundle(input)).changes.length).toBe(planned.changes.length)
  })

  it('leaves what pulse.yaml owns, and says so', async () => {
    // It owns the connection "backup", the update channel and the alerts.
    await fill()
    const owned = settings.connections()[1]
    const nodes = { pbsInstances: [{ ...originalContent.nodes.pbsInstances[0], Name: 'renamed' }] }
    const data = originalExport({ ...originalContent, nodes, system: { updateChannel: 'stable' } }, passphrase)
    const { changes, warnings } = await transfer.importBundle({ data, passphrase })
    const { connections, system, alerts, file } = settings.document()
    expect([labelled(settings.document()), system, alerts, file]).toEqual([
      ['pbs-bbbbbbbb backup'],
      { updateChannel: 'rc' },
      fullDocument.alerts,
      fullDocument.file,
    ])
    expect(connections[0]).toBe(owned)
    expect(changes.filter(({ action }) => action === 'keep')).toEqual(
      ['connection backup', 'setting updateChannel', 'alerts alerts'].map((text) => {
        const [kind, name] = text.split(' ')
        return { action: 'keep', kind, name, fields: [] }
      }),
    )
    expect(warnings).toEqual([
      'pulse.yaml owns "backup": it was not changed',
      'pulse.yaml owns updateChannel: it was not changed',
      'pulse.yaml owns alerts: nothing of it was changed',
    ])
  })

  it('numbers names that occur twice, and leaves out what leads to the same place twice', async () => {
    const node = originalContent.nodes.pveInstances[0]
    const pveInstances = [node, { ...node, Host: '10.0.0.8' }, { ...node, Name: 'third' }]
    const data = originalExport({ version: '4.0', nodes: { pveInstances } }, passphrase)
    const { warnings } = await transfer.importBundle({ data, passphrase })
    expect(settings.connections().map(({ name, url }) => `${name} ${url}`)).toEqual([
      'lab https://10.0.0.5:8006',
      'lab (2) https://10.0.0.8:8006',
    ])
    expect(warnings.slice(3)).toEqual([
      'There are two connections "lab": one is now called "lab (2)"',
      '"third" leads to https://10.0.0.5:8006 like another connection and was left out',
    ])
  })

  it('that knows nothing of settings of ours leaves them', async () => {
    await fill({ file: null, system: { publicUrl: 'https://pulse.example.org', pollingInterval: 30 } })
    const data = originalExport({ version: '4.0', system: { connectionTimeout: 20 } }, passphrase)
    await transfer.importBundle({ data, passphrase })
    expect(settings.document().system).toEqual({ publicUrl: 'https://pulse.example.org', connectionTimeout: 20 })
  })
})

describe('an import that is refused', () => {
  const secret = new Secret('fake-secret')
  const content = (change: object): string => originalExport({ ...originalContent, ...change }, passphrase)
  const node = originalContent.nodes.pveInstances[0]

  it.each<[string, string]>([
    ['cut off', originalExport(originalContent, passphrase).slice(0, -64)],
    [
      'with a letter changed',
      originalExport(originalContent, passphrase).replace(/.(?=.{200}$)/, (l) => (l === 'A' ? 'B' : 'A')),
    ],
    ['of another passphrase', originalExport(originalContent, 'another passphrase')],
    ['that is huge', 'A'.repeat(100 * 1024 * 1024)],
    ['with a million nodes', content({ nodes: { pveInstances: Array.from({ length: 100_000 }, () => 0) } })],
    [
      'with a connection too many',
      content({
        nodes: {
          pveInstances: Array.from({ length: 1001 }, (_, at) => ({ ...node, Host: `10.1.${at >> 8}.${at & 255}` })),
        },
      }),
    ],
    [
      'with __proto__ in it',
      originalExport(
        JSON.stringify(originalContent).replace('"overrides":{', '"overrides":{"__proto__":{},'),
        passphrase,
      ),
    ],
    [
      'with the metadata service of a cloud',
      content({ nodes: { pveInstances: [{ ...node, Host: 'http://169.254.169.254' }] } }),
    ],
    ['whose last part is wrong', content({ guestMetadata: { x: { tags: 'no list' } } })],
  ])('%s leaves every byte of the settings', async (_, data) => {
    await fill({ email: fullDocument.email && { ...fullDocument.email, password: secret } })
    const before = saved()
    await expect(transfer.importBundle({ data, passphrase })).rejects.toMatchObject({
      code: expect.stringMatching(/^request\./) as string,
    })
    expect(saved()).toBe(before)
    expect(existsSync(place('settings.before-import.json'))).toBe(false)
  })

  it('by the disk leaves them too', async () => {
    await settings.close()
    let writes = 0
    const { fileDisk } = await import('./io/file-disk.ts')
    const full = {
      ...fileDisk,
      // The settings find room, the copy of them does not.
      write: (path: string, text: string) =>
        ++writes > 1
          ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
          : fileDisk.write(path, text),
    }
    settings = await openSettings({ directory, clock, log: silentLog, disk: full })
    writes = 0
    await fill()
    const before = saved()
    const input = { data: originalExport(originalContent, passphrase), passphrase }
    await expect(createTransfer(settings, clock).importBundle(input)).rejects.toMatchObject({
      code: 'settings.disk-full',
    })
    expect([saved(), settings.document().generation]).toEqual([before, 1])
  })
})
