import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AuditEvent } from '@pulse/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { verifyAuditTrail } from '../../src/server.ts'
import { ownerName, ownerPassword, Served } from '../served.ts'
import { ownedAccess } from './owned-access.ts'

let served: Served
afterEach(() => served.stop())

const events = async (query: { event?: string; limit?: number } = {}): Promise<readonly AuditEvent[]> =>
  (await served.app.modules.security.events({ limit: 1000, ...query })).events

const said = (list: readonly AuditEvent[]): unknown[] =>
  list.map(({ event, success, user, details }) => [event, success, user, details]).toReversed()

/** Names that a body may claim; none of them is believed. */
const claims = { user: 'eve@pam', actor: 'eve', username: 'eve', createdBy: 'eve', by: 'eve' }

describe('each change of the configuration', () => {
  it('is in the trail with the name of the credential', async () => {
    served = await Served.start({ access: ownedAccess })
    const owner = await served.login()
    const { token } = await served.app.modules.security.createToken({ name: 'deploy', scopes: ['write', 'register'] })
    const basic = `Basic ${Buffer.from(`${ownerName}:${ownerPassword}`).toString('base64')}`
    const send = async (method: string, path: string, headers: Readonly<Record<string, string>>, body?: object) => {
      const answer = await served.send(method, path, { headers, ...(body ? { body: { ...claims, ...body } } : {}) })
      expect([path, answer.status < 300]).toEqual([path, true])
      return (await answer.json()) as { id?: string }
    }
    const host = { type: 'pve', name: 'lab', host: '127.0.0.2:1', password: 'x', verifySSL: false }
    const { id = '' } = await send('POST', '/api/config/nodes', owner.headers, host)
    await send(
      'PUT',
      `/api/config/nodes/${id}`,
      { 'x-api-token': token },
      { verifySSL: true, password: 'y', name: 'den' },
    )
    await send('PUT', '/api/config/system', { authorization: basic }, { pollingInterval: 30 })
    await send('POST', '/api/settings/update', owner.headers, { settings: { monitoring: { pollingInterval: 20_000 } } })
    await send('DELETE', `/api/config/nodes/${id}`, { 'x-api-token': token })
    await send('POST', '/api/config/file/apply', owner.headers, {
      text: 'version: 1\nsettings:\n  pollingInterval: 15\n',
    })
    await send('DELETE', '/api/config/file', owner.headers)
    expect(said(await events()).filter((line) => !/login|token/.test(String((line as unknown[])[0])))).toEqual([
      ['connection_added', true, 'ada', '"lab": https://127.0.0.2:1'],
      ['connection_changed', true, 'token deploy', '"lab": name, password, verifySSL'],
      ['settings_changed', true, 'ada', 'pollingInterval: 30'],
      ['settings_changed', true, 'ada', 'pollingInterval: 20'],
      ['connection_deleted', true, 'token deploy', '"den": https://127.0.0.2:1'],
      ['config_file_applied', true, 'ada', 'pulse.yaml: 1 changes'],
      ['config_file_released', true, 'ada', 'pulse.yaml owns nothing any more'],
    ])
  })

  it('is in the trail where nobody logs in, too', async () => {
    served = await Served.open()
    await served.send('PUT', '/api/config/system', { body: { ...claims, pollingInterval: 30 } })
    expect(said(await events())).toEqual([['settings_changed', true, 'anybody', 'pollingInterval: 30']])
  })

  it('that is refused or not saved is not', async () => {
    served = await Served.start({ access: ownedAccess })
    const owner = await served.login()
    for (const [body, status] of [
      [{ pollingInterval: 1 }, 400],
      [{ pollingInterval: 10 }, 200],
    ] as const)
      expect((await served.send('PUT', '/api/config/system', { headers: owner.headers, body })).status).toBe(status)
    expect(await events({ event: 'settings_changed' })).toEqual([])
  })
})

describe('a line that was changed from outside', () => {
  const intact = async (cookie: string): Promise<unknown> =>
    ((await (await served.send('GET', '/api/security/audit', { headers: { cookie } })).json()) as { intact: unknown })
      .intact

  it.each<[string, (lines: string[]) => string[]]>([
    ['a word of it', ([first = '', ...rest]) => [first.replace('"success":false', '"success":true'), ...rest]],
    ['taken out', ([first = '', , ...rest]) => [first, ...rest]],
    ['swapped with another', ([first = '', second = '', ...rest]) => [second, first, ...rest]],
    ['put in', ([first = '', ...rest]) => [first, first, ...rest]],
  ])('is told of, while the server runs and afterwards: %s', async (_, change) => {
    served = await Served.start({ access: ownedAccess })
    for (let i = 0; i < 3; i++) await served.login('wrong').catch(() => {})
    const { cookie } = await served.login()
    expect(await intact(cookie)).toBe(true)
    const path = join(served.dataDir, 'audit.jsonl')
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1)
    expect(lines).toHaveLength(4)
    writeFileSync(path, `${change(lines).join('\n')}\n`)
    expect(await intact(cookie)).toBe(false)
    await served.restart()
    expect(await intact(cookie)).toBe(false)
    expect(await verifyAuditTrail(served.dataDir)).toMatchObject({ intact: false })
  })
})

describe('a flood of refused requests', () => {
  it('from many addresses leaves the rest of the trail where it is', async () => {
    served = await Served.start({ access: { ...ownedAccess, trustedProxies: ['127.0.0.1'] } })
    await served.login()
    const path = `/api/config/nodes/${'x'.repeat(150)}`
    for (let round = 0; round < 20; round++)
      await Promise.all(
        Array.from({ length: 50 }, (_, at) =>
          served.send('DELETE', path, { headers: { 'x-forwarded-for': `100.64.${round}.${at}` } }),
        ),
      )
    const list = await events()
    expect(list.filter(({ event }) => event === 'access_refused')).toHaveLength(300)
    expect(list.at(-1)).toMatchObject({ event: 'login', success: true })
    await served.login()
    expect((await events({ limit: 1 }))[0]?.details).toBe('User logged in (700 more failures were not noted)')
    expect(readFileSync(join(served.dataDir, 'audit.jsonl')).length).toBeLessThan(250_000)
  })
})
