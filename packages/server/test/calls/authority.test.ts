import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CallKey, type Endpoint, endpoints } from '@pulse/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closedAccess } from '../../src/access-options.ts'
import { ManualClock } from '../../src/platform/platform.ts'
import { Served } from '../served.ts'
import { type Credentials, makePrincipals, type PrincipalName, principalNames } from './principals.ts'
import { RawClient, type RawRequest } from './raw-request.ts'

/**
 * Who may do what. The expectation is a file that people read and review; a call that it does not name, or names without
 * reason, fails here.
 */
const expectedFile = join(import.meta.dirname, 'authority.expected.md')
const socket = 'GET /ws'
const calls = [...Object.keys(endpoints), socket]

/** What a principal meets: `in` is everything behind the door, also an answer that something is wrong with the request. */
type Outcome = 'in' | '401' | '403'

/** Rows of the table in the file: the call, then one outcome for each principal. */
const rows = readFileSync(expectedFile, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  )
const expected = new Map(rows.map(([call = '', ...cells]) => [call, cells]))

let served: Served
let client: RawClient
let credentials: Credentials

beforeAll(async () => {
  const clock = new ManualClock(Date.UTC(2026, 0, 15, 10))
  served = await Served.owned({ clock, access: { ...closedAccess, trustedProxies: ['127.0.0.0/8'] } })
  credentials = await makePrincipals(served, clock)
  client = new RawClient(served.base, { isAtNewAddress: true })
})
afterAll(async () => {
  client.close()
  await served.stop()
})

it('the file names every call once, and every principal', () => {
  expect(rows.map(([call = '']) => call).toSorted()).toEqual(calls.toSorted())
  const header = /^\| call \|(.*)\|$/m.exec(readFileSync(expectedFile, 'utf8'))?.[1] ?? ''
  expect(header.split('|').map((cell) => cell.trim())).toEqual([...principalNames])
})

// The end of the session comes last: whoever has none could not be told from others afterwards.
const inOrder = [...calls.filter((call) => call !== 'POST /api/logout'), 'POST /api/logout']
const principalsInOrder = [...principalNames.filter((name) => name !== 'session'), 'session'] as const

describe.each(inOrder)('%s', (call) => {
  it('lets in those that it should', async () => {
    const met: Partial<Record<PrincipalName, Outcome>> = {}
    for (const name of principalsInOrder) met[name] = await outcomeOf(call, credentials[name])
    expect(principalNames.map((name) => `${name}: ${met[name]}`)).toEqual(
      principalNames.map((name, index) => `${name}: ${expected.get(call)?.[index]}`),
    )
  })
})

async function outcomeOf(call: string, headers: Readonly<Record<string, string>>): Promise<Outcome> {
  const request = call === socket ? upgrade : harmless(call as CallKey)
  const { status, body } = await client.send({ ...request, headers: { ...request.headers, ...headers } })
  expect(status, `${call}: ${body}`).toBeLessThan(500)
  return status === 401 || status === 403 ? (String(status) as Outcome) : 'in'
}

/** Of a browser, on a page of this server. */
const upgrade: RawRequest = {
  method: 'GET',
  path: '/ws',
  headers: {
    host: 'pulse.example',
    origin: 'http://pulse.example',
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  },
}

/** A request of which nothing comes, even where it is let in: no body where one is wanted, and ids of nothing. */
function harmless(key: CallKey): RawRequest {
  const space = key.indexOf(' ')
  const { bodyOptional, access }: Endpoint = endpoints[key]
  // These look for an invitation in the body, so there has to be one.
  const isEmpty = bodyOptional || (access === 'invited' && key.startsWith('POST '))
  return {
    method: key.slice(0, space),
    path: key.slice(space + 1).replace(/:\w+/, 'none'),
    // A scan must not begin.
    ...(key === 'POST /api/discover' ? { body: { subnet: 5 } } : isEmpty ? { body: {} } : {}),
  }
}
