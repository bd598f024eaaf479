import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fullDocument } from '../../../test/full-document.ts'
import { Secret } from '../../platform/platform.ts'
import { configChanges } from '../config-changes.ts'
import { type ConnectionSettings, defaultMonitorFlags } from '../connection-settings.ts'
import { emptyDocument, type SettingsDocument } from '../sections.ts'
import { appliedFile } from './applied-file.ts'
import { readConfigFile } from './config-file.ts'
import { secretReferences, withSecrets } from './secret-references.ts'
import { writtenFile } from './written-file.ts'

const name = 'pulse.yaml'

const full = `# What is configured in Pulse. Owner, API tokens and notes on guests never stand in this file.
#
# Secrets are not in it: set these variables, or write {file: PATH} in their place.
#   LAB_SECRET         secret of the token of lab
#   BACKUP_PASSWORD    password of backup
#   MAIL_PASSWORD      password of the mail server
#   WEBHOOK_OPS_URL    address of the webhook Ops
#   WEBHOOK_OPS_X_KEY  header X-Key of the webhook Ops

version: 1

connections:
  - name: lab
    type: pve
    host: https://10.0.0.5:8006
    token:
      id: mon@pve!pulse
      secret: {env: LAB_SECRET}
    fingerprint:
      - ${'AA:'.repeat(31)}AA
    verifySSL: true
  - name: backup
    type: pbs
    host: https://10.0.0.6:8007
    user: mon@pbs
    password: {env: BACKUP_PASSWORD}
    verifySSL: false
    monitor:
      garbageJobs: true

receivers:
  email:
    enabled: true
    server: mail.example.org
    port: 587
    tls: false
    startTLS: true
    username: pulse@example.org
    password: {env: MAIL_PASSWORD}
    from: pulse@example.org
    to:
      - admin@example.org
  webhooks:
    - name: Ops
      url: {env: WEBHOOK_OPS_URL}
      method: POST
      headers:
        X-Key: {env: WEBHOOK_OPS_X_KEY}
      enabled: true
      service: generic

thresholds:
  guests:
    cpu: {trigger: 80, clear: 75}

alerts:
  enabled: true

settings:
  pollingInterval: 30
  updateChannel: rc
`

/** What a reference stands for, by the field at which it stands. */
function secretAt(field: string, { connections, email, webhooks, alerts }: SettingsDocument): string {
  const [, list = '', at = '', inner = ''] = /^(.*?)\[(\d+)\]\.(.*)$/s.exec(field) ?? []
  const credentials = connections[Number(at)]?.credentials
  const webhook = webhooks[Number(at)]
  const headers = new Map(Object.entries(webhook?.headers.reveal() ?? {}))
  const secrets: Record<string, string | undefined> = {
    'connections token.secret': credentials?.kind === 'token' ? credentials.secret.reveal() : undefined,
    'connections password': credentials?.kind === 'password' ? credentials.password.reveal() : undefined,
    'receivers.webhooks url': webhook?.url.reveal(),
    'receivers.webhooks template': webhook?.template,
    'alerts.customRules notifications.webhook.url':
      alerts?.customRules?.[Number(at)]?.notifications?.webhook?.url ?? undefined,
  }
  const secret =
    field === 'receivers.email.password'
      ? email?.password.reveal()
      : (secrets[`${list} ${inner}`] ?? headers.get(inner.replace(/^headers\./, '')))
  if (secret === undefined) throw new Error(`there is no secret at ${field}`)
  return secret
}

/** The document after its own file was applied to it. */
function roundTrip(document: SettingsDocument): SettingsDocument {
  const text = writtenFile(document)
  const references = secretReferences(text, name)
  const names = references.map((reference) => reference.name)
  expect(new Set(names).size).toBe(names.length)
  expect(
    names.filter((each) => !/^[A-Z_][A-Z0-9_]*_(SECRET|PASSWORD|URL|TEMPLATE)(_\d+)?$|^WEBHOOK_/.test(each)),
  ).toEqual([])
  expect(names.filter((each) => !text.includes(`\n#   ${each} `))).toEqual([])
  const secrets = references.map((reference) => ({
    ...reference,
    secret: secretAt(reference.problem('').field ?? '', document),
  }))
  const change = appliedFile(document, readConfigFile({ name, text: withSecrets(text, secrets) }), 1)
  return { ...document, ...change }
}

const owned = (document: SettingsDocument): SettingsDocument => ({
  ...document,
  file: {
    name,
    appliedAt: 1,
    connections: document.connections.map(({ id }) => id),
    settings: Object.keys(document.system) as (keyof SettingsDocument['system'])[],
    sections: [
      ...(document.email ? (['email'] as const) : []),
      ...(document.webhooks.length > 0 ? (['webhooks'] as const) : []),
      ...(document.alerts ? (['alerts'] as const) : []),
    ],
  },
})

function expectSame(document: SettingsDocument): void {
  const after = roundTrip(document)
  // The very same connections: nobody begins anew with them.
  expect(after.connections).toBe(document.connections)
  expect(configChanges(owned(document), after)).toEqual([])
}

const [lab, backup] = fullDocument.connections as readonly [ConnectionSettings, ConnectionSettings]

/** One object in several places is written in each of them. */
const off = { disabled: true }

const rich: SettingsDocument = {
  ...fullDocument,
  alerts: {
    enabled: false,
    storageDefault: { trigger: 85, clear: 80 },
    nodeDefaults: { cpu: null, disabled: true },
    overrides: {
      [`${lab.id}~guest~101`]: off,
      [`${lab.id}~guest~101~2`]: off,
      [`${lab.id}~node~pve1`]: { cpu: { trigger: 95.5, clear: -1 } },
      [`${lab.id}~storage~~ceph`]: off,
      [`${lab.id}~storage~pve1~local`]: off,
      [`${backup.id}~datastore~main`]: off,
      'lab-pve1-101': off,
    },
    customRules: [
      {
        id: 'r1',
        name: 'Nightly',
        filterConditions: { filters: [{ type: 'raw', rawText: 'a:\n\tb # c\r\n ' }] },
        thresholds: {},
        notifications: { webhook: { enabled: true, url: 'https://hooks.example.org/fake-rule' } },
      },
    ],
    schedule: { quietHours: { enabled: true, start: '22:00', end: '08:00', days: { monday: true } }, cooldown: 5 },
    timeThreshold: 0,
  },
  webhooks: fullDocument.webhooks.map((hook) => ({
    ...hook,
    headers: new Secret({ 'X.Key': 'fake-header', 'X-Key': 'fake-other', Empty: '' }),
    template: '{"fake-template": "{{.Message}}"}\n',
  })),
}

describe('the file that is written', () => {
  it('says all that is configured, and names variables for secrets', () => {
    expect(writtenFile(fullDocument)).toBe(full)
  })

  it('changes nothing where it is applied', () => {
    expectSame(fullDocument)
    expectSame(rich)
    expectSame(emptyDocument)
  })

  it('shows as change only who owns the values', () => {
    const document = { ...fullDocument, file: null }
    const changes = configChanges(document, roundTrip(document))
    expect(changes.map(({ kind, name: of }) => `${kind} ${of}`)).toEqual([
      'connection lab',
      'connection backup',
      'setting pollingInterval',
      'setting updateChannel',
      'alerts alerts',
      'email e-mail',
      'webhook Ops',
    ])
    expect(changes.flatMap(({ fields }) => fields)).toEqual(
      changes.map(() => ({ field: 'owned by', from: null, to: 'pulse.yaml' })),
    )
  })

  it('holds no secret, nor what is not configuration', () => {
    const text = writtenFile(rich)
    expect(text).not.toMatch(/fake|hooks\.example|admin\b(?!@)|dashboard|PULSE-REG|wiki/)
    expect(text.match(/\{env: \w+\}/g)).toEqual([
      '{env: LAB_SECRET}',
      '{env: BACKUP_PASSWORD}',
      '{env: MAIL_PASSWORD}',
      '{env: WEBHOOK_OPS_URL}',
      '{env: WEBHOOK_OPS_X_KEY}',
      '{env: WEBHOOK_OPS_X_KEY_2}',
      '{env: WEBHOOK_OPS_TEMPLATE}',
      '{env: RULE_NIGHTLY_WEBHOOK_URL}',
    ])
  })

  it('calls what overrides are for by name, as another server gives other ids', () => {
    const { overrides } =
      readConfigFile({
        name,
        text: writtenFile({ ...rich, connections: [lab] }).replaceAll(/\{env: \w+\}/g, 'https://x'),
      }).alerts ?? {}
    expect(Object.keys(overrides ?? {})).toEqual([
      'lab/101',
      'pve-aaaaaaaa~guest~101~2',
      'lab/node/pve1',
      'lab/storage/ceph',
      'lab/storage/pve1/local',
      'pbs-bbbbbbbb~datastore~main',
      'lab-pve1-101',
    ])
  })

  it('leaves out what a file cannot say, and tells so', () => {
    const document: SettingsDocument = {
      ...emptyDocument,
      email: fullDocument.email && { ...fullDocument.email, server: '' },
      alerts: { enabled: true, overrides: { 'a/b\nsettings: {}': { disabled: true } } },
    }
    const text = writtenFile(document)
    expect(text).toContain('# E-mail is left out: it has no server or no sender.\n')
    expect(text).toContain('# The override of "a/b settings: {}" is left out: a file has no name for it.\n')
    expect(readConfigFile({ name, text })).toMatchObject({ email: undefined, alerts: { overrides: {} }, settings: {} })
  })

  it('gives webhooks of one name a name each', () => {
    const hooks = ['Ops', 'Ops', 'Ops (2)', ''].map((each, at) => ({
      ...fullDocument.webhooks[0],
      ...(fullDocument.webhooks[0] as SettingsDocument['webhooks'][number]),
      id: `hook-${at}`,
      name: each,
      method: 'post',
    }))
    const { webhooks } = roundTrip({ ...fullDocument, webhooks: hooks })
    expect(webhooks.map(({ id, name: of, method }) => [id, of, method])).toEqual([
      ['hook-0', 'Ops', 'POST'],
      [expect.stringMatching(/^webhook-/), 'Ops (3)', 'POST'],
      ['hook-2', 'Ops (2)', 'POST'],
      [expect.stringMatching(/^webhook-/), 'Webhook', 'POST'],
    ])
  })
})

/** Between the bars. */
const markup =
  "\"¦'¦it's¦a: b¦a:¦: a¦# x¦a # x¦- x¦-¦--- x¦---¦...¦? x¦?¦&a¦*a¦!!x¦!¦%YAML 9¦@x¦`¦|¦>¦{env: X}¦{¦[x]¦]¦,¦null¦true¦no¦~¦1e3¦0x1F¦007¦.5¦<<¦=¦__proto__¦constructor¦\\¦\\n¦LAB_SECRET¦lab/101"
const letters =
  'é¦ß¦İ¦雪¦🦊¦a\u202eb¦\u200d¦a\ufeffb¦a\u2028b¦a\u2029b¦a\u00a0b¦\u{e0001}¦\ud800¦a\u009bb¦a\rb¦a\r\nb¦a\n b\n\n'
const hostile = fc.oneof(
  fc.constantFrom(...markup.split('¦'), ...letters.split('¦')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
)
/** As the settings accept it. */
const line = hostile.map((text) => text.replace(/\p{Cc}/gu, '').trim()).filter((text) => text !== '')
const lines = fc.uniqueArray(line, { minLength: 1, maxLength: 5, selector: (text) => text.toLowerCase() })

it('any names and texts come back as they were, and nothing in the file is unseen', () => {
  fc.assert(
    fc.property(
      lines,
      lines,
      fc.dictionary(hostile, hostile, { maxKeys: 3 }),
      hostile,
      (connections, hooks, texts, text) => {
        const document: SettingsDocument = {
          ...fullDocument,
          connections: connections.map((each, at) => ({
            ...lab,
            id: `pve-${at}`,
            name: each,
            url: `https://10.0.0.${at}:8006`,
            credentials:
              at % 2 === 0
                ? lab.credentials
                : { kind: 'password', username: 'mon@pve', password: new Secret(`fake-${text}`) },
            fingerprints: [],
            monitor: { ...defaultMonitorFlags, monitorVMs: at % 2 === 0 },
          })),
          webhooks: hooks.map((each, at) => ({
            id: `hook-${at}`,
            name: each,
            url: new Secret(`https://hooks.example.org/fake-${each}`),
            method: 'PUT',
            headers: new Secret(texts),
            enabled: at % 2 === 0,
            service: 'generic',
            template: at % 2 === 0 ? '' : text,
          })),
          alerts: {
            enabled: true,
            overrides: Object.fromEntries([
              ...connections.map((_, at) => [`pve-${at}~guest~101`, { disabled: true }] as const),
              ...Object.keys(texts)
                .filter((key) => !key.includes('/'))
                .map((key) => [key, { disabled: true }] as const),
            ]),
            customRules: [{ id: text, name: text, description: text, filterConditions: {}, thresholds: {} }],
            schedule: { quietHours: { timezone: text } },
          },
        }
        expectSame(document)
        const written = writtenFile(document)
        expect(written).not.toMatch(/fake-/)
        expect(written.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u)
      },
    ),
    { numRuns: 300 },
  )
})
