import { createCipheriv } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, type AppOptions, closedAccess, createApp } from '@pulse/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openShell, type Shell } from './shell.ts'

const passphrase = 'correct horse battery'
const token = 'fake-token-of-the-owner-0123456789'

let dataDir = ''
let shell: Shell
let app: App | undefined
let base = ''

beforeEach(() => {
  shell = openShell()
  dataDir = mkdtempSync(join(tmpdir(), 'pulse-config-'))
})
afterEach(async () => {
  await app?.stop()
  app = undefined
  shell.remove()
  rmSync(dataDir, { recursive: true, force: true })
})

/** A server that knows one token with every scope. */
async function start(more: Partial<AppOptions> = {}): Promise<void> {
  const access = { ...closedAccess, credentials: { owner: undefined, apiToken: token } }
  app = await createApp({ port: 0, dataDir, webRoot: '/nowhere', access, ...more })
  const { address, port } = await app.start()
  base = `${more.tls ? 'https' : 'http'}://${address}:${port}`
}

const put = (name: string, text: string | Buffer): string => {
  writeFileSync(join(shell.folder, name), text)
  return name
}
/** Nobody listens there. */
const pulseYaml = (name = 'lab'): string =>
  put(
    'pulse.yaml',
    `connections:\n  - name: ${name}\n    type: pve\n    host: 127.0.0.1:9\n    token: {id: mon@pve!pulse, secret: {env: LAB_SECRET}}\n    verifySSL: true\n`,
  )
const pulse = (words: string, more: Record<string, string> = {}) =>
  shell.run(`pulse config ${words}`, { LAB_SECRET: 'fake-lab-secret', ...more })
const remote = (words: string, more: Record<string, string> = {}) =>
  pulse(`${words} --server ${base}`, { PULSE_TOKEN: token, ...more })
const names = (): string[] => app?.modules.settings.connections().map(({ name }) => name) ?? []

const added = `+ connection lab
    name               lab
    type               pve
    host               https://127.0.0.1:9
    token              mon@pve!pulse
    secret             set
    verifySSL          true
    monitorVMs         true
    monitorContainers  true
    monitorStorage     true
    monitorBackups     true
    owned by           pulse.yaml

1 to add, 0 to change, 0 to remove.
`

describe('pulse config plan and apply', () => {
  it('show and do the same on a server that runs', async () => {
    await start()
    pulseYaml()
    expect(await remote('plan pulse.yaml')).toEqual({ code: 0, out: added, error: '' })
    expect(names()).toEqual([])
    expect(await remote('plan pulse.yaml --check')).toEqual({
      code: 1,
      out: added,
      error: 'The configuration differs.\n',
    })
    expect(await remote('apply pulse.yaml')).toEqual({ code: 0, out: added, error: 'Applied.\n' })
    expect(names()).toEqual(['lab'])
    const nothing = { code: 0, out: 'Nothing to change.\n', error: '' }
    expect(await remote('apply pulse.yaml')).toEqual(nothing)
    expect(await remote('plan pulse.yaml --check')).toEqual(nothing)
  })

  it('work on a data directory while no server uses it', async () => {
    pulseYaml()
    expect(await pulse(`plan pulse.yaml --data-dir ${dataDir}`)).toEqual({
      code: 6,
      out: '',
      error: `There are no settings of Pulse in ${dataDir}: name its data directory with --data-dir.\n`,
    })
    expect(await pulse(`apply pulse.yaml --data-dir ${dataDir}`)).toEqual({ code: 0, out: added, error: 'Applied.\n' })
    await start()
    expect(names()).toEqual(['lab'])
    expect(await pulse(`apply pulse.yaml --data-dir ${dataDir}`)).toEqual({
      code: 1,
      out: '',
      error: `Another Pulse server (process ${process.pid}) uses the data directory ${dataDir}. Stop it, or use another directory.\n`,
    })
  })

  it('name line and field of a mistake, and change nothing', async () => {
    await start()
    put('pulse.yaml', 'connections: []\nsetings: {}\n')
    const mistake = { code: 3, out: '', error: 'pulse.yaml line 2: setings: is not known here.\n' }
    expect(await remote('plan pulse.yaml')).toEqual(mistake)
    expect(await remote('apply pulse.yaml')).toEqual(mistake)
    pulseYaml()
    expect(await remote('apply pulse.yaml', { LAB_SECRET: '' })).toEqual({
      code: 1,
      out: '',
      error: 'pulse.yaml line 5: connections[0].token.secret: the variable LAB_SECRET is not set\n',
    })
    expect(await remote('apply nowhere.yaml')).toEqual({
      code: 1,
      out: '',
      error: 'nowhere.yaml cannot be read (ENOENT).\n',
    })
    expect(names()).toEqual([])
  })
})

describe('pulse config export and import', () => {
  it('carry everything from a server to a data directory and back', async () => {
    await start()
    pulseYaml()
    await remote('apply pulse.yaml')
    const exported = await remote('export -o export.txt', { PULSE_PASSPHRASE: passphrase })
    expect(exported).toEqual({ code: 0, out: '', error: 'Exported to export.txt. Only the passphrase opens it.\n' })
    const file = join(shell.folder, 'export.txt')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toMatch(/^[A-Za-z0-9+/]+={0,2}\n$/)

    const other = join(shell.folder, 'other')
    const environment = { PULSE_PASSPHRASE: passphrase }
    const imported = await pulse(`import -i export.txt --data-dir ${other}`, environment)
    expect(imported).toMatchObject({ code: 0, error: expect.stringMatching(/^Imported\./) as string })
    expect(imported.out).toContain('+ connection lab\n')
    const again = await pulse(`export --data-dir ${other}`, environment)
    expect(again).toMatchObject({ code: 0, error: '' })
    put('again.txt', again.out)
    // It is all there already.
    expect(await remote('import -i again.txt', environment)).toMatchObject({
      code: 0,
      error: expect.stringMatching(/^Warning: pulse\.yaml owns "lab"/) as string,
    })
    expect(await pulse(`import -i again.txt --data-dir ${other}`, environment)).toEqual({
      code: 0,
      out: 'Nothing to change.\n',
      error: '',
    })
  })

  it('take standard input, and only show with --dry-run', async () => {
    await start()
    pulseYaml()
    await remote('apply pulse.yaml')
    const environment = { PULSE_PASSPHRASE: passphrase, PULSE_TOKEN: token }
    await app?.modules.transfer.releaseFile()
    const planned = await shell.run(
      `pulse config export --server ${base} | sed 's/.\\{76\\}/&\\n/g' | pulse config import -i - --dry-run --server ${base}`,
      environment,
    )
    expect(planned).toEqual({
      code: 0,
      out: 'Nothing to change.\n',
      error: 'This was a dry run: nothing was changed.\n',
    })
  })

  it('ask for the passphrase at a terminal, twice for a new one', async () => {
    await start()
    pulseYaml()
    await remote('apply pulse.yaml')
    await app?.stop()
    const exported = await shell.runInTerminal(
      ['pulse', 'config', 'export', '-o', 'export.txt', '--data-dir', dataDir],
      [
        ['at least 12 characters', `${passphrase}\r`],
        ['The same again', `${passphrase}\r`],
      ],
    )
    expect(exported.out).toContain('Exported to export.txt')
    expect(exported.out).not.toContain(passphrase)
    const imported = await shell.runInTerminal(
      ['pulse', 'config', 'import', '-i', 'export.txt', '--dry-run', '--data-dir', dataDir],
      [['Passphrase of the export', `${passphrase}\r`]],
    )
    expect(imported.out).toContain('This was a dry run')
  })

  it.each<[string, string, Record<string, string>, number, string]>([
    ['no passphrase', 'export', {}, 2, 'Nobody can be asked for the passphrase here: set PULSE_PASSPHRASE.'],
    ['a short one', 'export', { PULSE_PASSPHRASE: 'short' }, 3, 'Passphrase must be at least 12 characters long.'],
    ['one in the command line', 'export --passphrase=x', {}, 2, 'There is no --passphrase'],
    [
      'another one',
      'import -i export.txt',
      { PULSE_PASSPHRASE: 'another passphrase' },
      3,
      'Failed to import configuration: failed to decrypt import data: the passphrase is wrong, or the data are damaged.',
    ],
    ['no file', 'import -i nowhere', { PULSE_PASSPHRASE: passphrase }, 3, 'nowhere cannot be read (ENOENT).'],
    ['nothing to import', 'import', {}, 2, 'Name an export with --input, or a directory with --from-original.'],
    [
      'no place to write to',
      'export -o /proc/x',
      { PULSE_PASSPHRASE: passphrase },
      1,
      '/proc/x cannot be written (ENOENT).',
    ],
  ])('say what is wrong: %s', async (_, words, environment, code, error) => {
    // As published: passphrase, salt 32 x 01, nonce 12 x 02, {"version":"4.0"}.
    put(
      'export.txt',
      'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQECAgICAgICAgICAgL2ePMy4qdZIhwIqPke1PFXchymeLlqxgXGiE6nnBr1sao=\n',
    )
    await start()
    expect(await remote(words, environment)).toMatchObject({
      code,
      out: '',
      error: expect.stringContaining(error) as string,
    })
  })
})

describe('pulse config export --yaml', () => {
  const written = `# What is configured in Pulse. Owner, API tokens and notes on guests never stand in this file.
#
# Secrets are not in it: set these variables, or write {file: PATH} in their place.
#   LAB_SECRET  secret of the token of lab

version: 1

connections:
  - name: lab
    type: pve
    host: https://127.0.0.1:9
    token:
      id: mon@pve!pulse
      secret: {env: LAB_SECRET}
    verifySSL: true
`
  const nothing = { code: 0, out: 'Nothing to change.\n', error: '' }

  it('writes a file that changes nothing where it comes from, without a passphrase', async () => {
    await start()
    pulseYaml()
    await remote('apply pulse.yaml')
    expect(await remote('export --yaml')).toEqual({ code: 0, out: written, error: '' })
    expect(await remote('export --yaml -o written.yaml')).toEqual({
      code: 0,
      out: '',
      error: 'Exported to written.yaml. Secrets are not in it: its first lines say which variables to set.\n',
    })
    const file = join(shell.folder, 'written.yaml')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toBe(written)
    // The name of a file is all that it would change.
    put('pulse.yaml', written)
    expect(await remote('plan pulse.yaml --check')).toEqual(nothing)
    expect(await remote('plan pulse.yaml', { LAB_SECRET: 'fake-other' })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^~ connection lab\n +secret +set → changed\n/) as string,
    })
    const reader = (await app?.modules.security.createToken({ name: 'reader', scopes: ['read'] }))?.token ?? ''
    expect(await remote('export --yaml', { PULSE_TOKEN: reader })).toMatchObject({ code: 5, out: '' })
  })

  it('does the same with a data directory, and begins another one', async () => {
    pulseYaml()
    await pulse(`apply pulse.yaml --data-dir ${dataDir}`)
    expect(await pulse(`export --yaml --data-dir ${dataDir}`)).toEqual({ code: 0, out: written, error: '' })
    put('pulse.yaml', written)
    expect(await pulse(`plan pulse.yaml --data-dir ${dataDir} --check`)).toEqual(nothing)
    const other = join(shell.folder, 'other')
    expect(await pulse(`apply pulse.yaml --data-dir ${other}`)).toEqual({ code: 0, out: added, error: 'Applied.\n' })
    expect(await pulse(`export --yaml --data-dir ${other}`)).toEqual({ code: 0, out: written, error: '' })
    expect(await pulse('export --yaml --data-dir nowhere')).toMatchObject({ code: 6, out: '' })
  })
})

describe('pulse config import --from-original', () => {
  const key = Buffer.alloc(32, 3)
  const encrypted = (content: object): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(12, 2))
    return Buffer.concat([
      Buffer.alloc(12, 2),
      cipher.update(JSON.stringify(content)),
      cipher.final(),
      cipher.getAuthTag(),
    ])
  }

  it('takes over what lies there, login and token included', async () => {
    const original = join(shell.folder, 'etc')
    mkdirSync(original)
    put('etc/.encryption.key', key.toString('base64'))
    const instance = { Name: 'lab', Host: 'https://127.0.0.1:9', User: 'root@pam', Password: 'fake', VerifySSL: true }
    put('etc/nodes.enc', encrypted({ pveInstances: [instance], pbsInstances: null }))
    put('etc/.env', `PULSE_AUTH_USER='admin'\nPULSE_AUTH_PASS='engine No. 1'\nAPI_TOKEN='${token}'\n`)
    const planned = await pulse(`import --from-original etc --data-dir ${dataDir} --dry-run`)
    expect(planned).toMatchObject({ code: 0, error: 'This was a dry run: nothing was changed.\n' })
    const done = await pulse(`import --from-original etc --data-dir ${dataDir}`)
    expect(done).toMatchObject({ code: 0, out: planned.out })
    expect(done.out).toMatch(/^\+ owner admin\n\+ API token from the original\n\+ connection lab\n/)
    expect(done.out + done.error).not.toMatch(/fake|engine|\$2/)
    await start({ access: closedAccess })
    const nodes = await fetch(`${base}/api/config/nodes`, { headers: { 'x-api-token': token } })
    expect(await nodes.json()).toMatchObject([{ name: 'lab' }])
    const login = await fetch(`${base}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: 'engine No. 1' }),
    })
    expect(login.status).toBe(200)
  })

  it('says what is missing', async () => {
    expect(await pulse(`import --from-original nowhere --data-dir ${dataDir}`)).toEqual({
      code: 1,
      out: '',
      error: 'There is nothing of a Pulse in nowhere: name the directory that holds nodes.enc.\n',
    })
    expect(await pulse('import --from-original etc --server http://127.0.0.1:1')).toMatchObject({
      code: 2,
      error: expect.stringContaining('--from-original goes into a data directory: name it with --data-dir.') as string,
    })
  })
})

describe('the server that is asked', () => {
  it.each<[string, string, Record<string, string>, number, string]>([
    [
      'nobody',
      'plan pulse.yaml --server http://127.0.0.1:1',
      {},
      8,
      'No Pulse answers at http://127.0.0.1:1 (ECONNREFUSED).',
    ],
    [
      'no address',
      'plan pulse.yaml --server pulse',
      {},
      2,
      '--server must be an address such as https://pulse.example.org:7655.',
    ],
    ['an address with a password', 'plan pulse.yaml --server http://a:b@x', {}, 2, '--server must be an address'],
    [
      'both',
      'plan pulse.yaml --server http://x --data-dir y',
      {},
      2,
      '--data-dir is in place of --server and what goes with it.',
    ],
    [
      'a fingerprint for http',
      'plan pulse.yaml --fingerprint AA --server http://x',
      {},
      2,
      '--fingerprint is for a --server with https.',
    ],
    [
      'half a fingerprint',
      'plan pulse.yaml --fingerprint AA --server https://x',
      {},
      3,
      '--fingerprint: a SHA-256 fingerprint has 64 hexadecimal digits, such as AB:CD:….',
    ],
    ['no token file', 'plan pulse.yaml --token-file nowhere', {}, 3, '--token-file: nowhere cannot be read (ENOENT).'],
    [
      'a token file that is none',
      'plan pulse.yaml --token-file pulse.yaml',
      {},
      3,
      '--token-file: pulse.yaml holds no token.',
    ],
  ])('may be wrong: %s', async (_, words, environment, code, error) => {
    pulseYaml()
    expect(await pulse(words, environment)).toMatchObject({
      code,
      out: '',
      error: expect.stringContaining(error) as string,
    })
  })

  it('wants a token with every scope, from variable or file', async () => {
    await start()
    pulseYaml()
    const plan = `plan pulse.yaml --server ${base}`
    expect(await pulse(plan)).toEqual({
      code: 4,
      out: '',
      error: 'Authentication required. Set PULSE_TOKEN to an API token with every scope, or name a --token-file.\n',
    })
    expect(await pulse(plan, { PULSE_TOKEN: 'wrong' })).toMatchObject({ code: 4, error: 'Invalid API token.\n' })
    put('token', `${token}\n`)
    expect((await pulse(`${plan} --token-file token`, { PULSE_TOKEN: 'wrong' })).code).toBe(0)
    expect((await pulse(plan, { API_TOKEN: token })).code).toBe(0)
    const reader = (await app?.modules.security.createToken({ name: 'reader', scopes: ['read'] }))?.token ?? ''
    expect(await pulse(plan, { PULSE_TOKEN: reader })).toMatchObject({
      code: 5,
      error: expect.stringMatching(/lacks the scope/) as string,
    })
  })

  it('shows a certificate before it gets the token', async () => {
    await start({ tls: { kind: 'own' } })
    pulseYaml()
    const fingerprint = app?.certificate?.fingerprint ?? ''
    expect((await remote(`plan pulse.yaml --fingerprint ${fingerprint.toLowerCase()}`)).code).toBe(0)
    expect(await remote(`plan pulse.yaml --fingerprint ${'00'.repeat(32)}`)).toEqual({
      code: 9,
      out: '',
      error: `The certificate of the server is not the expected one, and nothing was sent: it shows ${fingerprint}.\n`,
    })
    expect(await remote('plan pulse.yaml')).toMatchObject({ code: 8, error: expect.stringContaining('CERT') as string })
  })

  it('that sends elsewhere gets nothing more', async () => {
    const seen: string[] = []
    const answer = (server: Server): void => {
      server.on('request', (request, response) => {
        seen.push(`${request.headers.host} ${String(request.headers['x-api-token'])}`)
        response.writeHead(307, { location: `http://127.0.0.1:${portOf(second)}${request.url}` }).end()
      })
    }
    const portOf = (server: Server): number => (server.address() as { port: number }).port
    const [first, second] = [createServer(), createServer()]
    for (const server of [first, second]) {
      answer(server)
      await once(server.listen(0, '127.0.0.1'), 'listening')
    }
    pulseYaml()
    base = `http://127.0.0.1:${portOf(first)}`
    expect(await remote('plan pulse.yaml')).toMatchObject({ code: 1, error: 'Unexpected answer (307).\n' })
    expect(seen).toEqual([`127.0.0.1:${portOf(first)} ${token}`])
    for (const server of [first, second]) server.close()
  })
})
