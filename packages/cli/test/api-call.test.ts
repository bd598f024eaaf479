import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Simulator, startSimulator } from '@pulse/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, openShell, type Shell } from './shell.ts'

let simulator: Simulator
let shell: Shell
/** Names and secrets of `root@pam`, who may everything, on the host that stands alone. */
let root: Record<string, string> = {}
let pbs: Record<string, string> = {}

beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'small' })
  shell = openShell()
  const { root: login, pbs: backup } = simulator.credentials
  const office = simulator.connections.find(({ name }) => name === 'pve-office')
  const main = simulator.connections.find(({ product }) => product === 'pbs')
  root = {
    PVE_BASE_URL: office?.url ?? '',
    PVE_TOKEN_ID: login.tokenId,
    PVE_TOKEN_SECRET: login.secret,
    PVE_FINGERPRINT: office?.fingerprints[0] ?? '',
  }
  pbs = {
    PBS_BASE_URL: main?.url ?? '',
    PBS_TOKEN_ID: backup.tokenId,
    PBS_TOKEN_SECRET: backup.secret,
    PBS_FINGERPRINT: main?.fingerprints[0] ?? '',
  }
})
afterAll(async () => {
  await simulator.close()
  shell.remove()
})

const run = (script: string, more: Record<string, string> = {}): Promise<Ended> =>
  shell.run(script, { ...root, ...more })
const ok = async (script: string, more: Record<string, string> = {}): Promise<string> => {
  const ended = await run(script, more)
  expect(ended, script).toMatchObject({ code: 0 })
  return ended.out
}
const json = async (script: string): Promise<unknown> => JSON.parse(await ok(script))
const calls = (method: string): number => simulator.requests.log().filter((line) => line.method === method).length

describe('pulse api get', () => {
  it('prints JSON to programs, and a table or YAML where asked', async () => {
    expect(await json('pulse api get /version')).toMatchObject({ release: '8.4' })
    expect(await ok('pulse api get version --columns release --output table')).toBe('release  8.4\n')
    expect(await ok('pulse api get /version/ --columns release -o yaml')).toBe('release: "8.4"\n')
    expect(await ok('pulse api get /cluster/resources -p type=vm --columns vmid,name,type -o table | head -3')).toMatch(
      /^vmid  name +type\n 100  dc01 +qemu\n 101  fileserver +qemu\n$/,
    )
  })

  it('takes placeholders from the path, from parameters and from files', async () => {
    writeFileSync(join(shell.folder, 'where.yaml'), 'node: pve-office\nvmid: 100\n')
    writeFileSync(join(shell.folder, 'where.json'), '{"node": "elsewhere", "vmid": 100}')
    for (const command of [
      'pulse api get /nodes/pve-office/qemu/100/config',
      "pulse api get '/nodes/{node}/qemu/{vmid}/config' -p node=pve-office -p vmid=100",
      "pulse api get '/nodes/{node}/qemu/{vmid}/config' --param-file where.yaml",
      "pulse api get '/nodes/pve-office/qemu/{vmid}/config' --param vmid=@<(echo 100)",
      "echo 100 | pulse api get '/nodes/pve-office/qemu/{vmid}/config' --param vmid=@-",
      "pulse api get '/nodes/{node}/qemu/{vmid}/config' --param-file where.json -p node=pve-office",
    ])
      expect(await json(command), command).toMatchObject({ name: 'dc01' })
  })

  it('asks a Backup Server, named by its environment or a file of the same form', async () => {
    expect(await ok('pulse api get /admin/datastore --columns store -o table', { ...empty(), ...pbs })).toBe(
      'store\nmain\noffsite\n',
    )
    writeFileSync(
      join(shell.folder, 'pbs.env'),
      Object.entries(pbs)
        .map(([name, value]) => `${name}='${value}'\n`)
        .join(''),
      { mode: 0o644 },
    )
    const read = await run('pulse api get /version --env pbs.env')
    expect(read).toMatchObject({
      code: 0,
      error: expect.stringMatching(/^Warning: others can read pbs\.env.*chmod 600/),
    })
    expect(await run('chmod 600 pbs.env; pulse api get /version --env pbs.env')).toMatchObject({
      code: 0,
      error: '',
    })
  })

  it('prints a table on a terminal, in colour only where it is wanted', async () => {
    const get = ['pulse', 'api', 'get', '/version', '--columns', 'release']
    expect(await shell.runInTerminal(get, [], root)).toMatchObject({
      code: 0,
      out: '\u001B[1mrelease\u001B[22m  8.4\r\n',
    })
    expect(await shell.runInTerminal(get, [], { ...root, NO_COLOR: '1' })).toMatchObject({ out: 'release  8.4\r\n' })
    const posted = ['pulse', 'api', 'post', '/nodes/pve-office/qemu/101/snapshot', '-p', 'snapname=seen']
    const said = await shell.runInTerminal(posted, [], root)
    // Each of these lines is written over the one before.
    const [first, second] = said.out.split('\r\u001B[K')
    expect([first, second]).toEqual(['qmsnapshot: 0.0 s', expect.stringMatching(/^qmsnapshot: \d\.\d s$/)])
    expect(said.code).toBe(0)
  })

  it('shows what a terminal would obey', async () => {
    const row = { id: 'qemu/1', name: 'a\u001B[2Jb\u009B\u202E', type: 'qemu' }
    const fault = simulator.faults.set({ path: '/cluster/resources' }, { kind: 'data', value: [row] })
    try {
      const shown = String.raw`a\u{1b}[2Jb\u{9b}\u{202e}`
      expect(await ok('pulse api get /cluster/resources --columns name -o table')).toBe(`name\n${shown}\n`)
      for (const form of ['json', 'yaml']) {
        const text = await ok(`pulse api get /cluster/resources -o ${form}`)
        for (const character of '\u001B\u009B\u202E') expect(text).not.toContain(character)
        expect(text).toContain(String.raw`\u009b\u202e`)
      }
    } finally {
      simulator.faults.clear(fault)
    }
  })

  it('ends quietly when nobody reads on', async () => {
    expect(await run('set -o pipefail; pulse api get /cluster/resources | true')).toMatchObject({ code: 0, error: '' })
  })
})

/** Of the other product nothing is said. */
const empty = (): Record<string, string> => Object.fromEntries(Object.keys(root).map((name) => [name, '']))

describe('pulse api post, put, delete', () => {
  it('follow the task that they start, and tell what it said', async () => {
    const ended = await run('pulse api post /nodes/pve-office/qemu/100/snapshot -p snapname=before')
    expect(ended).toMatchObject({ code: 0, out: expect.stringMatching(/^"UPID:pve-office:.*:qmsnapshot:100:/) })
    expect(ended.error).toMatch(/^qmsnapshot: OK after \d+\.\d s$/m)
    expect(await json('pulse api get /nodes/pve-office/qemu/100/snapshot --columns name')).toContainEqual({
      name: 'before',
    })
    expect(await run('pulse api delete /nodes/pve-office/qemu/100/snapshot/before')).toMatchObject({
      code: 0,
      error: expect.stringMatching(/^qmdelsnapshot: OK/m),
    })
  })

  it('wait for no task where they are told so', async () => {
    const ended = await run('pulse api post /nodes/pve-office/qemu/101/snapshot -p snapname=later --no-wait')
    expect(ended).toMatchObject({ code: 0, error: '', out: expect.stringMatching(/^"UPID:/) })
  })

  it('stop waiting when told to, while the task goes on', async () => {
    const command = 'pulse api post /nodes/pve-office/qemu/108/status/shutdown'
    const ended = await run(`timeout --preserve-status --signal=INT 1.5 ${command}`)
    expect(ended).toMatchObject({
      code: 1,
      out: '',
      error: expect.stringMatching(/^Stopped waiting: UPID:\S+:qmshutdown:108:\S+ goes on\.$/m),
    })
    const late = await run('pulse api post /nodes/pve-office/qemu/107/status/shutdown --timeout 1')
    expect(late).toMatchObject({
      code: 8,
      error: expect.stringMatching(/the task is not done after 1000 ms; the task goes on/),
    })
  })

  it('say that a task has failed', async () => {
    const fault = simulator.faults.set(
      { path: '/nodes/*/tasks/*/status' },
      { kind: 'data', value: { status: 'stopped', exitstatus: 'no space left', type: 'qmsnapshot' } },
    )
    const ended = await run('pulse api post /nodes/pve-office/qemu/102/snapshot -p snapname=full')
    simulator.faults.clear(fault)
    expect(ended).toMatchObject({ code: 11, out: '' })
    expect(ended.error).toMatch(/the task failed: no space left \(UPID:/)
  })

  it('take a secret from a file, from standard input, but not from the command line', async () => {
    const create = (value: string): string =>
      `echo pass-word-1 > secret; pulse api post /access/users -p userid=u@pve -p password=${value} < secret`
    const refused = await run(create('hunter22'))
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.error).toMatch(/^password is a secret.*password=@FILE/)
    expect(refused.error).not.toContain('hunter22')
    expect(await run(create('@secret'))).toMatchObject({ code: 0 })
    expect(await run('pulse api delete /access/users/u@pve')).toMatchObject({ code: 0 })
    expect(await run(create('@-'))).toMatchObject({ code: 0 })
  })

  it('change a guest, several keys at once', async () => {
    await ok('pulse api put /nodes/pve-office/qemu/103/config -p memory=4096 -p description="two words"')
    expect(await json('pulse api get /nodes/pve-office/qemu/103/config')).toMatchObject({
      memory: '4096',
      description: 'two words',
    })
  })

  it('upload a file', async () => {
    mkdirSync(join(shell.folder, 'isos'), { recursive: true })
    writeFileSync(join(shell.folder, 'isos/tiny.iso'), Buffer.alloc(40_000, 1))
    const ended = await run('pulse api post /nodes/pve-office/storage/local/upload -p content=iso --file isos/tiny.iso')
    expect(ended).toMatchObject({ code: 0, out: expect.stringMatching(/^"UPID:pve-office:.*:imgcopy:/) })
    expect(await ok('pulse api get /nodes/pve-office/storage/local/content -p content=iso')).toContain('iso/tiny.iso')
  })
})

describe('--dry-run', () => {
  it('sends nothing, and prints commands that do the same', async () => {
    writeFileSync(join(shell.folder, 'ca.pem'), '')
    const { inspectCertificate } = await import('@pulse/proxmox')
    const { hostname, port } = new URL(root['PVE_BASE_URL'] ?? '')
    const { chainPem } = await inspectCertificate({ host: hostname, port: Number(port), timeoutMs: 5000 })
    writeFileSync(join(shell.folder, 'ca.pem'), chainPem)
    const before = calls('PUT') + calls('POST')
    const note = `it's $HOME; "quoted" \`x\` %41&=+ü\n2`
    const lines = await ok('pulse api put /nodes/pve-office/qemu/107/config -p "description=$NOTE" --dry-run', {
      NOTE: note,
    })
    expect(calls('PUT') + calls('POST')).toBe(before)
    expect(lines).not.toContain(root['PVE_TOKEN_SECRET'])
    const [curl, pvesh] = [/^printf .* \| curl [^]*?config$/m, /^pvesh [^]*/m].map(
      (pattern) => pattern.exec(lines)?.[0] ?? '',
    )
    // In the pipe, not among the arguments of curl.
    expect(curl?.split(' | curl ')[0]).toContain('"$PVE_TOKEN_SECRET"')
    expect(curl?.split(' | curl ')[1]).not.toContain('SECRET')
    expect(await run(curl ?? '', { PVE_CA_FILE: 'ca.pem' })).toMatchObject({ code: 0, out: '{"data":null}' })
    expect(await json('pulse api get /nodes/pve-office/qemu/107/config')).toMatchObject({ description: note })
    // A stand-in shows how the shell understands the other one.
    const shown = await run(`pvesh() { printf '[%s]' "$@"; }; ${pvesh ?? ''}`)
    expect(shown.out).toBe(`[set][/nodes/pve-office/qemu/107/config][--description][${note}]`)
  })

  it('uploads a file with curl', async () => {
    const { username, password } = simulator.credentials.root
    const more = { PVE_TOKEN_ID: '', PVE_USERNAME: username, PVE_PASSWORD: password, PVE_CA_FILE: 'ca.pem' }
    writeFileSync(join(shell.folder, 'a; "b".iso'), Buffer.alloc(5_000, 1))
    const command = `pulse api post /nodes/pve-office/storage/local/upload -p content=iso -p filename=b.iso --file 'a; "b".iso'`
    const lines = await ok(`${command} --dry-run`, more)
    const answer = await run(lines.slice(0, lines.indexOf('# in a shell')), more)
    expect(answer).toMatchObject({
      code: 0,
      error: '',
      out: expect.stringMatching(/^\{"data":"UPID:pve-office:.*:imgcopy:/),
    })
    await expect
      .poll(() => ok('pulse api get /nodes/pve-office/storage/local/content'), { timeout: 15_000, interval: 500 })
      .toContain('iso/b.iso')
  })

  it.each([
    ['/version', /^\{"data":\{.*"release":"8\.4"/],
    ['/cluster/resources -p type=node', /^\{"data":\[.*"id":"node\/pve-office"/],
  ])('with a password logs in first: %s', async (call, answer) => {
    const { username, password } = simulator.credentials.root
    const more = { PVE_TOKEN_ID: '', PVE_TOKEN_SECRET: '', PVE_USERNAME: username, PVE_CA_FILE: 'ca.pem' }
    const lines = await ok(`pulse api get ${call} --dry-run`, more)
    const script = lines.slice(0, lines.indexOf('# in a shell'))
    expect(script).toContain('jq -r .data.ticket')
    expect((await run(script, { ...more, PVE_PASSWORD: password })).out).toMatch(answer)
  })

  it('speaks the Backup Server’s tongue', async () => {
    const lines = await ok('pulse api get /admin/datastore/main/groups -p ns=prod --dry-run', { ...empty(), ...pbs })
    expect(lines).toContain(`'Authorization: PBSAPIToken=${pbs['PBS_TOKEN_ID']}:'"$PBS_TOKEN_SECRET"`)
    expect(lines).toMatch(/^proxmox-backup-debug api get \/admin\/datastore\/main\/groups --ns prod$/m)
  })

  it('needs no secret', async () => {
    expect(await ok('pulse api get /version --dry-run', { PVE_TOKEN_SECRET: '' })).toContain('pvesh get /version')
  })
})

describe('pulse api ls', () => {
  it('works without any host', async () => {
    const listed = await ok("pulse api ls '/nodes/{node}/qemu/{vmid}/snapshot' -o table", empty())
    expect(listed).toBe(
      [
        '/nodes/{node}/qemu/{vmid}/snapshot   Proxmox VE',
        '',
        'GET     VM.Audit on /vms/{vmid}',
        '',
        'POST    VM.Snapshot on /vms/{vmid}',
        '  snapname     required, text (pve-configid) of at most 40 characters',
        '  description  text',
        '  vmstate      boolean (1 or 0)',
        '',
        'Below it:',
        '  {snapname}/  GET DELETE',
        '',
      ].join('\n'),
    )
    expect(await ok('pulse api ls --product pbs -o table', empty())).toMatch(
      /^\/ {3}Proxmox Backup Server\n[^]*\n {2}admin\/ {3}GET$/m,
    )
  })

  it('tells what a host has in place of a placeholder, and what its version lacks', async () => {
    expect(await ok('pulse api ls /nodes -o table')).toMatch(
      /^\/nodes {3}Proxmox VE 8\.4\.\d+\n[^]*\{node\}\/ {2}GET {2}pve-office$/m,
    )
    const { methods } = (await json('pulse api ls /nodes/pve-office/qemu')) as {
      methods: { verb: string; parameters: { name: string }[] }[]
    }
    const post = methods.find(({ verb }) => verb === 'POST')
    expect(post?.parameters[0]).toEqual({ name: 'vmid', required: true, accepts: 'integer from 100 to 999999999' })
    expect(post?.parameters.find(({ name }) => name === 'allow-ksm')).toMatchObject({ since: '9.1', lacking: true })
  })

  it('makes do with the schema where the host is dead', async () => {
    const ended = await run('pulse api ls /version --host 127.0.0.1:1 -o table', { PVE_BASE_URL: '' })
    expect(ended).toMatchObject({ code: 0, out: expect.stringMatching(/^\/version {3}Proxmox VE\n\nGET/) })
    expect(ended.error).toMatch(/^Not from the host: https:\/\/127\.0\.0\.1:1 cannot be reached: connection refused/)
  })
})
