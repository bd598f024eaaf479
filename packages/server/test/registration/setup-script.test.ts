import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import { type Simulator, startSimulator } from '@pulse/simulator'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SetupScriptValues, setupScript } from '../../src/registration/setup-script.ts'
import { type ProxmoxCommands, proxmoxCommands } from './proxmox-commands.ts'
import { type RegistrationServer, startRegistrationServer } from './registration-server.ts'
import { type Ran, type RunOptions, type StandInHost, startStandInHost } from './stand-in-host.ts'

const owner = { 'x-api-token': 'owner' }
const hasBusybox = existsSync('/usr/bin/busybox')
/** Debian packages; `npm test` installs them where it may. */
const canRun = ['curl', 'dash', 'wget'].every((program) => existsSync(`/usr/bin/${program}`))

/** A host, the Pulse that it registers with, and the simulated estate behind both. */
interface Scene {
  simulator: Simulator
  pulse: RegistrationServer
  commands: ProxmoxCommands
  host: StandInHost
  product: 'pve' | 'pbs'
  url: string
  fingerprint: string
  /** As the page gives it, fetched as its command does. */
  script(input?: { host?: string; backupPerms?: boolean }): Promise<string>
  end(): Promise<void>
}

async function startScene(
  endpointName: string,
  versions: NonNullable<Parameters<typeof startSimulator>[0]['versions']> = {},
): Promise<Scene> {
  const simulator = await startSimulator({ scenario: 'small', versions })
  const pulse = await startRegistrationServer()
  const endpoint = simulator.endpoints.find(({ name }) => name === endpointName)
  if (!endpoint) throw new Error(`the simulator has no ${endpointName}`)
  const { product, url, fingerprint } = endpoint
  const commands = proxmoxCommands(simulator, endpointName)
  // The backup server of the estate has a user of this name.
  if (product === 'pbs') await commands.answer(['proxmox-backup-manager', 'user', 'remove', 'pulse-monitor@pbs'])
  const host = await startStandInHost(commands.names, (argv) => commands.answer(argv))
  return {
    simulator,
    pulse,
    commands,
    host,
    product,
    url,
    fingerprint,
    async script(input = {}) {
      const body = { type: product, host: url, ...input }
      const made = await pulse.send('POST', '/api/setup-script-url', { headers: owner, body })
      const told = (await made.json()) as { url: string; setupCode: string }
      const answer = await fetch(told.url, { headers: { 'x-setup-code': told.setupCode } })
      expect(answer.status).toBe(200)
      return answer.text()
    },
    async end() {
      await host.close()
      await commands.close()
      await pulse.stop()
      await simulator.close()
    },
  }
}

/** Calls of Proxmox's own commands, each as one line. */
const lines = ({ calls }: StandInHost): string[] =>
  calls.filter(([name]) => name !== 'curl' && name !== 'wget').map((argv) => argv.join(' '))

const tokenName = (pulse: RegistrationServer): string => `pulse-127-0-0-1-${new URL(pulse.base).port}`

const connected = async (pulse: RegistrationServer): Promise<void> => {
  await expect
    .poll(() => [...pulse.inventory.picture().tables.connections.values()].map(({ state }) => state), {
      timeout: 10_000,
    })
    .toEqual(['connected'])
}

const secretOf = (pulse: RegistrationServer): string | undefined => {
  const credentials = pulse.settings.connections()[0]?.credentials
  return credentials?.kind === 'token' ? credentials.secret.reveal() : undefined
}

function succeeded({ code, out, err }: Ran): void {
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('is registered.')
}

describe.skipIf(!canRun).each([
  { version: '7.4', agent: 'VM.Monitor', shell: ['dash'] },
  { version: '8.4', agent: 'VM.Monitor', shell: ['bash', '--posix'] },
  { version: '9.2', agent: 'VM.GuestAgent.Audit', shell: ['busybox', 'sh'] },
] as const)('Proxmox VE $version', ({ version, agent, shell }) => {
  let scene: Scene
  const options: RunOptions = { shell, busybox: shell[0] === 'busybox' }

  beforeAll(async () => {
    scene = await startScene('attic/pve1', { pve: version })
  })
  afterAll(() => scene.end())

  it.skipIf(shell[0] === 'busybox' && !hasBusybox)('registers, and is watched', async () => {
    const { host, pulse, url, fingerprint } = scene
    const ran = await host.run(await scene.script(), options)
    succeeded(ran)
    const privileges = `Datastore.Audit,Sys.Audit,VM.Audit,${agent}`
    const name = tokenName(pulse)
    expect(lines(host)).toEqual([
      'pvenode cert info --output-format json',
      'pveum role list --output-format json',
      `pveum role add PulseMonitor --privs ${privileges}`,
      'pveum user list --output-format json',
      'pveum user add pulse-monitor@pam --comment Monitoring by Pulse',
      'pveum acl modify / --users pulse-monitor@pam --roles PulseMonitor --propagate 1',
      'pveum user token list pulse-monitor@pam --output-format json',
      `pveum user token add pulse-monitor@pam ${name} --privsep 1 --comment Monitoring by Pulse --output-format json`,
      `pveum acl modify / --tokens pulse-monitor@pam!${name} --roles PulseMonitor --propagate 1`,
    ])
    // One word each, blanks in it or not.
    expect(host.calls.find((argv) => argv[2] === 'add' && argv[1] === 'user')).toEqual([
      'pveum',
      'user',
      'add',
      'pulse-monitor@pam',
      '--comment',
      'Monitoring by Pulse',
    ])
    expect(pulse.settings.connections()).toMatchObject([
      {
        name: 'pve1.example.org',
        product: 'pve',
        url,
        fingerprints: [fingerprint],
        verifySSL: false,
        credentials: { kind: 'token', tokenId: `pulse-monitor@pam!${name}` },
      },
    ])
    expect(pulse.announced).toMatchObject([
      {
        type: 'node_auto_registered',
        data: {
          type: 'pve',
          host: url,
          name: 'pve1.example.org',
          tokenId: `pulse-monitor@pam!${name}`,
          hasToken: true,
          verifySSL: false,
          status: 'connected',
        },
      },
    ])
    await connected(pulse)
    const [connection] = pulse.inventory.picture().tables.connections.values()
    expect(connection?.missingPrivileges.map(({ privilege }) => privilege)).not.toContain(agent)
    expect([...pulse.inventory.picture().tables.nodes.values()]).toHaveLength(3)
  })

  it.skipIf(shell[0] === 'busybox' && !hasBusybox)('once more gives the same token a new secret', async () => {
    const { host, pulse } = scene
    const before = secretOf(pulse)
    const [{ id } = { id: '' }] = pulse.settings.connections()
    host.calls.length = 0
    succeeded(await host.run(await scene.script({ backupPerms: true }), options))
    const name = tokenName(pulse)
    expect(lines(host)).toEqual([
      'pvenode cert info --output-format json',
      'pveum role list --output-format json',
      `pveum role modify PulseMonitor --privs Datastore.Audit,Sys.Audit,VM.Audit,${agent},Datastore.AllocateSpace,VM.Backup --append 1`,
      'pveum user list --output-format json',
      'pveum user modify pulse-monitor@pam --enable 1 --expire 0',
      'pveum acl modify / --users pulse-monitor@pam --roles PulseMonitor --propagate 1',
      'pveum user token list pulse-monitor@pam --output-format json',
      `pveum user token remove pulse-monitor@pam ${name}`,
      `pveum user token add pulse-monitor@pam ${name} --privsep 1 --comment Monitoring by Pulse --output-format json`,
      `pveum acl modify / --tokens pulse-monitor@pam!${name} --roles PulseMonitor --propagate 1`,
    ])
    expect(pulse.settings.connections().map((each) => each.id)).toEqual([id])
    expect(secretOf(pulse)).not.toBe(before)
    await connected(pulse)
  })

  it.skipIf(shell[0] === 'busybox' && !hasBusybox)('does so by the one line that the page shows', async () => {
    const { host, pulse, url } = scene
    const answer = await pulse.send('POST', '/api/setup-script-url', {
      headers: owner,
      body: { type: 'pve', host: url },
    })
    const { command } = (await answer.json()) as { command: string }
    const before = secretOf(pulse)
    succeeded(await host.run(command, options))
    expect(secretOf(pulse)).not.toBe(before)
    // The code is in the arguments of this one program, for the one use that it has.
    host.calls.splice(0, host.calls.length, ...host.calls.filter(([name, flag]) => name !== 'curl' || flag !== '-sSfL'))
  })

  it('no program is ever given a secret as an argument', () => {
    const { host, pulse } = scene
    const all = host.calls.flat().join('\n')
    expect(all).not.toContain(secretOf(pulse))
    expect(all).not.toMatch(/[A-Z2-9]{20}/)
  })
})

describe.skipIf(!canRun).each(['3.4', '4.2'] as const)('Proxmox Backup Server %s', (version) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await startScene('pbs-main', { pbs: version })
  })
  afterAll(() => scene.end())

  it('registers, is watched, and once more gives the same token a new secret', async () => {
    const { host, pulse, url, fingerprint } = scene
    succeeded(await host.run(await scene.script()))
    const name = tokenName(pulse)
    const rights = (to: string): string[] => [
      `proxmox-backup-manager acl update / Audit --auth-id ${to} --propagate true`,
      `proxmox-backup-manager acl update /remote RemoteAudit --auth-id ${to} --propagate true`,
    ]
    const last = [
      `proxmox-backup-manager user generate-token pulse-monitor@pbs ${name} --comment Monitoring by Pulse`,
      ...rights(`pulse-monitor@pbs!${name}`),
    ]
    expect(lines(host)).toEqual([
      'proxmox-backup-manager cert info',
      'proxmox-backup-manager user list --output-format json',
      'proxmox-backup-manager user create pulse-monitor@pbs --comment Monitoring by Pulse',
      ...rights('pulse-monitor@pbs'),
      'proxmox-backup-manager user list-tokens pulse-monitor@pbs --output-format json',
      ...last,
    ])
    expect(pulse.settings.connections()).toMatchObject([{ product: 'pbs', url, fingerprints: [fingerprint] }])
    await connected(pulse)
    expect([...pulse.inventory.picture().tables.datastores.values()].length).toBeGreaterThan(0)

    const before = secretOf(pulse)
    host.calls.length = 0
    succeeded(await host.run(await scene.script(), { http: 'wget' }))
    expect(lines(host)).toEqual([
      'proxmox-backup-manager cert info',
      'proxmox-backup-manager user list --output-format json',
      'proxmox-backup-manager user update pulse-monitor@pbs --enable true --expire 0',
      ...rights('pulse-monitor@pbs'),
      'proxmox-backup-manager user list-tokens pulse-monitor@pbs --output-format json',
      `proxmox-backup-manager user delete-token pulse-monitor@pbs ${name}`,
      ...last,
    ])
    expect(host.calls.flat().join('\n')).not.toContain(secretOf(pulse))
    expect(pulse.settings.connections()).toHaveLength(1)
    expect(secretOf(pulse)).not.toBe(before)
  })
})

describe.skipIf(!canRun)('when a command fails', () => {
  it.each([
    ['attic/pve1', 10],
    ['pbs-main', 10],
  ] as const)('%s says so, and another run makes the rest', async (name, commandCount) => {
    const scene = await startScene(name)
    const { host, pulse } = scene
    try {
      for (let failAt = 1; ; failAt++) {
        host.calls.length = 0
        host.fails = (at) => at === failAt
        const ran = await host.run(await scene.script())
        if (host.calls.length < failAt) {
          // Without a failure: two calls of Pulse beside the commands.
          expect(host.calls).toHaveLength(commandCount + 2)
          expect(ran.code).toBe(0)
          break
        }
        expect({ failAt, code: ran.code, calls: host.calls.length }).toEqual({ failAt, code: 1, calls: failAt })
        expect(ran.err).toMatch(/(^|\n)Pulse setup stopped: .{20,}\n$/)
        expect(ran.err).not.toContain(secretOf(pulse) ?? 'none')
        host.fails = () => false
        succeeded(await host.run(await scene.script()))
        expect(pulse.settings.connections()).toHaveLength(1)
      }
      await connected(pulse)
    } finally {
      await scene.end()
    }
  })
})

describe.skipIf(!canRun)('the script', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await startScene('attic/pve1')
  })
  afterAll(() => scene.end())

  const values = (): SetupScriptValues => ({
    product: 'pve',
    pulseUrl: scene.pulse.base,
    pulsePin: undefined,
    setupCode: undefined,
    hostUrl: scene.url,
    backupPerms: false,
  })
  const stopped = ({ code, err }: Ran, word: RegExp): void => {
    expect(code).toBe(1)
    expect(err).toMatch(word)
  }
  /** Only what reads: nothing has been changed. */
  const untouched = (): void => {
    expect(lines(scene.host).filter((line) => !/ (list|info) /.test(line))).toEqual([])
    scene.host.calls.length = 0
  }

  it('runs as root only', async () => {
    stopped(await scene.host.run(await scene.script(), { uid: 1000 }), /has to run as root/)
    expect(scene.host.calls).toEqual([])
  })

  it('runs on a Proxmox host only', async () => {
    const elsewhere = await startStandInHost([], (argv) => scene.commands.answer(argv))
    stopped(await elsewhere.run(await scene.script()), /pveum is missing: this is no Proxmox VE host/)
    stopped(await elsewhere.run(setupScript({ ...values(), product: 'pbs' })), /no Proxmox Backup Server/)
    await elsewhere.close()
  })

  it('changes nothing where Pulse does not answer', async () => {
    const pulseUrl = 'http://127.0.0.1:9'
    stopped(await scene.host.run(setupScript({ ...values(), pulseUrl })), /Pulse does not answer at http:\/\/127/)
    untouched()
  })

  it('changes nothing without an invitation, or with one that is no more', async () => {
    stopped(await scene.host.run(setupScript(values())), /does not let this host in: Authentication required/)
    const script = await scene.script()
    succeeded(await scene.host.run(script))
    scene.host.calls.length = 0
    stopped(await scene.host.run(script), /Invalid or expired setup code. Get a new command/)
    untouched()
    const environment = { PULSE_REG_TOKEN: 'PULSE-REG-0123456789abcdef' }
    stopped(await scene.host.run(script, { environment }), /Invalid registration token: invalid token/)
    untouched()
    stopped(
      await scene.host.run(script, { environment: { PULSE_REG_TOKEN: 'x\nHost: evil' } }),
      /PULSE_REG_TOKEN is no registration token/,
    )
    untouched()
  })

  it.each(['curl', 'wget'] as const)('takes a registration token from its environment, with %s', async (http) => {
    const { pulse, host } = scene
    const body = { maxUses: 1, allowedTypes: ['pve'] }
    const made = await pulse.send('POST', '/api/tokens/generate', { headers: owner, body })
    const { token } = (await made.json()) as { token: string }
    const run = () => host.run(setupScript(values()), { http, environment: { PULSE_REG_TOKEN: token } })
    host.calls.length = 0
    succeeded(await run())
    expect(host.calls.flat().join()).not.toContain(token)
    // wget does not tell what is in an answer 401.
    stopped(await run(), /Pulse does not let this host in: (Invalid registration token: invalid token|it answered 401)/)
  })

  it('shows a fresh secret to nobody but a terminal where Pulse refuses it', async () => {
    const { pulse, host } = scene
    const before = pulse.settings.connections()
    const script = await scene.script()
    host.fails = (_, argv) => argv.at(-1)?.endsWith('/api/auto-register') ?? false
    const ran = await host.run(script)
    host.fails = () => false
    stopped(ran, /User and token are made, but Pulse did not take them/)
    expect(ran.err).toContain(`token ID  pulse-monitor@pam!${tokenName(pulse)}`)
    expect(ran.err).toContain('secret    not shown, as this is no terminal')
    expect(ran.err).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/)
    expect(pulse.settings.connections()).toEqual(before)
    succeeded(await host.run(script))
  })

  it('leaves older tokens of the same server alone, and tells of them', async () => {
    const { host, commands } = scene
    const older = ['pulse-127-0-0-1-1755250000', 'pulse-10-0-0-9-1755250000', 'pulse-127-0-0-1-7655']
    for (const name of older) {
      const words = ['pveum', 'user', 'token', 'add', 'pulse-monitor@pam', name]
      expect(await commands.answer(words)).toMatchObject({ ok: true })
    }
    const { out } = await host.run(await scene.script())
    expect(out).toContain('\n    pveum user token remove pulse-monitor@pam pulse-127-0-0-1-1755250000\n')
    expect(out.match(/token remove/g)).toHaveLength(1)
    const { text } = await commands.answer([
      'pveum',
      'user',
      'token',
      'list',
      'pulse-monitor@pam',
      '--output-format',
      'json',
    ])
    for (const name of older) expect(text).toContain(`"${name}"`)
  })

  it('does nothing at all when only a part of it arrives', async () => {
    const script = await scene.script()
    scene.host.calls.length = 0
    for (const part of [0.1, 0.3, 0.5, 0.7, 0.9, 0.999]) {
      const cut = script.slice(0, Math.floor(script.length * part))
      await scene.host.run(cut)
    }
    await scene.host.run(script.slice(0, script.lastIndexOf('main')))
    expect(scene.host.calls).toEqual([])
  })

  it('tells its address by itself where nobody did', async () => {
    const { host, pulse } = scene
    const body = { type: 'pve' }
    const answer = await pulse.send('POST', '/api/setup-script', { headers: owner, body })
    host.calls.length = 0
    host.fails = (_, argv) => argv.at(-1)?.endsWith('/api/auto-register') ?? false
    const ran = await host.run(await answer.text())
    host.fails = () => false
    expect(ran.out).toContain('Registering https://192.0.2.10:8006 ...')
    const asked = host.calls.find(([name, ...rest]) => name === 'curl' && rest.some((word) => /script/.test(word)))
    expect(asked?.at(-1)).toBe(`${pulse.base}/api/setup-script?type=pve&host=https://192.0.2.10:8006`)
  })

  it.each(['pve', 'pbs'] as const)('for %s is good POSIX shell', (product) => {
    const input = setupScript({ ...values(), product })
    const check = (command: string, ...words: string[]) => {
      const { status, stdout, stderr } = spawnSync(command, words, { input, encoding: 'utf8' })
      expect({ command, status, stdout, stderr }).toEqual({ command, status: 0, stdout: '', stderr: '' })
    }
    check('dash', '-n')
    check('bash', '--posix', '-n')
    if (hasBusybox) check('busybox', 'sh', '-n')
    if (existsSync('/usr/bin/shellcheck')) check('shellcheck', '--shell=sh', '-')
  })
})

describe.skipIf(!canRun)('a Pulse with a certificate of its own', () => {
  let scene: Scene
  let secure: RegistrationServer
  const another = 'sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='

  beforeAll(async () => {
    scene = await startScene('attic/pve1')
    const made = await generate([{ name: 'commonName', value: 'pulse.example.org' }], { keyType: 'ec' })
    secure = await startRegistrationServer({ tls: { certificate: made.cert, key: made.private } })
  })
  afterAll(async () => {
    await secure.stop()
    await scene.end()
  })

  const script = async (change: (text: string) => string = (text) => text): Promise<string> => {
    const headers = { ...owner, 'content-type': 'application/json' }
    const asked = request(`${secure.base}/api/setup-script`, { method: 'POST', headers, rejectUnauthorized: false })
    const answer = new Promise<string>((resolve, reject) => {
      asked.once('response', (response) => resolve(text(response)))
      asked.once('error', reject)
    })
    asked.end(JSON.stringify({ type: 'pve', host: scene.url }))
    return change(await answer)
  }

  it.each(['curl', 'wget'] as const)('is known by its key, with %s', async (http) => {
    succeeded(await scene.host.run(await script(), { http }))
    expect(secure.settings.connections()).toHaveLength(1)
  })

  it.each(['curl', 'wget'] as const)('is not taken for one with another key, with %s', async (http) => {
    const wrong = await script((text) => text.replace(/^PULSE_PIN='.*'$/m, `PULSE_PIN='${another}'`))
    const none = await script((text) => text.replace(/^PULSE_PIN='.*'$/m, "PULSE_PIN=''"))
    const before = secure.audited.length
    for (const text of [wrong, none]) {
      const { code, err } = await scene.host.run(text, { http })
      expect(code).toBe(1)
      expect(err).toMatch(/Pulse does not answer at https:/)
    }
    expect(secure.audited).toHaveLength(before)
  })
})
