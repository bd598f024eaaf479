import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../src/app.ts'
import type { Log } from '../../src/platform/platform.ts'
import { verifyAuditTrail } from '../../src/server.ts'
import { type LoggedIn, loggedIn, ownerName, ownerPassword } from '../served.ts'
import { ownedAccess } from './owned-access.ts'

/** A disk of one megabyte; undefined where this user may not mount one. */
const disk = mounted()

function mounted(): string | undefined {
  const path = mkdtempSync(join(tmpdir(), 'pulse-full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=700', 'none', path], { stdio: 'ignore' })
    return path
  } catch {
    rmdirSync(path)
    return undefined
  }
}

afterAll(() => {
  if (disk === undefined) return
  execFileSync('umount', ['-l', disk])
  rmdirSync(disk)
})

describe.skipIf(disk === undefined)('a data directory without space (needs the right to mount)', () => {
  const dataDir = join(disk ?? '', 'data')
  const filler = join(disk ?? '', 'filler')
  let app: App
  let base = ''
  let owner: LoggedIn
  let logged: string[] = []
  const event = { event: 'test', success: true, user: '', ip: '', path: '' }
  const note = (_: object, message: string): void => void logged.push(message)
  const log: Log = { debug: () => {}, info: () => {}, warn: note, error: note, child: () => log }

  const start = async (): Promise<void> => {
    app = await createApp({ port: 0, dataDir, webRoot: '/nowhere', log, access: ownedAccess })
    const { address, port } = await app.start()
    base = `http://${address}:${port}`
  }
  const send = (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: object) =>
    fetch(base + path, {
      method,
      headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  const login = (password = ownerPassword) => send('POST', '/api/login', {}, { username: ownerName, password })
  const fill = (): void => {
    for (let size = 64 * 1024; size >= 1; size /= 2)
      for (let isFull = false; !isFull; )
        try {
          appendFileSync(filler, 'x'.repeat(size))
        } catch {
          isFull = true
        }
  }

  beforeEach(async () => {
    logged = []
    await start()
    owner = loggedIn(await login())
    const answer = await send('PUT', '/api/config/system', owner.headers, { pollingInterval: 20 })
    expect(answer.status).toBe(200)
    await app.modules.security.events({})
  })
  afterEach(async () => {
    await app.stop()
    rmSync(filler, { force: true })
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('lets the owner in, saves no change, and applies none', async () => {
    const before = { document: app.modules.settings.document(), saved: readFileSync(join(dataDir, 'settings.json')) }
    const files = readdirSync(dataDir).toSorted()
    fill()
    const again = await login()
    expect(again.status).toBe(200)
    const { headers } = loggedIn(again)
    for (const [method, path, body] of [
      ['PUT', '/api/config/system', { pollingInterval: 30 }],
      [
        'POST',
        '/api/config/nodes',
        { type: 'pve', host: '127.0.0.2:1', user: 'root@pam', password: 'x', verifySSL: false },
      ],
      ['POST', '/api/system/api-token/generate', undefined],
      ['POST', '/api/security/tokens', { name: 'wall', scopes: ['read'] }],
      ['POST', '/api/tokens/generate', {}],
      ['PUT', '/api/guests/metadata/x', { description: 'web' }],
      ['POST', '/api/config/file/apply', { text: 'version: 1\nsettings:\n  pollingInterval: 30\n' }],
    ] as const) {
      const answer = await send(method, path, headers, body)
      expect([path, answer.status, await answer.json()]).toEqual([
        path,
        507,
        expect.objectContaining({
          code: 'settings.disk-full',
          error: 'No space left in the data directory: nothing was changed',
        }) as unknown,
      ])
    }
    expect(app.modules.settings.document()).toBe(before.document)
    expect(readFileSync(join(dataDir, 'settings.json'))).toEqual(before.saved)
    // Nothing half-written takes up what space is left.
    expect(readdirSync(dataDir).toSorted()).toEqual(files)
    expect(await (await send('GET', '/api/config/system', headers)).json()).toMatchObject({ pollingInterval: 20 })
    expect(new Set(logged)).toContain('sessions could not be saved; a restart may end or bring back some')
    // A logout ends the session, saved or not.
    expect((await send('POST', '/api/logout', headers)).status).toBe(200)
    expect((await send('GET', '/api/config', headers)).status).toBe(401)
  })

  it('goes on with the audit trail where it stopped, once there is space again', async () => {
    fill()
    for (let i = 0; i < 3; i++) await login('wrong')
    // Whatever still fits at the end of a page of the disk.
    for (let i = 0; i < 40 && !logged.includes('the audit trail cannot be written; it is tried again'); i++) {
      app.modules.security.audit({ ...event, details: 'x'.repeat(200) })
      await app.modules.security.events({})
    }
    expect(logged).toContain('the audit trail cannot be written; it is tried again')
    expect(await verifyAuditTrail(dataDir)).toMatchObject({ intact: true })
    rmSync(filler)
    const { events, intact } = await app.modules.security.events({ limit: 1000 })
    expect(intact).toBe(true)
    expect(events.filter(({ event, success }) => event === 'login' && !success)).toHaveLength(3)
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, at) => events.length - at))
    // And so do settings and sessions.
    expect((await send('PUT', '/api/config/system', owner.headers, { pollingInterval: 40 })).status).toBe(200)
    const { cookie } = loggedIn(await login())
    await app.stop()
    await start()
    expect((await send('GET', '/api/config', { cookie })).status).toBe(200)
    expect(app.modules.settings.document().system).toEqual({ pollingInterval: 40 })
  })

  it('starts a server, which keeps others away', async () => {
    await app.stop()
    fill()
    await start()
    expect((await login()).status).toBe(200)
    expect(await (await send('GET', '/api/config/system', owner.headers)).json()).toMatchObject({ pollingInterval: 20 })
    await expect(createApp({ port: 0, dataDir, access: ownedAccess })).rejects.toThrow(/Another Pulse server/)
    // It holds the lock: only the note on its process is missing.
    expect(logged).toContain('the data directory takes no files; settings cannot be changed now')
    expect(logged).not.toContain('the data directory cannot be written; settings cannot be changed')
    rmSync(filler)
    expect((await send('PUT', '/api/config/system', owner.headers, { pollingInterval: 40 })).status).toBe(200)
  })
})
