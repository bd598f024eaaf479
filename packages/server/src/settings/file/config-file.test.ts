import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../platform/platform.ts'
import { readConfigFile } from './config-file.ts'

const read = (text: string) => readConfigFile({ name: 'pulse.yaml', text })
const refusal = (text: string): unknown => {
  try {
    read(text)
  } catch (error) {
    return error
  }
  throw new Error('it was accepted')
}

const lab = `connections:
  - name: lab
    type: pve
    host: pve1.example.org
    token:
      id: pulse@pve!monitor
      secret: fake-secret
`

describe('pulse.yaml', () => {
  it('names connections, with what goes without saying', () => {
    const { connections, email, webhooks, alerts, settings } = read(lab)
    expect(connections).toMatchObject([
      {
        name: 'lab',
        product: 'pve',
        url: 'https://pve1.example.org:8006',
        credentials: { kind: 'token', tokenId: 'pulse@pve!monitor' },
        fingerprints: [],
        verifySSL: null,
        monitor: { monitorVMs: true, monitorGarbageJobs: false },
      },
    ])
    const [{ credentials } = {}] = connections
    expect(credentials?.kind === 'token' && credentials.secret.reveal()).toBe('fake-secret')
    expect([email, webhooks, alerts, settings]).toEqual([undefined, undefined, undefined, {}])
  })

  it('may say all of a connection', () => {
    const fingerprint = 'ab'.repeat(32)
    const { connections } = read(
      `connections:\n- {name: b, type: pbs, host: 'pbs.example.org:443', user: mon, password: fake, verifySSL: false,\n   fingerprint: [${fingerprint}], monitor: {syncJobs: false, garbageJobs: true}}`,
    )
    expect(connections).toMatchObject([
      {
        url: 'https://pbs.example.org:443',
        credentials: { kind: 'password', username: 'mon@pbs' },
        fingerprints: [fingerprint.toUpperCase().replace(/..(?=.)/g, '$&:')],
        verifySSL: false,
        monitor: { monitorSyncJobs: false, monitorGarbageJobs: true, monitorVerifyJobs: true },
      },
    ])
  })

  it('sends mail over TLS unless told otherwise', () => {
    const mail = (more: string) => read(`receivers: {email: {server: m.example.org, from: a@example.org${more}}}`).email
    expect(mail('')).toMatchObject({ enabled: true, port: 587, tls: false, startTLS: true, to: [], username: '' })
    expect(mail(', port: 465')).toMatchObject({ tls: true, startTLS: false })
    expect(mail(', port: 25, startTLS: false')).toMatchObject({ tls: false, startTLS: false })
  })

  it('names webhooks', () => {
    const { webhooks } = read(
      'receivers: {webhooks: [{name: Ops, url: "https://hooks.example.org/x", headers: {X-Key: fake}}]}',
    )
    expect(webhooks).toMatchObject([{ name: 'Ops', method: 'POST', enabled: true, service: 'generic', template: '' }])
    expect([webhooks?.[0]?.url.reveal(), webhooks?.[0]?.headers.reveal()]).toEqual([
      'https://hooks.example.org/x',
      { 'X-Key': 'fake' },
    ])
  })

  it('names thresholds, and all else of the alerts', () => {
    const { alerts } = read(`
thresholds:
  guests: {cpu: {trigger: 90, clear: 85}}
  nodes: {memory: {trigger: 95, clear: 90}}
  storage: {trigger: 80, clear: 75}
  overrides: {lab/101: {disabled: true}}
alerts:
  schedule: {quietHours: {enabled: true, start: 22:00, end: 08:00}}
`)
    expect(alerts).toEqual({
      enabled: true,
      guestDefaults: { cpu: { trigger: 90, clear: 85 } },
      nodeDefaults: { memory: { trigger: 95, clear: 90 } },
      storageDefault: { trigger: 80, clear: 75 },
      overrides: { 'lab/101': { disabled: true } },
      schedule: { quietHours: { enabled: true, start: '22:00', end: '08:00' } },
    })
  })

  it('names settings, in the form in which they are stored', () => {
    expect(
      read('settings: {pollingInterval: 30, allowedOrigins: "https://a.example.org/, https://a.example.org"}'),
    ).toMatchObject({
      settings: { pollingInterval: 30, allowedOrigins: 'https://a.example.org' },
    })
  })
})

describe('a mistake in pulse.yaml', () => {
  it.each<[string, string, number, string, string]>([
    ['a version of later', 'version: 2', 1, 'version', 'must be 1'],
    ['an unknown section', 'conections: []', 1, 'conections', 'is not known here'],
    ['an unknown field', `${lab}    tokn: x\n`, 8, 'connections[0].tokn', 'is not known here'],
    [
      'a field that belongs elsewhere',
      'thresholds: {}\nalerts:\n  overrides: {}',
      3,
      'alerts.overrides',
      'is not known here',
    ],
    [
      'a missing field',
      'settings: {}\nconnections:\n  - name: x\n    type: pve\n',
      3,
      'connections[0].host',
      'is required',
    ],
    ['a wrong type', lab.replace('pve1.example.org', '5'), 4, 'connections[0].host', 'must be text: put it in quotes'],
    ['a wrong word', lab.replace('type: pve', 'type: esx'), 3, 'connections[0].type', 'must be pve or pbs'],
    [
      'a wrong host',
      lab.replace('pve1.example.org', 'http://169.254.169.254'),
      4,
      'connections[0].host',
      'Host must not be a link-local, multicast or unspecified address',
    ],
    [
      'a wrong token',
      lab.replace('pulse@pve!monitor', 'monitor'),
      6,
      'connections[0].token.id',
      'Token ID must be written in full, such as monitor@pve!pulse',
    ],
    [
      'a secret with a line break',
      lab.replace('fake-secret', '"fake\\nsecret"'),
      7,
      'connections[0].token.secret',
      'Token secret must be copied without blanks or line breaks',
    ],
    [
      'no credentials',
      lab.replace(/ {4}token:[^]*/, ''),
      2,
      'connections[0].token.id',
      'Authentication credentials required',
    ],
    [
      'both credentials',
      `${lab}    user: root@pam\n    password: fake\n`,
      5,
      'connections[0].token',
      'give a token, or user and password, but not both',
    ],
    [
      'a name that occurs twice',
      `${lab}  - {name: LAB, type: pbs, host: x, user: a, password: fake}\n`,
      8,
      'connections[1].name',
      'another connection is called "LAB", too',
    ],
    [
      'a host that occurs twice',
      `${lab}  - {name: b, type: pve, host: "https://PVE1.example.org/", user: a@pam, password: fake}\n`,
      8,
      'connections[1].host',
      'another connection leads to https://pve1.example.org:8006, too',
    ],
    [
      'a setting out of bounds',
      'settings:\n  publicUrl: ""\n  pollingInterval: 1\n',
      3,
      'settings.pollingInterval',
      'pollingInterval must be a whole number of seconds from 2 to 3600',
    ],
    [
      'a setting that is refused',
      'settings:\n  allowedOrigins: "*"\n',
      2,
      'settings.allowedOrigins',
      'allowedOrigins cannot be *',
    ],
    [
      'a threshold that is no number',
      'thresholds:\n  guests:\n    cpu:\n      trigger: high\n      clear: 5',
      4,
      'thresholds.guests.cpu.trigger',
      'must be number',
    ],
    [
      'a webhook that is none',
      'receivers:\n  webhooks:\n    - name: x\n      url: javascript:alert(1)',
      4,
      'receivers.webhooks[0].url',
      'must match pattern "^https?://"',
    ],
    [
      'a webhook that occurs twice',
      'receivers:\n  webhooks:\n    - {name: x, url: https://a}\n    - {name: x, url: https://b}',
      4,
      'receivers.webhooks[1].name',
      'another webhook is called "x", too',
    ],
    [
      'a secret to be read',
      lab.replace('fake-secret', '{file: /etc/shadow}'),
      7,
      'connections[0].token.secret',
      'must be the text itself here; {file: …} and {env: …} are read by the pulse command',
    ],
    [
      'too many connections',
      `connections: [${'{name: a, type: pve, host: a},'.repeat(1001)}]`,
      1,
      'connections',
      'must not have more than 1000 items',
    ],
    ['a section that is a list', 'connections: {}', 1, 'connections', 'must be array'],
    ['__proto__', 'settings:\n  __proto__: {isAdmin: true}\n', 2, 'settings.__proto__', 'is not known here'],
  ])('is named with line and field: %s', (_, text, line, field, why) => {
    const error = refusal(text) as { message: string }
    expect(error).toMatchObject({ code: 'config-file.invalid', field, details: { line: String(line) } })
    expect(error.message.slice(0, `pulse.yaml line ${line}: ${field}: ${why}`.length)).toBe(
      `pulse.yaml line ${line}: ${field}: ${why}`,
    )
  })

  it.each<[string, string, number, string]>([
    ['a name twice in one place', 'connections: []\nsettings: {}\nconnections: []\n', 3, 'this name occurs twice'],
    ['a tab', 'settings:\n\tpollingInterval: 5\n', 2, 'a tab cannot indent: use blanks'],
    ['an open bracket', 'connections: [\n', 2, 'the indentation does not fit, or a bracket is missing'],
    ['an open quote', 'settings:\n  publicUrl: "x\n', 3, 'a quote, a bracket or a comma is missing'],
    ['two documents', 'settings: {}\n---\nsettings: {}\n', 2, 'only one document may stand in the file'],
    ['a tag', 'settings: {}\nconnections: !!js/function "x"\n', 2, 'tags are not allowed'],
    [
      'an anchor',
      'settings: {}\nconnections: &a []\n',
      2,
      'anchors and aliases (& and *) are not allowed: write the value out',
    ],
    ['a name that is no text', '[1]: 2\n', 1, 'a name must be text'],
    ['nothing', '', 1, 'the file must have at least one section, such as connections'],
    ['only a comment', '# settings: {}\n', 1, 'the file must have at least one section, such as connections'],
    ['a list', '- connections\n', 1, 'the file must have at least one section, such as connections'],
    ['a sentence', 'hello world\n', 1, 'the file must have at least one section, such as connections'],
    ['very deep nesting', '['.repeat(500_000), 1, ''],
    [
      'an alias of aliases',
      `a: &a [x,x]\n${Array.from('bcdefgh')
        .map((l, at) => `${l}: &${l} [${'*' + 'abcdefg'[at]},${'*' + 'abcdefg'[at]}]`)
        .join('\n')}`,
      1,
      'anchors and aliases (& and *) are not allowed: write the value out',
    ],
  ])('is named with its line: %s', (_, text, line, why) => {
    const error = refusal(text)
    expect(error).toMatchObject({ code: 'config-file.invalid', details: { line: String(line) } })
    expect((error as Error).message).toContain(`pulse.yaml line ${line}: ${why}`)
  })

  it('is told without any part of a secret', () => {
    const broken = [
      'secret: fake-secret',
      'secret: "fake-secret',
      'secret: @fake-secret',
      'secret: [fake-secret',
      'secret: fake-secret: x',
      '- fake-secret',
      'secret: 5',
    ]
    for (const text of broken) {
      const error = refusal(lab.replace('secret: fake-secret', text).replace('id: pulse@pve!monitor', 'id: broken'))
      expect((error as Error).message).not.toContain('fake')
    }
  })
})

it('names without number are refused in no time', () => {
  const text = Array.from({ length: 50_000 }, (_, at) => `k${at}: 1`).join('\n')
  const began = performance.now()
  expect(() => readConfigFile({ text, name: 'pulse.yaml' })).toThrow('k0: is not known here')
  // Each compared with each, they take half a minute.
  expect(performance.now() - began).toBeLessThan(8000)
})

it('any text at all is understood or refused, and nothing else happens', () => {
  const whole = `${lab}settings:\n  pollingInterval: 30\nthresholds: {guests: {cpu: {trigger: 90, clear: 85}}}\n`
  const damaged = fc
    .tuple(
      fc.nat(whole.length),
      fc.nat(20),
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom(
          '&a',
          '*a',
          '!!x',
          '? ',
          '- ',
          ': ',
          '{',
          '[',
          '|',
          '>',
          '\t',
          '\n---\n',
          '#',
          '__proto__: {}',
          '<<: ',
          '%YAML 9',
          '\uFEFF',
        ),
      ),
    )
    .map(([at, length, text]) => whole.slice(0, at) + text + whole.slice(at + length))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), damaged), (text) => {
      try {
        read(text)
      } catch (error) {
        expect(error).toBeInstanceOf(AppError)
        expect(error).toMatchObject({
          code: 'config-file.invalid',
          details: { line: expect.stringMatching(/^\d+$/) as string },
        })
      }
    }),
    { numRuns: 2000 },
  )
})
