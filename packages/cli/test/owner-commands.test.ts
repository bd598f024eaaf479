import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '@pulse/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openShell, type Shell } from './shell.ts'

const username = 'ada'
const oldPassword = 'engine No. 1'
const newPassword = "difference $engine 'No. 2'"

let dataDir = ''
let shell: Shell
let app: App | undefined
let base = ''

beforeEach(() => {
  shell = openShell()
  dataDir = mkdtempSync(join(tmpdir(), 'pulse-owner-'))
})
afterEach(async () => {
  await stop()
  shell.remove()
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(): Promise<void> {
  app = await createApp({ port: 0, dataDir, webRoot: '/nowhere' })
  const { address, port } = await app.start()
  base = `http://${address}:${port}`
}

async function stop(): Promise<void> {
  await app?.stop()
  app = undefined
}

const post = (path: string, body: object): Promise<Response> =>
  fetch(base + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const login = async (password: string): Promise<number> => (await post('/api/login', { username, password })).status

/** The cookie of the owner of a new server, which is stopped. */
async function owned(): Promise<string> {
  await start()
  const setupCode = app?.modules.security.setupCode()
  const answer = await post('/api/security/quick-setup', { setupCode, username, password: oldPassword })
  expect(answer.status).toBe(200)
  const cookie = answer.headers.getSetCookie().map((each) => each.split(';')[0] ?? '')
  await stop()
  return cookie.join('; ')
}

const reset = (more = '', input = `printf '%s\\n' "$PASSWORD"`, directory = dataDir) =>
  shell.run(`${input} | pulse user reset-password --password-stdin --data-dir '${directory}' ${more}`, {
    PASSWORD: newPassword,
  })

describe('pulse user reset-password', () => {
  it('gives the owner another password, and ends all sessions', async () => {
    const cookie = await owned()
    expect(await reset()).toEqual({
      code: 0,
      out: 'The password of ada was changed. All sessions have ended.\n',
      error: '',
    })
    await start()
    expect([await login(oldPassword), await login(newPassword)]).toEqual([401, 200])
    expect((await fetch(`${base}/api/state`, { headers: { cookie } })).status).toBe(401)
    await stop()
    const trail = readFileSync(join(dataDir, 'audit.jsonl'), 'utf8')
    expect(trail).toContain('"event":"password_reset","success":true')
    expect(
      readdirSync(dataDir)
        .map((name) => readFileSync(join(dataDir, name), 'utf8'))
        .join(),
    ).not.toContain(newPassword)
    expect((await shell.run(`pulse audit verify --data-dir '${dataDir}'`)).code).toBe(0)
  })

  it('asks for it twice in a terminal, where it does not show', async () => {
    await owned()
    const words = ['pulse', 'user', 'reset-password', '--data-dir', dataDir]
    const ended = await shell.runInTerminal(words, [
      ['New password', `${newPassword}\r`],
      ['The same again', `${newPassword}\r`],
    ])
    expect(ended.code).toBe(0)
    expect(ended.out).toContain('The password of ada was changed.')
    expect(ended.out).not.toContain('difference')
    await start()
    expect(await login(newPassword)).toBe(200)
    await stop()
    const differing = await shell.runInTerminal(words, [
      ['New password', 'difference engine\r'],
      ['The same again', 'difference engin\r'],
    ])
    expect([differing.code, differing.out]).toEqual([3, expect.stringContaining('two different passwords')])
  })

  it('is refused while a server runs', async () => {
    await owned()
    await start()
    const { code, error } = await reset()
    expect([code, error]).toEqual([
      1,
      expect.stringMatching(/^Another Pulse server \(process \d+\) uses the data directory/),
    ])
    expect(await login(oldPassword)).toBe(200)
  })

  it.each([
    ['short', 'Password must be at least 8 characters.\n'],
    ['proxmox123', 'Password is too easy to guess: choose another one.\n'],
  ])('refuses %s', async (password, words) => {
    await owned()
    expect(await reset('', `printf '${password}'`)).toEqual({ code: 3, out: '', error: words })
    await start()
    expect(await login(oldPassword)).toBe(200)
  })

  it('says so where there is no owner, and where there are no settings', async () => {
    const nowhere = join(dataDir, 'mistyped')
    const missing = await reset('', undefined, nowhere)
    expect([missing.code, missing.error]).toEqual([
      6,
      `There are no settings of Pulse in ${nowhere}: name its data directory with --data-dir.\n`,
    ])
    expect(existsSync(nowhere)).toBe(false)
    await start()
    await app?.modules.settings.update(() => ({ change: {}, result: undefined }))
    await stop()
    const ownerless = await reset()
    expect([ownerless.code, ownerless.error]).toEqual([
      6,
      'This server has no owner yet: start it and finish its setup.\n',
    ])
  })

  it.runIf(process.getuid?.() === 0)('does not leave files of root to the server of another user', async () => {
    await owned()
    chownSync(dataDir, 1234, 1234)
    const { code, error } = await reset()
    expect([code, error]).toEqual([
      1,
      expect.stringContaining('belongs to another user (number 1234). Run this command as'),
    ])
    chownSync(dataDir, 0, 0)
  })

  it('asks nobody where nobody is', async () => {
    await owned()
    const { code, error } = await shell.run(`pulse user reset-password --data-dir '${dataDir}' </dev/null`)
    expect([code, error]).toEqual([2, expect.stringContaining('give it with --password-stdin')])
  })
})

describe('pulse audit verify', () => {
  const verify = () => shell.run(`pulse audit verify --data-dir '${dataDir}'`)

  it('follows the chain, and names the line that somebody changed', async () => {
    await owned()
    await start()
    await login('wrong')
    // While the server runs, too.
    expect(await verify()).toEqual({ code: 0, out: 'The audit trail is whole: 2 events.\n', error: '' })
    await stop()
    const path = join(dataDir, 'audit.jsonl')
    writeFileSync(path, readFileSync(path, 'utf8').replace('Invalid credentials', 'Nothing happened'))
    const changed = await verify()
    expect([changed.code, changed.error]).toEqual([
      3,
      `The audit trail was changed: line 2 of ${path} does not follow from the lines before it.\n`,
    ])
  })

  it('says so where there is none', async () => {
    expect(await verify()).toEqual({ code: 6, out: '', error: `There is no audit trail in ${dataDir}.\n` })
  })
})
