import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fullDocument } from '../../../test/full-document.ts'
import { originalContent, originalExport } from '../../../test/original-export.ts'
import { AppError } from '../../platform/platform.ts'
import { readOriginalContent } from '../original/original-content.ts'
import { readBundle, writeBundle } from './bundle.ts'
import { readBundleContent } from './bundle-content.ts'
import { readEnvelope } from './envelope.ts'
import { importBytes } from './import-bytes.ts'

const passphrase = 'correct horse battery'
const failed = (why: string, field = 'data') => ({
  code: 'request.invalid',
  field,
  message: `Failed to import configuration: ${why}`,
})
const notDecoded = (why: string) => failed(`failed to decode import data: ${why}`)
const notDecrypted = failed(
  'failed to decrypt import data: the passphrase is wrong, or the data are damaged',
  'passphrase',
)

/** One for all tests that only look at it: it takes a while. */
const ours = writeBundle(fullDocument, passphrase, 0).then((text) => Buffer.from(text, 'base64'))

const names = async (data: string): Promise<(string | null)[] | undefined> =>
  (await readBundle(data, passphrase)).connections?.map(({ draft }) => draft.name)

describe('an export of ours', () => {
  it('says in clear what it is and how it is encrypted, and nothing else', async () => {
    const bytes = await ours
    const [head = ''] = bytes.toString('latin1').split('\n', 1)
    expect(JSON.parse(head)).toEqual({
      format: 'pulse-export',
      version: 1,
      kdf: { name: 'scrypt', n: 131_072, r: 8, p: 1, salt: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) as string },
      cipher: { name: 'aes-256-gcm', nonce: expect.stringMatching(/^[A-Za-z0-9+/]{16}$/) as string },
    })
    expect(bytes.toString('latin1')).not.toMatch(/fake-|10\.0\.0|lab/)
  })

  it('is another one each time', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => writeBundle(fullDocument, passphrase, 0)))
    expect(one?.slice(-200)).not.toBe(other?.slice(-200))
  })

  it('holds connections with credentials, alerts, webhooks, e-mail, settings and notes', async () => {
    const read = await readBundle((await ours).toString('base64'), passphrase)
    const [lab, backup] = read.connections ?? []
    expect(lab).toMatchObject({
      id: 'pve-aaaaaaaa',
      draft: { name: 'lab', url: 'https://10.0.0.5:8006', verifySSL: true },
    })
    expect(lab?.draft.credentials).toMatchObject({ kind: 'token', tokenId: 'mon@pve!pulse' })
    expect(lab?.draft.credentials.kind === 'token' && lab.draft.credentials.secret.reveal()).toBe('fake-token-secret')
    expect(backup?.draft.credentials.kind === 'password' && backup.draft.credentials.password.reveal()).toBe(
      'fake-password',
    )
    expect(backup?.draft.monitor.monitorGarbageJobs).toBe(true)
    expect(read.alerts).toEqual(fullDocument.alerts)
    expect(read.email?.password.reveal()).toBe('fake-mail-password')
    const [hook] = read.webhooks ?? []
    expect(hook?.url.reveal()).toBe('https://hooks.example.org/fake-hook-path')
    expect(hook?.headers.reveal()).toEqual({ 'X-Key': 'fake-header' })
    expect(read.system?.values).toEqual({ pollingInterval: 30, updateChannel: 'rc' })
    expect(read.guestMetadata).toEqual(fullDocument.guestMetadata)
    expect(read.warnings).toEqual([])
  })

  it('holds neither owner nor tokens of this server', async () => {
    const { openBundle } = await import('./io/seal-bundle.ts')
    const envelope = readEnvelope(await ours)
    if (envelope.kind !== 'ours') throw new Error(envelope.kind)
    const text = String(await openBundle(envelope, passphrase))
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      'exportedAt',
      'connections',
      'alerts',
      'email',
      'webhooks',
      'system',
      'guestMetadata',
    ])
    expect(text).not.toMatch(/fake-hash|fake-api-token|abab|cdcd|PULSE-REG|"admin"/)
  })

  it.each([
    ['', 'Passphrase is required'],
    ['elevenchars', 'Passphrase must be at least 12 characters long'],
  ])('is not made with the passphrase "%s"', async (short, message) => {
    const refused = { code: 'request.invalid', field: 'passphrase', message }
    await expect(writeBundle(fullDocument, short, 0)).rejects.toMatchObject(refused)
  })

  it('costs who guesses some time', async () => {
    const before = performance.now()
    await writeBundle(fullDocument, passphrase, 0)
    expect(performance.now() - before).toBeGreaterThan(100)
  })
})

describe('an export of the original', () => {
  it('is read as published', async () => {
    // Passphrase, salt 32 x 01, nonce 12 x 02, {"version":"4.0"}.
    const data =
      'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQECAgICAgICAgICAgL2ePMy4qdZIhwIqPke1PFXchymeLlqxgXGiE6nnBr1sao='
    expect(await readBundle(data, passphrase)).toEqual({ warnings: [] })
    expect(originalExport('{"version":"4.0"}', passphrase)).toBe(data)
  })

  it('with everything in it', async () => {
    const read = await readBundle(originalExport(originalContent, passphrase), passphrase)
    expect(read.connections).toMatchObject([
      {
        id: null,
        nodes: ['pve1'],
        draft: {
          name: 'lab',
          product: 'pve',
          url: 'https://10.0.0.5:8006',
          credentials: { kind: 'token', tokenId: 'pulse-monitor@pam!pulse-10-0-0-9-1755250000' },
          verifySSL: false,
          monitor: { monitorVMs: true, monitorBackups: false },
        },
      },
      {
        nodes: [],
        draft: {
          name: 'backup',
          product: 'pbs',
          credentials: { kind: 'password', username: 'mon@pbs' },
          verifySSL: true,
        },
      },
    ])
    expect(read.alerts).toMatchObject({ customRules: null, schedule: { cooldown: 5, quietHours: { days: null } } })
    expect(read.email).toMatchObject({ server: 'mail.example.org', to: [], tls: true })
    expect(read.webhooks).toMatchObject([{ id: 'webhook-1755250000000000000', method: 'POST', service: 'discord' }])
    expect(read.webhooks?.[0]?.headers.reveal()).toEqual({})
    expect(read.system?.values).toEqual({
      pollingInterval: 5,
      connectionTimeout: 15,
      updateChannel: 'rc',
      autoUpdateEnabled: false,
      autoUpdateCheckInterval: 24,
      autoUpdateTime: '03:00',
    })
    expect(JSON.stringify(read)).not.toContain('fake-api-token')
    expect(read.warnings).toEqual(['The certificate of "lab" is not checked, as before: pin its fingerprint'])
  })

  it('with names in any case, null for lists, and parts that are missing', async () => {
    const instance = { NAME: 'x', host: '10.0.0.9', user: 'root@pam', password: 'fake-password', verifyssl: true }
    const content = {
      VERSION: '4.0',
      Nodes: { PVEINSTANCES: [instance], pbsinstances: null },
      WEBHOOKS: null,
      GuestMetaData: { 'x-pve-100': { customurl: 'http://10.0.0.9/' } },
    }
    const read = await readBundle(originalExport(content, passphrase), passphrase)
    expect(read.connections).toMatchObject([{ draft: { name: 'x', url: 'https://10.0.0.9:8006', verifySSL: true } }])
    expect(read.guestMetadata).toEqual({
      'x-pve-100': { id: 'x-pve-100', customUrl: 'http://10.0.0.9/', description: '', tags: null },
    })
    expect(Object.keys(read).toSorted()).toEqual(['connections', 'guestMetadata', 'warnings'])
  })

  it('of another version is read with a warning', async () => {
    const read = await readBundle(originalExport({ version: '4.1' }, passphrase), passphrase)
    expect(read.warnings).toEqual(['The export has another version than 4.0: look over what was taken over'])
  })

  describe('with a backup server', () => {
    const server = { Name: 'b', Host: 'pbs.example.org', User: 'mon', Password: 'fake', VerifySSL: true }
    const read = async (more: object): Promise<unknown> => {
      const nodes = { pbsInstances: [{ ...server, ...more }] }
      const { connections = [], warnings } = await readBundle(
        originalExport({ version: '4.0', nodes }, passphrase),
        passphrase,
      )
      return [connections.map(({ draft }) => [draft.url, draft.credentials.kind]), warnings]
    }

    it('that has password and token logs in with the password, as before', async () => {
      expect(await read({ TokenName: 'mon@pbs!t', TokenValue: 'fake' })).toEqual([
        [['https://pbs.example.org:8007', 'password']],
        [],
      ])
    })
    it('at another port stays at that port', async () => {
      expect(await read({ Host: 'https://pbs.example.org:443' })).toEqual([
        [['https://pbs.example.org:443', 'password']],
        [],
      ])
    })
    it.each([
      [{ Host: '' }, 'Connection "b" has no host and was left out'],
      [{ Password: '' }, 'Connection "b" has no credentials and was left out'],
    ])('that could never work is left out: %j', async (more, warning) => {
      expect(await read(more)).toEqual([[], [warning]])
    })
  })

  it('drops settings that would be refused here, and says so', async () => {
    const system = {
      pollingInterval: 1,
      connectionTimeout: 0,
      allowedOrigins: '*',
      updateChannel: '',
      autoUpdateTime: '04:30',
    }
    const read = await readBundle(originalExport({ version: '4.0', system }, passphrase), passphrase)
    expect(read.system?.values).toEqual({ autoUpdateTime: '04:30' })
    expect(read.warnings).toEqual([
      'The setting pollingInterval was left out: pollingInterval must be a whole number of seconds from 2 to 3600',
      expect.stringMatching(/^The setting allowedOrigins was left out: allowedOrigins cannot be \*/),
    ])
  })

  it.each([
    ['javascript:alert(1)', 'Custom URL must start with http:// or https://'],
    ['https://user:fake@10.0.0.5', 'Custom URL must not contain a user or a password'],
  ])('leaves out the address %s, and says so', async (customUrl, why) => {
    const guestMetadata = { 'lab-pve1-101': { customUrl, description: 'kept' } }
    const read = await readBundle(originalExport({ version: '4.0', guestMetadata }, passphrase), passphrase)
    expect(read.guestMetadata?.['lab-pve1-101']).toMatchObject({ customUrl: '', description: 'kept' })
    expect(read.warnings).toEqual([`The address of guest "lab-pve1-101" was left out: ${why}`])
  })

  it('without a mail server means none', async () => {
    const email = { enabled: false, provider: '', server: '', port: 587, username: '', password: '', from: '', to: [] }
    expect(await readBundle(originalExport({ version: '4.0', email }, passphrase), passphrase)).toEqual({
      email: null,
      warnings: [],
    })
  })
})

describe('what people have of an export', () => {
  const data = originalExport(originalContent, passphrase)
  const file = JSON.stringify({ status: 'success', data }, null, 2)

  it.each([
    ['the text itself', data],
    ['with a line end, and lines of 76 letters', `\n${data.replaceAll(/.{76}/g, '$&\r\n')}\n`],
    ['the file that the browser saved', file],
    ['the same with a byte order mark', `\uFEFF${file}`],
    ['the text in base64 once more', Buffer.from(`${data}\n`).toString('base64')],
    ['the file in base64', Buffer.from(file).toString('base64')],
  ])('is understood: %s', async (_, given) => {
    expect(await names(given)).toEqual(['lab', 'backup'])
  })

  it.each([
    ['not base64!', notDecoded('it is neither base64 nor the file that Pulse saved')],
    ['abc', notDecoded('it is neither base64 nor the file that Pulse saved')],
    ['{"status":"success"}', notDecoded('the file has no field "data"')],
    ['{"data":', notDecoded('it begins like JSON, but is none')],
    ['AAAA', notDecoded('it is cut off or damaged')],
    ['  \n', { code: 'request.invalid', field: 'data', message: 'Import data is required' }],
    ['A'.repeat(8 * 1024 * 1024 + 4), { code: 'request.too-large' }],
  ])('is refused: %.30s', async (given, expected) => {
    await expect(readBundle(given, passphrase)).rejects.toMatchObject(expected)
  })
})

describe('an import is refused', () => {
  const refused = async (data: string, expected: object): Promise<void> => {
    await expect(readBundle(data, passphrase)).rejects.toMatchObject(expected)
  }
  const content = (change: object) => originalExport({ ...originalContent, ...change }, passphrase)
  const node = (change: object) =>
    content({ nodes: { pveInstances: [{ ...originalContent.nodes.pveInstances[0], ...change }] } })

  it('without a passphrase', async () => {
    const expected = { code: 'request.invalid', field: 'passphrase', message: 'Passphrase is required' }
    await expect(readBundle('AAAA', '')).rejects.toMatchObject(expected)
  })

  it('with another passphrase, whoever exported it', async () => {
    for (const data of [(await ours).toString('base64'), content({})])
      await expect(readBundle(data, `${passphrase}!`)).rejects.toMatchObject(notDecrypted)
  })

  it('cut off anywhere', async () => {
    const [mine, original] = [await ours, Buffer.from(content({}), 'base64')]
    const end = mine.indexOf('\n') + 1
    for (const length of [1, 20, end - 1, end, end + 15])
      await refused(mine.subarray(0, length).toString('base64'), notDecoded('it is cut off or damaged'))
    for (const length of [end + 16, mine.length - 1])
      await refused(mine.subarray(0, length).toString('base64'), notDecrypted)
    for (const length of [3, 59])
      await refused(original.subarray(0, length).toString('base64'), notDecoded('it is cut off or damaged'))
    for (const length of [60, 100, original.length - 1])
      await refused(original.subarray(0, length).toString('base64'), notDecrypted)
  })

  it('with a bit flipped, in clear part, text or tag', async () => {
    const mine = await ours
    const end = mine.indexOf('\n') + 1
    const flipped = (at: number): string => {
      const copy = Buffer.from(mine)
      copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
      return copy.toString('base64')
    }
    for (const at of [end, end + 500, mine.length - 1]) await refused(flipped(at), notDecrypted)
    // In the salt: another key. In the nonce: another text.
    for (const name of ['salt":"', 'nonce":"']) {
      const at = mine.indexOf(name) + name.length + 2
      await refused(flipped(at), {
        code: 'request.invalid',
        message: expect.stringMatching(/^Failed to import configuration: failed to de(crypt|code)/) as string,
      })
    }
  })

  it('that asks for more memory or time than ours ever does', async () => {
    const [head = '', ...rest] = (await ours).toString('latin1').split('\n')
    const with_ = (from: string, to: string): string =>
      Buffer.from([head.replace(from, to), ...rest].join('\n'), 'latin1').toString('base64')
    for (const [from, to] of [
      ['131072', '1073741824'],
      ['131072', '131073'],
      ['131072', '1024'],
      ['"r":8', '"r":800'],
      ['"p":1', '"p":99'],
      ['scrypt', 'none'],
      ['aes-256-gcm', 'none'],
    ] as const)
      await refused(with_(from, to), notDecoded('it is cut off or damaged'))
    await refused(
      with_('"version":1', '"version":2'),
      notDecoded('a newer Pulse made this export (format 2): update this one first'),
    )
  })

  it('whose text is none', async () => {
    await refused(
      originalExport('{"version":', passphrase),
      failed('failed to unmarshal import data: it is no valid JSON'),
    )
    await refused(originalExport('[]', passphrase), failed('failed to unmarshal import data: it is no object'))
    await refused(
      originalExport(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, passphrase),
      failed('failed to unmarshal import data: it nests too deep'),
    )
    await refused(
      originalExport(`${'['.repeat(100_000)}${']'.repeat(100_000)}`, passphrase),
      failed('failed to unmarshal import data: it nests too deep'),
    )
  })

  it.each([
    '{"__proto__":{"isAdmin":true}}',
    '{"version":"4.0","guestMetadata":{"__proto__":{"description":"x"}}}',
    '{"version":"4.0","alerts":{"overrides":{"__proto__":{"disabled":true}}}}',
  ])('that would reach into every object: %s', async (text) => {
    await refused(
      originalExport(text, passphrase),
      failed('failed to unmarshal import data: the name __proto__ is not allowed'),
    )
    expect({}).not.toHaveProperty('isAdmin')
  })

  it.each<[object, string]>([
    [{ Host: 'http://169.254.169.254' }, '"lab": Host must not be a link-local, multicast or unspecified address'],
    [{ Host: 'https://[fe80::1]:8006' }, '"lab": Host must not be a link-local, multicast or unspecified address'],
    [{ Host: 'file:///etc/passwd' }, '"lab": Host must be a name or an https address, such as https://192.0.2.10:8006'],
    [
      { Host: 'https://user:pw@10.0.0.5' },
      '"lab": Host must be a name or address with an optional port, such as 192.0.2.10:8006',
    ],
    [{ Fingerprint: 'AA:BB' }, '"lab": Fingerprint must be a SHA-256 fingerprint of 64 hex digits'],
    [{ TokenValue: 'fake secret' }, '"lab": Token secret must be copied without blanks or line breaks'],
    [{ Name: 'a\nb' }, '"a\nb": Name must be a single line'],
    [{ Host: 5 }, 'pveInstances[0].Host must be string'],
    [{ VerifySSL: 'no' }, 'pveInstances[0].VerifySSL must be boolean'],
  ])('with a connection that is wrong: %j', async (change, why) => {
    await refused(node(change), failed(`failed to import nodes: ${why}`))
  })

  it.each<[object, string]>([
    [
      { nodes: { pveInstances: Array.from({ length: 1001 }, () => ({})) } },
      'nodes: there are more than 1000 connections',
    ],
    [
      { alerts: { guestDefaults: { cpu: { trigger: 'high', clear: 1 } } } },
      'alerts: guestDefaults.cpu.trigger must be number',
    ],
    [{ alerts: [] }, 'alerts: must be object'],
    [{ email: { port: 'x' } }, 'email: port must be integer'],
    [{ webhooks: [{ id: 'a b', url: 'https://x' }] }, 'webhooks: [0].id must match pattern "^[\\w.-]+$"'],
    [{ webhooks: [{ id: 'a', url: 'javascript:alert(1)' }] }, 'webhooks: [0].url must match pattern "^https?://"'],
    [{ webhooks: [{ id: 'a' }] }, 'webhooks: [0].url is required'],
    [{ webhooks: ['a', 'a'].map((id) => ({ id, url: 'https://x' })) }, 'webhooks: two webhooks have the same id'],
    [{ system: [] }, 'system: must be an object'],
    [{ guestMetadata: { x: { tags: 'no list' } } }, 'guest metadata: x.tags must be array'],
  ])('with a part that is wrong: %.80j', async (change, why) => {
    await refused(content(change), failed(`failed to import ${why}`))
  })

  it('of ours with a connection that is wrong', async () => {
    const [lab] = fullDocument.connections
    if (!lab) throw new Error('the document has connections')
    const made = async (change: object) =>
      writeBundle({ ...fullDocument, connections: [lab, { ...lab, id: 'pve-cccccccc', ...change }] }, passphrase, 0)
    await refused(
      await made({ url: 'https://169.254.169.254:80' }),
      failed('failed to import connections: "lab": Host must not be a link-local, multicast or unspecified address'),
    )
    await refused(
      await made({ id: '../../x' }),
      failed('failed to import connections: [1].id must match pattern "^(pve|pbs)-[a-z0-9]{1,40}$"'),
    )
    await refused(await made({ id: lab.id }), failed('failed to import connections: two connections have the same id'))
  })
})

describe('anything at all', () => {
  const isRefusal = (work: () => unknown): void => {
    try {
      work()
    } catch (error) {
      expect(error).toBeInstanceOf(AppError)
      expect((error as AppError).code).toBe('request.invalid')
    }
  }

  it('in place of an export is understood or refused, and nothing else happens', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.base64String({ maxLength: 300 }), fc.json())
    fc.assert(
      fc.property(text, (data) => isRefusal(() => readEnvelope(importBytes(data)))),
      { numRuns: 2000 },
    )
  })

  const most = 6_000_000
  it.each([
    ['blanks before something else', `${' '.repeat(most)}!`],
    ['line breaks before an equals sign', `${'\n'.repeat(most)}=x`],
    ['letters before something else', `${'a'.repeat(most)}!`],
    ['equals signs', '='.repeat(most)],
    ['blanks before a bracket', `${' '.repeat(most)}{${' '.repeat(1000)}x`],
  ])('is refused in no time: %s', (_, text) => {
    const began = performance.now()
    for (const data of [text, Buffer.from(text).toString('base64')]) isRefusal(() => readEnvelope(importBytes(data)))
    expect(performance.now() - began).toBeLessThan(3000)
  })

  it('in place of what is in one, too', () => {
    const names = [
      'nodes',
      'pveInstances',
      'Name',
      'Host',
      'alerts',
      'email',
      'port',
      'webhooks',
      'url',
      'id',
      'system',
      'guestMetadata',
      'connections',
      '__proto__',
      'constructor',
    ]
    const { tree: value } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(null, true, 0, -1, 1e308, '', 'https://10.0.0.5', 'webhook-1'),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...names), tie('tree'), { maxKeys: 4 }),
      ),
    }))
    const parts = ['nodes', 'alerts', 'email', 'webhooks', 'system', 'guestMetadata', 'connections'] as const
    fc.assert(
      fc.property(fc.constantFrom(...parts), value, (part, content) => {
        isRefusal(() => readOriginalContent({ [part]: content }))
        isRefusal(() => readBundleContent({ [part]: content }))
      }),
      { numRuns: 3000 },
    )
  })
})
