import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { closedAccess } from '../../src/access-options.ts'
import { ownerName, ownerPassword, Served } from '../served.ts'
import { ownedAccess } from './owned-access.ts'

let served: Served
afterEach(() => served.stop())

const attempt = (password: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  served.send('POST', '/api/login', { headers, body: { username: ownerName, password } })

const basic = (password: string): Promise<number> => {
  const authorization = `Basic ${Buffer.from(`${ownerName}:${password}`).toString('base64')}`
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  // `fetch` has a limit of its own on headers.
  const { hostname, port } = new URL(served.base)
  const asking = request(
    { hostname, port, path: '/api/config', headers: { authorization }, agent: false },
    (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    },
  )
  asking.on('error', reject).end()
  return promise
}

describe('a password that cannot be one', () => {
  it.each([
    ['of a megabyte', 'x'.repeat(1_000_000), 400],
    ['of more than a body may have', 'x'.repeat(1_100_000), 413],
    ['of 1025 characters', 'x'.repeat(1025), 400],
    ['that is no text', { $ne: '' }, 400],
    ['that is a list', [ownerPassword], 400],
    ['that is missing', undefined, 400],
  ])('is refused before it is compared: %s', async (_, password, status) => {
    served = await Served.start({ access: ownedAccess })
    for (let i = 0; i < 7; i++) expect((await attempt(password)).status).toBe(status)
    // Nothing was counted as a guess.
    expect((await attempt(ownerPassword)).status).toBe(200)
  })

  it.each([
    ['with a NUL behind the right one', `${ownerPassword}\0`],
    ['with a NUL and more behind the right one', `${ownerPassword}\0tail`],
    ['that is empty', ''],
    ['with blanks around the right one', ` ${ownerPassword} `],
    ['in another case', ownerPassword.toUpperCase()],
    ['of 1000 characters', 'x'.repeat(1000)],
  ])('is wrong: %s', async (_, password) => {
    served = await Served.start({ access: ownedAccess })
    const answer = await attempt(password)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([401, 'login.wrong'])
    expect(await basic(password)).toBe(401)
  })

  it('is refused in a header, too, however long', async () => {
    served = await Served.start({ access: ownedAccess })
    expect([await basic('x'.repeat(9000)), await basic('x'.repeat(20_000))]).toEqual([401, 431])
  })
})

describe('a password of as many bytes as count', () => {
  /** Different letters, from this one on. */
  const letters = (first: number, count: number): string =>
    Array.from({ length: count }, (_, at) => String.fromCodePoint(first + ((at * 7) % 25))).join('')

  it.each([
    ['letters of one byte', 0x61, 72],
    ['letters of two bytes', 0xe0, 36],
    ['letters of three bytes', 0x4e00, 24],
    ['letters of four bytes', 0x1f400, 18],
  ])('opens with each of them, and with no other: %s', async (_, first, count) => {
    const password = letters(first, count)
    expect(Buffer.byteLength(password)).toBe(72)
    served = await Served.start()
    expect((await served.setUp({ password })).status).toBe(200)
    const shorter = letters(first, count - 1)
    for (const other of [shorter, `${shorter}a`, `${password}a`, `${password}\0`, letters(first, count + 1)])
      expect([other, (await attempt(other)).status]).toEqual([other, 401])
    served.app.modules.security.resetLockout(ownerName)
    expect((await attempt(password)).status).toBe(200)
  })

  it.each([
    ['73 letters', 'a'.repeat(73)],
    ['71 letters and one of two bytes', `${'a'.repeat(71)}é`],
    ['a NUL inside', 'engine\0 No. 1'],
  ])('is refused with more: %s', async (_, password) => {
    served = await Served.start()
    const answer = await served.setUp({ password })
    expect([answer.status, ((await answer.json()) as { field: string }).field]).toEqual([400, 'password'])
  })
})

it('20 logins at once hold up nobody', async () => {
  served = await Served.owned({ access: { ...closedAccess, trustedProxies: ['127.0.0.1'] } })
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const began = performance.now()
    await work()
    return performance.now() - began
  }
  const oneHashMs = await timed(() => attempt('wrong'))
  const logins = Promise.all(
    Array.from({ length: 20 }, (_, at) => attempt('wrong', { 'x-forwarded-for': `198.51.100.${at + 1}` })),
  )
  const state = { isOver: false }
  void logins.finally(() => (state.isOver = true))
  const waits: number[] = []
  while (!state.isOver) waits.push(await timed(() => served.send('GET', '/api/health')))
  expect(new Set((await logins).map(({ status }) => status))).toEqual(new Set([401]))
  // A hash in the event loop would make each of these wait for one.
  expect(waits.length).toBeGreaterThan(20)
  expect(waits.toSorted((a, b) => a - b)[Math.floor(waits.length / 2)]).toBeLessThan(oneHashMs / 3)
})
