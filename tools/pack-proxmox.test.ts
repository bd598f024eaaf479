import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, newIdentity, startTlsHost, type TlsHost } from '../packages/proxmox/test/tls-host.ts'
import { packProxmox } from './pack-proxmox.ts'

const root = join(import.meta.dirname, '..')
const upid = 'UPID:pve1:0000A1B2:00C3D4E5:6553F100:qmstart:100:root@pam:'

/** A project of a stranger, who has installed the package. */
let folder: string
let host: TlsHost
let fingerprint: string
let certificate: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stranger-'))
  const identity = await newIdentity()
  host = await startTlsHost(identity, ({ method, url }, response) => {
    const path = url.replace('/api2/json', '').replace(/\?.*/, '')
    const data = answers[`${method} ${decodeURIComponent(path)}`]
    if (data === undefined) response.writeHead(501, `no answer to ${method} ${path}`).end()
    else if (typeof data === 'function') data(response)
    else answer(response, data)
  })
  fingerprint = identity.sha256
  certificate = join(folder, 'host.pem')
  writeFileSync(certificate, identity.cert)
  install(packProxmox(root, folder))
})
afterAll(async () => {
  await host?.close()
  rmSync(folder, { recursive: true })
})

/** As `npm install` would, without a registry. */
function install(tarball: string): void {
  const modules = join(folder, 'node_modules')
  const target = join(modules, '@pulse/proxmox')
  mkdirSync(target, { recursive: true })
  const { status, stderr } = spawnSync('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'], {
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  for (const name of ['undici', '@types/node']) {
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
}

type Respond = (response: ServerResponse) => void

/** What the host says in the README's examples. */
const answers: Record<string, object | string | number | null | Respond> = {
  'GET /cluster/resources': [
    { id: 'qemu/100', type: 'qemu', vmid: '100', name: 'web', status: 'running' },
    { id: 'lxc/101', type: 'lxc', status: 'unknown' },
  ],
  'GET /status/datastore-usage': [{ store: 'main', avail: 5, total: 7, used: 2 }],
  'GET /admin/datastore/main/groups': [
    { 'backup-type': 'vm', 'backup-id': '100', 'last-backup': 1, 'backup-count': 1, files: [] },
  ],
  'GET /nodes/pve1/qemu/100/config': { digest: 'd', net0: 'virtio=BC:24:11:00:00:01,bridge=vmbr0' },
  'PUT /nodes/pve1/qemu/100/config': null,
  'POST /access/ticket': { username: 'ops@pve', ticket: 'PVE:ops@pve:6553F100::x', CSRFPreventionToken: 'C' },
  'GET /version': { version: '9.2.1', release: '9.2', repoid: 'a' },
  'POST /nodes/pve1/qemu/100/status/start': upid,
  [`GET /nodes/pve1/tasks/${upid}/status`]: { status: 'stopped', exitstatus: 'WARNINGS: 1', upid },
  [`GET /nodes/pve1/tasks/${upid}/log`]: [{ n: 1, t: 'starting' }],
  'GET /nodes/pve1/tasks': (response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[],"total":812}'),
  'POST /nodes/pve1/storage/local/upload': upid,
  'PUT /cluster/options': (response) => answer(response, null, 403, 'Permission check failed (/, Sys.Modify)'),
  'GET /nodes/pve1/status': { uptime: 86_400 },
}

/** What each example of the README prints, in their order. */
const printed = [
  ['qemu/100 web running', 'lxc/101 (no name) unknown'],
  ['main 5', '1'],
  ["{ digest: 'd', net0: 'virtio=BC:24:11:00:00:01,bridge=vmbr0' }"],
  ["{ version: '9.2.1', release: '9.2' }"],
  [expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2} CN=localhost 2/)],
  ['starting', 'WARNINGS: 1 1'],
  ['0 of 812'],
  ['100 %'],
  ['0000:01:00.0,pcie=1'],
  ['missing: Sys.Modify'],
  ['9.2.1 9.2'],
  ['86400'],
]

/** Every example as a program of its own: those that assume a client get one. */
function writeExamples(): string[] {
  const readme = readFileSync(join(root, 'packages/proxmox/README.md'), 'utf8')
  const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code)
  const image = join(folder, 'debian-13.iso')
  writeFileSync(image, 'image')
  return blocks.map((block, index) => {
    const code = block
      .replaceAll(/https:\/\/p[vb][es]1?\.example\.org:800[67]/g, host.url)
      .replaceAll("'pve1.example.org'", "'127.0.0.1'")
      .replaceAll('8006', String(host.port))
      .replaceAll('AB:CD:EF:…', fingerprint)
      .replaceAll('/tmp/debian-13.iso', image)
    const client = [
      "import { createPve as assumed } from '@pulse/proxmox'",
      `const pve = assumed({ url: '${host.url}', credentials: { kind: 'token', tokenId: 'a@pve!b', secret: 'secret' }, trust: { kind: 'insecure' } })`,
    ]
    const needsClient = /\bpve\b[.,]/.test(code) && !code.includes('const pve =')
    const name = `example-${index + 1}.ts`
    const text = needsClient ? [...client, code, 'await pve.close()'].join('\n') : code
    writeFileSync(join(folder, name), `${text}\nexport {}\n`)
    return name
  })
}

function compile(): string {
  const compilerOptions = {
    target: 'es2024',
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    types: ['node'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  const tsc = join(root, 'node_modules/@typescript/native/bin/tsc')
  return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout
}

/** Runs programs one after another in one process, and says what each printed. */
function run(names: readonly string[]): Promise<string[][]> {
  const main = names.map((name) => `await import('./${name}'); console.log('--')`).join('\n')
  writeFileSync(join(folder, 'main.mjs'), main)
  const secrets = { PVE_TOKEN_SECRET: 'secret', PBS_TOKEN_SECRET: 'secret', PVE_PASSWORD: 'password' }
  const environment = { ...process.env, ...secrets, NODE_EXTRA_CA_CERTS: certificate, NODE_OPTIONS: '' }
  const child = spawn(process.execPath, ['main.mjs'], { cwd: folder, env: environment })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve) => {
    child.on('close', () => resolve(output.split('--\n').map((part) => part.split('\n').filter(Boolean))))
  })
}

test('the README’s examples compile against the installed package and print what they should', async () => {
  const names = writeExamples()
  expect(names).toHaveLength(printed.length)
  expect(compile()).toBe('')
  expect(await run(names)).toEqual([...printed, []])
  const written = host.arrived.filter(({ method }) => method === 'PUT').map(({ body }) => decodeURIComponent(body))
  expect(written.slice(0, 2)).toEqual([
    'net0=virtio,bridge=vmbr0,firewall=1&delete=net1,net2',
    'net0=virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=0',
  ])
})

test('the other entries work as well, and what the compiler should refuse is refused', async () => {
  writeFileSync(
    join(folder, 'entries.ts'),
    `import { methods } from '@pulse/proxmox/schema'
import { builtInDescription, openApi } from '@pulse/proxmox/documents'
console.log(methods('pve').length, methods('pbs').length)
console.log(openApi(builtInDescription('pbs')).openapi)
`,
  )
  expect(compile()).toBe('')
  expect(await run(['entries.ts'])).toEqual([['675 349', '3.1.0'], []])
  writeFileSync(
    join(folder, 'wrong.ts'),
    `import type { PveClient } from '@pulse/proxmox'
export const wrong = async (pve: PveClient) => pve.get('/nodes/{node}/qemus', { node: 'a' })
`,
  )
  expect(compile()).toContain('wrong.ts(2,')
})
