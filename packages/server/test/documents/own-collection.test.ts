import { endpoints, scopes } from '@pulse/contract'
import { type EnvironmentValues, type LoginKind, postmanEnvironment } from '@pulse/contract/documents'
import { startSimulator, type Simulator } from '@pulse/simulator'
import { afterEach, expect, test } from 'vitest'
import { ownerName, ownerPassword, Served } from '../served.ts'
import { type Outcome, runOwnCollection } from './run-own-collection.ts'
import { ShiftedClock } from './shifted-clock.ts'

/** Requests that a login of the kind cannot make, or that are not wanted; they say so on the console. */
const leftOut: Readonly<Record<LoginKind, readonly string[]>> = {
  token: [
    'POST /api/login',
    'POST /api/security/change-password',
    'POST /api/security/quick-setup',
    'POST /api/security/remove-password',
  ],
  password: ['GET /api/export'],
}

let simulator: Simulator | undefined
let served: Served | undefined
afterEach(async () => {
  await served?.stop()
  await simulator?.close()
  ;[served, simulator] = [undefined, undefined]
})

test('newman runs the whole collection with a token, twice in a row', { timeout: 180_000 }, async () => {
  const { on, clock, hosts } = await start((options) => Served.owned(options))
  const { security, settings } = on.app.modules
  const { token } = await security.createToken({ name: 'postman', scopes })
  await watchCluster(on, hosts)
  const before = settings.connections().map(({ id }) => id)
  const environment = postmanEnvironment('token', { ...known(on, hosts), PULSE_API_TOKEN: token })

  const first = await runOwnCollection(environment, variables)
  clock.putForward(minuteMs)
  const second = await runOwnCollection(first.environment, variables)

  for (const outcome of [first, second]) {
    expectAll(outcome, 'token')
    expect(outcome.logins).toBe(0)
    for (const secret of [token, spareOf(hosts).secret]) expect(outcome.console.join('\n')).not.toContain(secret)
  }
  expect(first.sent.find(({ key }) => key === 'POST /api/config/nodes')?.status).toBe(201)
  // Everything that a run has made is gone.
  expect(settings.connections().map(({ id }) => id)).toEqual(before)
  expect(settings.document().registrationTokens).toEqual([])
  expect(security.tokens().map(({ name }) => name)).toEqual(['postman'])
})

test('newman sets up a new server, and runs the whole collection with a password, twice in a row', {
  timeout: 180_000,
}, async () => {
  const { on, clock, hosts } = await start((options) => Served.start(options))
  const environment = postmanEnvironment('password', {
    ...known(on, hosts),
    PULSE_USERNAME: ownerName,
    PULSE_PASSWORD: ownerPassword,
    PULSE_SETUP_CODE: on.setupCode(),
  })

  const first = await runOwnCollection(environment, variables)
  expectAll(first, 'password', ['GET /api/storage/:id'])
  // One that is refused, the setup, and one after the end of the session.
  expect(first.logins).toBe(3)
  await watchCluster(on, hosts)
  clock.putForward(minuteMs)
  const second = await runOwnCollection(first.environment, variables)
  expectAll(second, 'password')
  // The session of the first run is still good, until it is ended.
  expect(second.logins).toBe(1)
  for (const { console } of [first, second]) expect(console.join('\n')).not.toContain(ownerPassword)
  expect(on.app.modules.security.sessions({ kind: 'nobody' })).toHaveLength(1)
})

/** Within the same minute the limits of export and login would be used up. */
const minuteMs = 61_000

interface Scene {
  on: Served
  clock: ShiftedClock
  hosts: Simulator
}

async function start(serve: (options: { clock: ShiftedClock }) => Promise<Served>): Promise<Scene> {
  const clock = new ShiftedClock()
  const scene = { clock, hosts: await startSimulator({ scenario: 'small', seed: 7 }), on: await serve({ clock }) }
  ;[served, simulator] = [scene.on, scene.hosts]
  return scene
}

function spareOf({ connections }: Simulator): Simulator['connections'][number] {
  const spare = connections.find(({ name }) => name === 'pve-office')
  if (!spare) throw new Error('the scenario has no pve-office')
  return spare
}

/** Filled in as a user would. */
function known(on: Served, hosts: Simulator): EnvironmentValues {
  const { url, tokenId, secret, fingerprints } = spareOf(hosts)
  return {
    // With the small slip that must do no harm.
    PULSE_BASE_URL: `${on.base}/`,
    PVE_BASE_URL: url,
    PVE_TOKEN_ID: tokenId,
    PVE_TOKEN_SECRET: secret,
    PVE_FINGERPRINT: fingerprints[0] ?? '',
  }
}

function expectAll(outcome: Outcome, kind: LoginKind, besides: readonly string[] = []): void {
  const { sent, assertions, failures } = outcome
  console.log(
    `newman, own interface, ${kind}: ${sent.length} requests, ${assertions} assertions, ${failures.length} failures`,
  )
  expect(failures).toEqual([])
  const keys = new Set(sent.map(({ key }) => key))
  const missing = Object.keys(endpoints).filter((key) => !keys.has(key))
  expect(missing.toSorted()).toEqual([...leftOut[kind], ...besides].toSorted())
  expect(assertions).toBeGreaterThan(sent.length * 1.8)
}

/** Of this machine alone. */
const variables = { scan_network: '127.0.0.1/32' }

async function watchCluster(on: Served, { connections }: Simulator): Promise<void> {
  const { token, entry } = await on.app.modules.security.createToken({ name: 'watch', scopes })
  for (const { name, product, url, fingerprints, tokenId, secret } of connections) {
    if (name === 'pve-office') continue
    const body = {
      type: product,
      name,
      host: url,
      tokenName: tokenId,
      tokenValue: secret,
      fingerprint: fingerprints[0],
    }
    const { status } = await on.send('POST', '/api/config/nodes', { body, headers: { 'x-api-token': token } })
    expect(status, name).toBe(201)
  }
  await on.app.modules.security.revokeToken(entry.id)
  for (let turn = 0; turn < 400; turn++) {
    const { guests, storages } = on.app.modules.inventory.picture().tables
    if (guests.size > 0 && storages.size > 0) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('nothing was seen of the simulated hosts')
}
