import { type Endpoint, endpoints, type LimitName } from '@pulse/contract'
import { generalLimitWords, limitWords } from '@pulse/contract/documents'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closedAccess } from '../../src/access-options.ts'
import { ManualClock } from '../../src/platform/platform.ts'
import { Served } from '../served.ts'
import { jsonOf, type RawAnswer, RawClient } from './raw-request.ts'

/** No call of e-mail yet. */
const tried = (Object.keys(limitWords) as LimitName[]).filter((name) => name !== 'test-mail')

const clock = new ManualClock(Date.UTC(2026, 0, 15, 10))
let served: Served
let client: RawClient

beforeAll(async () => {
  served = await Served.owned({ clock, access: { ...closedAccess, trustedProxies: ['127.0.0.0/8'] } })
  client = new RawClient(served.base)
})
afterAll(async () => {
  client.close()
  await served.stop()
})

/** `10 a minute`, `10 an hour`. */
function read(words: string): { turns: number; perMs: number } {
  const [, turns = '', unit = ''] = /^(\d+) an? (minute|hour)$/.exec(words) ?? []
  return { turns: Number(turns), perMs: unit === 'hour' ? 3_600_000 : 60_000 }
}

const callsWith = (limit: LimitName): string[] =>
  Object.entries<Endpoint>(endpoints).flatMap(([key, endpoint]) => (endpoint.limit === limit ? [key] : []))

function ask(key: string, address: string): Promise<RawAnswer> {
  const [method = '', path = ''] = key.split(' ')
  // Without a login: a limit counts everybody, before anything else is looked at.
  return client.send({ method, path: path.replace(/:\w+/, 'x'), headers: { 'x-forwarded-for': address } })
}

describe.each(tried)('the limit %s', (limit) => {
  const { turns, perMs } = read(limitWords[limit])
  const calls = callsWith(limit)

  it(`is ${limitWords[limit]} over all of its calls, and says when to come back`, async () => {
    expect(calls.length).toBeGreaterThan(0)
    const address = `203.0.113.${tried.indexOf(limit) + 1}`
    for (let turn = 0; turn < turns; turn++)
      expect((await ask(calls[turn % calls.length] ?? '', address)).status).not.toBe(429)
    for (const call of calls) {
      const answer = await ask(call, address)
      expect([call, answer.status]).toEqual([call, 429])
      const seconds = perMs / 1000
      expect(answer.headers['retry-after']).toBe(String(seconds))
      expect(jsonOf(answer)).toMatchObject({ code: 'request.throttled', retryAfter: seconds })
    }
    // Others are not concerned, nor is anything else.
    expect((await ask(calls[0] ?? '', '198.51.100.1')).status).not.toBe(429)
    expect((await ask('GET /api/health', address)).status).toBe(200)
    await clock.advance(perMs)
    expect((await ask(calls[0] ?? '', address)).status).not.toBe(429)
  })
})

it(`all calls together: ${generalLimitWords}`, async () => {
  const { turns, perMs } = read(generalLimitWords)
  const address = '203.0.113.200'
  const statuses = await Promise.all(
    Array.from({ length: turns }, async () => (await ask('GET /api/health', address)).status),
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
  const answer = await ask('GET /api/health', address)
  expect([answer.status, answer.headers['retry-after']]).toEqual([429, '60'])
  await clock.advance(perMs)
  expect((await ask('GET /api/health', address)).status).toBe(200)
})
