import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Simulator, startSimulator } from '@pulse/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShell, type Shell } from './shell.ts'

let simulator: Simulator
let shell: Shell
let url = ''
let root: Record<string, string> = {}
let monitor: Record<string, string> = {}

beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'small' })
  shell = openShell()
  const office = simulator.connections.find(({ name }) => name === 'pve-office')
  url = office?.url ?? ''
  const { root: admin, pve: reader } = simulator.credentials
  const host = { PVE_BASE_URL: url, PVE_FINGERPRINT: office?.fingerprints[0] ?? '' }
  root = { ...host, PVE_TOKEN_ID: admin.tokenId, PVE_TOKEN_SECRET: admin.secret }
  monitor = { ...host, PVE_TOKEN_ID: reader.tokenId, PVE_TOKEN_SECRET: reader.secret }
  writeFileSync(join(shell.folder, 'list.yaml'), '- a\n- b\n')
  writeFileSync(join(shell.folder, 'broken.json'), '{"password": "hunter22", ')
})
afterAll(async () => {
  await simulator.close()
  shell.remove()
})

/** In expected lines, `URL` stands for the host. */
const lineOf = (expected: string): RegExp =>
  new RegExp(`^${expected.replaceAll('URL', url.replaceAll('.', String.raw`\.`))}\n$`)

const other = 'AB:'.repeat(31) + 'AB'

/** What is typed, with what environment, the exit code, and the one line that is said. */
type Failure = [words: string, more: Record<string, string>, code: number, line: string]

describe.concurrent('one clear line and an exit code of its own', () => {
  it.each<Failure>([
    [
      'get /version',
      { PVE_TOKEN_SECRET: 'hunter22-hunter22' },
      4,
      String.raw`URL refused the token root@pam!admin: check PVE_TOKEN_ID and PVE_TOKEN_SECRET, and whether it has expired\.`,
    ],
    [
      'get /version',
      { PVE_TOKEN_ID: '', PVE_TOKEN_SECRET: '', PVE_USERNAME: 'root', PVE_PASSWORD: 'hunter22' },
      4,
      String.raw`URL refused the password of root@pam: check user, realm and password\.`,
    ],
    [
      'get /version',
      { PVE_TOKEN_ID: '', PVE_TICKET: 'PVE:root@pam:65000000::hunter22', PVE_CSRF: 'x' },
      4,
      String.raw`URL refused the ticket of root@pam: it has expired, or PVE_TICKET and PVE_CSRF are wrong\.`,
    ],
    [
      'get /version',
      { PVE_TOKEN_SECRET: '' },
      4,
      String.raw`PVE_TOKEN_SECRET is missing: set it in the environment or in a file for --env\.`,
    ],
    [
      'get /version',
      { PVE_TOKEN_ID: '' },
      4,
      String.raw`No login for URL: set PVE_TOKEN_ID and PVE_TOKEN_SECRET, or PVE_USERNAME and PVE_PASSWORD, or run pulse api login --host URL`,
    ],
    ['get /version', { PVE_TOKEN_ID: 'root@pam' }, 3, String.raw`PVE_TOKEN_ID is written user@realm!name\.`],
    [
      'post /nodes/pve-office/qemu',
      {},
      3,
      String.raw`POST /nodes/\{node\}/qemu: vmid is missing \(integer from 100 to 999999999\)\.`,
    ],
    [
      'post /nodes/pve-office/qemu -p vmid=abc -p memry=1',
      {},
      3,
      String.raw`POST /nodes/\{node\}/qemu: vmid must be integer from 100 to 999999999: type check \('integer'\) failed - got 'abc'; there is no parameter memry; did you mean memory\?\.`,
    ],
    [
      'post /nodes/pve-office/qemu -p vmid=99',
      {},
      3,
      String.raw`.*vmid must be integer from 100 to 999999999: value must have a minimum value of 100\.`,
    ],
    [
      'get /cluster/resources -p type=vms',
      {},
      3,
      String.raw`GET /cluster/resources: type must be one of vm, storage, node, sdn: .*\.`,
    ],
    [
      'get /cluster/resources -p type=vm -p type=node',
      {},
      3,
      String.raw`GET /cluster/resources: type was given more than once\.`,
    ],
    [
      'put /nodes/pve-office/qemu/100/config -p cores=PVEAPIToken=root@pam!admin=hunter22',
      {},
      3,
      String.raw`PUT [^]*PVEAPIToken=…[^]*`,
    ],
    [
      'get /nodes/pve-office/qemu/100/config -p vmid=101',
      {},
      3,
      String.raw`vmid stands in the path already; leave out --param\.`,
    ],
    [
      'get /version --param-file list.yaml',
      {},
      3,
      String.raw`--param-file: list\.yaml must hold names and values, such as vmid: 100\.`,
    ],
    [
      'get /version --param-file broken.json',
      {},
      3,
      String.raw`--param-file: broken\.json is no YAML or JSON: see at line \d, column \d+\.`,
    ],
    ['get /version --param-file none.yaml', {}, 3, String.raw`--param-file: none\.yaml cannot be read\.`],
    [
      'get /cluster/resources --columns nothing',
      {},
      3,
      String.raw`--columns: there is no nothing; there are .*vmid.*\.`,
    ],
    [
      'get /nodex',
      {},
      6,
      String.raw`There is no path /nodex in the API of Proxmox VE; did you mean /nodes\? \(pulse api ls /\)`,
    ],
    [
      'get /nodes/pve-office/qmeu/100',
      {},
      6,
      String.raw`There is no path /nodes/pve-office/qmeu/100 in the API of Proxmox VE; did you mean /nodes/pve-office/qemu\? \(pulse api ls /nodes/pve-office\)`,
    ],
    [
      'get /nodes/pve-office/qemu/100/zzzzzz',
      {},
      6,
      String.raw`There is no path .*; below /nodes/pve-office/qemu/100 there is agent, .* and \d+ more \(pulse api ls /nodes/pve-office/qemu/100\)`,
    ],
    ['delete /version', {}, 6, String.raw`/version has no delete; it has get \(pulse api ls /version\)\.`],
    ['ls /nodex', {}, 6, String.raw`There is no path /nodex in the API of Proxmox VE; did you mean /nodes\?`],
    [
      'get /nodes/pve-office/qemu/9999/config',
      {},
      6,
      String.raw`URL: GET /nodes/pve-office/qemu/9999/config: Configuration file 'nodes/pve-office/qemu-server/9999\.conf' does not exist`,
    ],
    [
      'get /version --host 127.0.0.1:1',
      { PVE_BASE_URL: '' },
      8,
      String.raw`https://127\.0\.0\.1:1 cannot be reached: connection refused: is the port right and the service running\?`,
    ],
    [
      'get /version --host no-such-host.invalid',
      { PVE_BASE_URL: '' },
      8,
      String.raw`https://no-such-host\.invalid:8006 cannot be reached: .*`,
    ],
    [
      'get /version',
      { PVE_FINGERPRINT: other },
      9,
      `URL: the certificate has changed; expected ${other}, shown (?:[0-9A-F]{2}:){31}[0-9A-F]{2}\\. Nothing was sent\\. If the host renewed it, trust the new one with --fingerprint (?:[0-9A-F]{2}:){31}[0-9A-F]{2}`,
    ],
    [
      'get /version',
      { PVE_FINGERPRINT: '' },
      9,
      String.raw`URL: .*not signed by a trusted authority.* Nothing was sent\. Compare its fingerprint with what the host shows, then add --fingerprint (?:[0-9A-F]{2}:){31}[0-9A-F]{2}`,
    ],
    [
      'get /version --fingerprint 12:34',
      {},
      3,
      String.raw`--fingerprint: a SHA-256 fingerprint has 64 hexadecimal digits, such as AB:CD:…\.`,
    ],
    ['get /version --ca none.pem', {}, 3, String.raw`--ca: none\.pem cannot be read\.`],
    ['get /version --ca list.yaml', {}, 3, String.raw`--ca: list\.yaml is no PEM file with a certificate\.`],
    ['get /version --env none.env', {}, 3, String.raw`--env: none\.env cannot be read\.`],
    [
      'get /version --connection lab --data-dir none',
      {},
      1,
      String.raw`There are no settings of Pulse in none\. Name the directory with --data-dir or PULSE_DATA_DIR\.`,
    ],
    ['logout', {}, 6, String.raw`You are logged in nowhere\.`],
  ])('pulse api %s %j', { timeout: 20_000 }, async (words, more, code, line) => {
    const ended = await shell.run(`pulse api ${words}`, { ...root, ...more })
    expect(ended.error).toMatch(lineOf(line))
    expect(ended).toMatchObject({ code, out: '' })
    expect(ended.error).not.toContain('hunter22')
  })
})

describe('what the host refuses', () => {
  it('a privilege that is missing is named', async () => {
    const ended = await shell.run('pulse api post /nodes/pve-office/qemu/100/status/stop', monitor)
    expect(ended.code).toBe(5)
    expect(ended.error).toMatch(
      lineOf(
        String.raw`URL: POST /nodes/pve-office/qemu/100/status/stop: the privilege VM\.PowerMgmt on /vms/100 is missing; give the user, and the token, a role that has it\.`,
      ),
    )
  })

  it('what the version lacks is refused before it is sent', async () => {
    simulator.requests.reset()
    const ended = await shell.run('pulse api get /cluster/ha/rules', root)
    expect(ended.code).toBe(10)
    expect(ended.error).toMatch(/^https:\/\/\S+: GET \/cluster\/ha\/rules: .*9\.0.*8\.4.*\n$/)
    expect(simulator.requests.log().map(({ path }) => path)).not.toContain('/cluster/ha/rules')
  })

  it('asks which host is meant', async () => {
    expect((await shell.run('pulse api get /version')).error).toMatch(
      /^Which host\? Give --host or --connection, or set PVE_BASE_URL\.\n/,
    )
    const both = await shell.run('pulse api get /version', { ...root, PBS_BASE_URL: 'https://pbs:8007' })
    expect(both).toMatchObject({
      code: 2,
      error: expect.stringMatching(/^PVE_BASE_URL and PBS_BASE_URL are both set: say --product pve/),
    })
  })

  it('sends the secrets of one host to no other', async () => {
    simulator.requests.reset()
    const attic = simulator.connections.find(({ name }) => name === 'attic')
    const fingerprint = attic?.fingerprints[0] ?? ''
    const ended = await shell.run(`pulse api get /version --host ${attic?.url} --fingerprint ${fingerprint}`, root)
    expect(ended).toMatchObject({ code: 4, error: expect.stringMatching(/^No login for https:/) })
    expect(simulator.requests.count()).toBe(0)
  })
})

describe.concurrent('a slip on the command line', () => {
  it.each<[string, number, string]>([
    ['get', 2, '<path> is missing.'],
    ['get /version --param novalue', 2, '--param is written name=value.'],
    ['get /version --timeout soon', 2, '--timeout is a whole number of seconds from 1 on, not "soon".'],
    ['get /version --output xml', 2, '--output must be table, json or yaml, not "xml".'],
    [
      'get /version --password hunter22',
      2,
      'There is no --password, as others can see the command line: secrets come from the environment (PVE_PASSWORD, PVE_TOKEN_SECRET), from --env or from a prompt.',
    ],
    [
      'get /version --token-secret=hunter22',
      2,
      'There is no --token-secret, as others can see the command line: secrets come from the environment (PVE_PASSWORD, PVE_TOKEN_SECRET), from --env or from a prompt.',
    ],
    ['get /version --insecure --ca x', 2, 'Only one of --fingerprint, --ca and --insecure can be given.'],
    ['get /version --host a --connection b', 2, 'Only one of --host and --connection can be given.'],
    ['get /version --host http://pve1', 2, '--host: an address must begin with https://.'],
    [
      'get /version --host https://root:hunter22@pve1',
      2,
      '--host: an address holds no user or password; give them in the environment.',
    ],
    ['get /version --file x', 2, 'There is no option --file.'],
    [
      'post /nodes/pve-office/qemu/100/status/start --file x',
      2,
      '--file: /nodes/{node}/qemu/{vmid}/status/start takes no file.',
    ],
    [
      'post /access/users -p userid=a@pve --ask password',
      2,
      '--ask password needs a terminal; give --param password=@FILE or password=@- instead.',
    ],
  ])('pulse api %s', async (words, code, line) => {
    const ended = await shell.run(`pulse api ${words}`, root)
    expect(ended.error.split('\n')[0]).toContain(line)
    expect(ended.error.split('\n')[1]).toMatch(
      /^Usage: pulse api (get|post) <path> \[options\]; pulse api (get|post) --help tells more\.$/,
    )
    expect(ended).toMatchObject({ code, out: '' })
    expect(ended.error).not.toContain('hunter22')
  })
})
