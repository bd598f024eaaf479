import { postmanEnvironment, type Environment, type EnvironmentValues, type LoginKind } from '@pulse/proxmox/documents'
import type { Product } from '@pulse/proxmox/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator.ts'
import { endpointOf } from '../ask.ts'
import { manualClock } from '../manual-clock.ts'
import { fastClock } from './fast-clock.ts'
import { collections, only, type Outcome, runCollection, without } from './run-collection.ts'

const minuteMs = 60_000

/** The request for the version, and others by verb and path. */
const requests = (product: Product, ...keys: readonly string[]): ReturnType<typeof only> =>
  only(without(collections[product], ['Start here', 'Workflows']), (method, path) =>
    ['GET /version', ...keys].includes(`${method} ${path}`),
  )

const valueOf = ({ environment }: Outcome, name: string): string =>
  environment.values.find(({ key }) => key === name)?.value ?? ''

/** A ticket with the form of a real one, but of no server. */
function strangeTicket(product: Product, madeAt: number): string {
  const seconds = Math.floor(madeAt / 1000)
  return `${product.toUpperCase()}:root@pam:${seconds.toString(16).toUpperCase().padStart(8, '0')}::c2lnbmF0dXJl`
}

describe('signing in', () => {
  let simulator: Simulator

  beforeAll(async () => {
    // The delay of three seconds after a failed login takes a tenth of one.
    simulator = await startSimulator({ scenario: 'small', clock: fastClock(30) })
  })
  afterAll(() => simulator.close())

  function environmentWith(product: Product, kind: LoginKind, values: EnvironmentValues = {}): Environment {
    const { root } = simulator.credentials
    return postmanEnvironment(product, kind, {
      BASE_URL: endpointOf(simulator.endpoints, product === 'pve' ? 'attic/pve1' : 'pbs-main').url,
      TOKEN_ID: root.tokenId,
      TOKEN_SECRET: root.secret,
      USERNAME: root.username,
      PASSWORD: root.password,
      ...values,
    })
  }

  test.each([
    ['pve', 'PVEAPIToken', '=', 'PVEAuthCookie'],
    ['pbs', 'PBSAPIToken', ':', 'PBSAuthCookie'],
  ] as const)(
    '%s: headers of token and ticket, the CSRF token on writes only',
    async (product, scheme, separator, cookie) => {
      const { root } = simulator.credentials
      const write = product === 'pve' ? 'PUT /cluster/options' : 'POST /config/traffic-control'
      const some = requests(product, 'GET /access/domains', write)
      const find = ({ sent }: Outcome, method: string, path: string): Readonly<Record<string, string>> =>
        sent.find((one) => one.method === method && one.path === `/api2/json${path}`)?.headers ?? {}
      const [method = '', path = ''] = write.split(' ')

      const byToken = await runCollection(some, environmentWith(product, 'token'))
      expect(byToken.sent.filter(({ status }) => status !== 200)).toEqual([])
      for (const headers of [find(byToken, 'GET', '/version'), find(byToken, method, path)]) {
        expect(headers['Authorization']).toBe(`${scheme}=${root.tokenId}${separator}${root.secret}`)
        expect(Object.keys(headers)).not.toContain('Cookie')
        expect(Object.keys(headers)).not.toContain('CSRFPreventionToken')
      }

      const byTicket = await runCollection(some, environmentWith(product, 'password'))
      expect(byTicket.logins).toBe(1)
      const read = find(byTicket, 'GET', '/version')
      expect(read['Cookie']).toBe(
        `${cookie}=${encodeURIComponent(valueOf(byTicket, `${product.toUpperCase()}_TICKET`))}`,
      )
      expect(Object.keys(read)).not.toContain('CSRFPreventionToken')
      expect(Object.keys(read)).not.toContain('Content-Type')
      expect(Object.keys(read)).not.toContain('Authorization')
      const csrf = valueOf(byTicket, `${product.toUpperCase()}_CSRF`)
      expect(csrf).toMatch(/^[0-9A-F]{8}:/)
      expect(find(byTicket, method, path)['CSRFPreventionToken']).toBe(csrf)
      // Who asks for the realms has not logged in yet.
      for (const outcome of [byToken, byTicket]) {
        const open = Object.keys(find(outcome, 'GET', '/access/domains'))
        expect(open.filter((name) => ['Authorization', 'Cookie', 'CSRFPreventionToken'].includes(name))).toEqual([])
      }
    },
  )

  test.each([
    ['root', 'pam'],
    ['root@pam', 'pam'],
    ['root@pam', ''],
    ['root', ''],
  ])('user %s, realm %s', async (USERNAME, REALM) => {
    const outcome = await runCollection(requests('pve'), environmentWith('pve', 'password', { USERNAME, REALM }))
    expect(outcome.failures).toEqual([])
  })

  test('login by hand, then the ticket is used', async () => {
    const byHand = only(collections.pve, (method, path) => method === 'POST' && path === '/access/ticket')
    const login = await runCollection(
      without(byHand, ['Start here']),
      environmentWith('pve', 'password', { USERNAME: 'root' }),
    )
    expect(login.failures).toEqual([])
    expect(valueOf(login, 'PVE_TICKET')).toMatch(/^PVE:root@pam:[0-9A-F]{8}::/)
    const next = await runCollection(requests('pve'), login.environment)
    expect([next.logins, next.failures]).toEqual([0, []])
  })

  test('without an environment the ticket is kept in variables of the collection', async () => {
    const { values } = environmentWith('pve', 'password')
    const given = values.filter(({ key }) => !/TICKET|CSRF/.test(key)).map(({ key, value }) => [key, value])
    const outcome = await runCollection(requests('pve', 'GET /nodes'), undefined, Object.fromEntries(given))
    expect([outcome.sent.length, outcome.logins, outcome.failures]).toEqual([2, 1, []])
  })

  test.each<[string, Product, LoginKind, EnvironmentValues, string]>([
    [
      'a wrong password',
      'pve',
      'password',
      { PASSWORD: 'not-this-one' },
      'The login of root@pam was refused. Check PVE_USERNAME, PVE_REALM and PVE_PASSWORD.',
    ],
    [
      'a wrong password',
      'pbs',
      'password',
      { PASSWORD: 'not-this-one' },
      'The login of root@pam was refused. Check PBS_USERNAME, PBS_REALM and PBS_PASSWORD.',
    ],
    [
      'a dead host',
      'pve',
      'password',
      // Port 1 is never listened on here.
      { BASE_URL: 'https://127.0.0.1:1', PASSWORD: 'not-this-one' },
      'No answer from https://127.0.0.1:1 (ECONNREFUSED). Check PVE_BASE_URL, and that Postman trusts the certificate.',
    ],
    [
      'no address',
      'pve',
      'token',
      { BASE_URL: 'pve.example.com:8006' },
      'Set PVE_BASE_URL to an address such as https://pve.example.com:8006.',
    ],
    [
      'an address that would send secrets in the clear',
      'pve',
      'token',
      { BASE_URL: 'http://pve.example.com:8006' },
      'Set PVE_BASE_URL to an address such as https://pve.example.com:8006.',
    ],
    [
      'no login',
      'pbs',
      'token',
      { TOKEN_SECRET: '' },
      'Set PBS_TOKEN_ID and PBS_TOKEN_SECRET, or PBS_USERNAME and PBS_PASSWORD.',
    ],
    [
      'no password',
      'pve',
      'password',
      { PASSWORD: '' },
      'Set PVE_PASSWORD, or an API token: PVE_TOKEN_ID and PVE_TOKEN_SECRET.',
    ],
    [
      'the id of a token without its name',
      'pve',
      'token',
      { TOKEN_ID: 'root@pam' },
      'PVE_TOKEN_ID is not of the form USER@REALM!TOKENID.',
    ],
  ])('%s (%s, %s) is told in one line, and nothing is sent', async (_, product, kind, values, message) => {
    const environment = environmentWith(product, kind, values)
    const outcome = await runCollection(requests(product), environment)
    expect(outcome.console).toEqual([message])
    expect(outcome.failures.filter((line) => line.includes('signed in'))).toHaveLength(1)
    expect(outcome.failures.join('\n')).toContain(`signed in: ${message}`)
    expect(outcome.sent).toEqual([])
    expectNoSecret(outcome, environment)
  })

  test('a wrong token is the answer of the server', async () => {
    const TOKEN_SECRET = '00000000-0000-4000-8000-000000000000'
    const environment = environmentWith('pve', 'token', { TOKEN_SECRET })
    const outcome = await runCollection(requests('pve'), environment)
    expect(outcome.sent.map(({ status }) => status)).toEqual([401])
    expect(outcome.failures[0]).toContain('status is 200: expected response to have status code 200 but got 401')
    expectNoSecret(outcome, environment)
  })

  test('a kept ticket that is refused is dropped, and the next request logs in', async () => {
    const environment = environmentWith('pve', 'password', { TICKET: strangeTicket('pve', Date.now()), CSRF: 'x' })
    const refused = await runCollection(requests('pve'), environment)
    expect([refused.logins, refused.sent.map(({ status }) => status)]).toEqual([0, [401]])
    expect(valueOf(refused, 'PVE_TICKET') + valueOf(refused, 'PVE_CSRF')).toBe('')
    expect(refused.console.at(-1)).toBe('The ticket was refused and is dropped. Send again: the request logs in anew.')
    expectNoSecret(refused, environment)
    const again = await runCollection(requests('pve'), refused.environment)
    expect([again.logins, again.failures]).toEqual([1, []])
  })

  test.each([
    // Too old to renew.
    ['pve', 180, 1],
    ['pbs', 180, 1],
    // Renewal is tried and refused.
    ['pve', 100, 2],
    ['pbs', 100, 2],
  ] as const)('%s: a strange ticket of %i minutes ago: %i logins', async (product, minutes, logins) => {
    const TICKET = strangeTicket(product, Date.now() - minutes * minuteMs)
    const outcome = await runCollection(requests(product), environmentWith(product, 'password', { TICKET }))
    expect([outcome.logins, outcome.failures, outcome.console]).toEqual([logins, [], []])
  })

  test('a ticket of another user is not used', async () => {
    const TICKET = strangeTicket('pve', Date.now()).replace('root@pam', 'alice@pve')
    const outcome = await runCollection(requests('pve'), environmentWith('pve', 'password', { TICKET }))
    expect([outcome.logins, outcome.failures]).toEqual([1, []])
  })
})

test.each(['pve', 'pbs'] as const)('%s: a ticket is renewed with itself before it expires', async (product) => {
  const name = product.toUpperCase()
  const clock = manualClock(Date.now() - 95 * minuteMs)
  const simulator = await startSimulator({ scenario: 'small', clock })
  const { root } = simulator.credentials
  const environment = postmanEnvironment(product, 'password', {
    BASE_URL: endpointOf(simulator.endpoints, product === 'pve' ? 'attic/pve1' : 'pbs-main').url,
    USERNAME: root.username,
    PASSWORD: root.password,
  })
  const login = await runCollection(requests(product), environment)
  expect([login.logins, login.failures]).toEqual([1, []])

  clock.advance(95 * minuteMs)
  // Without the password only the ticket itself can renew it.
  const values = login.environment.values.map((one) => (one.key === `${name}_PASSWORD` ? { ...one, value: '' } : one))
  const renewed = await runCollection(requests(product), { ...login.environment, values })
  expect([renewed.logins, renewed.failures]).toEqual([1, []])
  expect(valueOf(renewed, `${name}_TICKET`)).not.toBe(valueOf(login, `${name}_TICKET`))

  const next = await runCollection(requests(product), renewed.environment)
  expect([next.logins, next.failures]).toEqual([0, []])
  await simulator.close()
})

function expectNoSecret({ console: said, failures }: Outcome, environment: Environment): void {
  const text = [...said, ...failures].join('\n')
  for (const { type, value } of environment.values) {
    if (type === 'secret' && value.length > 1) expect(text).not.toContain(value)
  }
}
