import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { type Client, createClient, type State } from '@pulse/contract'
import { type Simulator, startSimulator } from '@pulse/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closedAccess } from '../../src/access-options.ts'
import { type App, createApp, type Log } from '../../src/server.ts'

let dataDir = ''
let simulator: Simulator
let app: App
let base = ''
let call: Client
/** All that a WebSocket brought, and all that was logged. */
const said: string[] = []
const logged: string[] = []

const note = (fields: object, message: string): void => {
  logged.push(inspect([fields, message], { depth: 9, showHidden: true }))
}
const notingLog: Log = { debug: note, info: note, warn: note, error: note, child: () => notingLog }

const start = async (): Promise<void> => {
  app = await createApp({ port: 0, dataDir, log: notingLog, access: { ...closedAccess, allowUnauthenticated: true } })
  base = `http://127.0.0.1:${(await app.start()).port}`
  call = createClient(base, fetch)
}
const state = async (): Promise<State> => (await (await fetch(`${base}/api/state`)).json()) as State
const guests = async (): Promise<number> => {
  const { vms, containers } = await state()
  return vms.length + containers.length
}

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'pulse-story-'))
  simulator = await startSimulator({ scenario: 'small' })
  await start()
})
afterAll(async () => {
  await app.stop()
  await simulator.close()
  rmSync(dataDir, { recursive: true })
})

function simulated(name: string) {
  const connection = simulator.connections.find((each) => each.name === name)
  if (!connection) throw new Error(`the simulator has no ${name}`)
  const { product, url, fingerprints, tokenId, secret } = connection
  return {
    type: product,
    host: url,
    name,
    tokenName: tokenId,
    tokenValue: secret,
    fingerprint: fingerprints.join(','),
  }
}

describe('a connection, from the first call to the last', () => {
  let id = ''

  it('is tried before it is stored', async () => {
    const { host, type, tokenName, tokenValue } = simulated('attic')
    const shown = await call('POST /api/connections/inspect', { body: { type, host } })
    expect(shown).toMatchObject({ host, fingerprint: simulator.endpoints.find(({ url }) => url === host)?.fingerprint })
    expect(shown.trustedBySystem).toBe(false)
    const body = { type, host, tokenName, tokenValue, fingerprint: shown.fingerprint }
    expect(await call('POST /api/config/nodes/test-connection', { body })).toMatchObject({
      status: 'success',
      message: 'Successfully connected to 3 node(s)',
      clusterName: 'attic',
    })
    await expect(
      call('POST /api/config/nodes/test-connection', { body: { ...body, fingerprint: '00'.repeat(32) } }),
    ).rejects.toMatchObject({
      code: 'connection.unreachable',
      field: 'fingerprint',
      details: { fingerprint: shown.fingerprint },
    })
    await expect(
      call('POST /api/config/nodes/test-connection', { body: { ...body, tokenValue: 'wrong' } }),
    ).rejects.toMatchObject({ code: 'connection.unreachable', field: 'tokenValue' })
    expect(await call('GET /api/config/nodes')).toEqual([])
    expect(await guests()).toBe(0)
  })

  it('is added, and its guests appear', async () => {
    id = (await call('POST /api/config/nodes', { body: simulated('attic') })).id
    await expect.poll(guests, { timeout: 10_000 }).toBeGreaterThan(10)
    expect((await state()).nodes.map(({ name }) => name)).toEqual(['pve1', 'pve2', 'pve3'])
    expect(await call('GET /api/config/nodes')).toMatchObject([
      {
        id,
        name: 'attic',
        status: 'connected',
        isCluster: true,
        clusterName: 'attic',
        clusterEndpoints: { length: 3 },
      },
    ])
  })

  it('is not added twice, through another member either', async () => {
    const second = simulator.endpoints.filter(({ cluster }) => cluster === 'attic')[1]
    await expect(
      call('POST /api/config/nodes', { body: { ...simulated('attic'), name: 'again', host: second?.url ?? '' } }),
    ).rejects.toMatchObject({ status: 409, code: 'connection.duplicate', field: 'host' })
  })

  it('is renamed, and the picture follows', async () => {
    await call('PUT /api/config/nodes/:id', { path: { id }, body: { name: 'loft' } })
    await expect.poll(async () => (await state()).nodes[0]?.instance, { timeout: 10_000 }).toBe('loft')
  })

  it('does not lead its secret elsewhere', async () => {
    await expect(
      call('PUT /api/config/nodes/:id', { path: { id }, body: { host: '127.0.0.1:1' } }),
    ).rejects.toMatchObject({ status: 400, code: 'connection.secret-needed', field: 'tokenValue' })
  })

  it('is still there after a restart, with its id and its secret', async () => {
    await app.stop()
    await start()
    expect(await call('GET /api/config/nodes')).toMatchObject([{ id, name: 'loft' }])
    await expect.poll(guests, { timeout: 10_000 }).toBeGreaterThan(10)
    expect(await call('POST /api/config/nodes/:id/test', { path: { id } })).toMatchObject({
      status: 'success',
      message: 'Connected to PVE cluster with 3 nodes',
    })
  })

  it('keeps after a restart, too, who took over the number of a guest that is gone', async () => {
    await app.stop()
    const path = join(dataDir, 'identities.json')
    const file = JSON.parse(readFileSync(path, 'utf8')) as { identities: { vmid: number; incarnation: number }[] }
    const [reused] = file.identities
    if (!reused) throw new Error('no identity was saved')
    reused.incarnation = 2
    writeFileSync(path, JSON.stringify(file))
    await start()
    await expect.poll(guests, { timeout: 10_000 }).toBeGreaterThan(10)
    const { vms, containers } = await state()
    const guest = [...vms, ...containers].find(({ vmid }) => vmid === reused.vmid)
    expect(guest?.id).toBe(`${id}~guest~${reused.vmid}~2`)
  })

  it('is deleted, and everything of it goes at once', async () => {
    const socket = new WebSocket(`${base.replace('http', 'ws')}/ws`)
    socket.addEventListener('message', ({ data }) => said.push(String(data)))
    await expect.poll(() => said.some((text) => text.includes('"initialState"')), { timeout: 5000 }).toBe(true)
    await call('DELETE /api/config/nodes/:id', { path: { id } })
    expect(await state()).toMatchObject({ nodes: [], vms: [], containers: [], storage: [] })
    await expect.poll(() => said.some((text) => text.includes('"node_deleted"')), { timeout: 5000 }).toBe(true)
    const asked = simulator.requests.count()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(simulator.requests.count()).toBe(asked)
    expect(await guests()).toBe(0)
    socket.close()
  })

  it('does not hold up the end, even when nothing answers any more', async () => {
    await call('POST /api/config/nodes', { body: simulated('attic') })
    await expect.poll(guests, { timeout: 10_000 }).toBeGreaterThan(10)
    const silence = simulator.faults.set({}, { kind: 'hang' })
    await expect.poll(() => simulator.requests.hungNow(), { timeout: 15_000 }).toBeGreaterThan(0)
    const before = performance.now()
    await app.stop()
    expect(performance.now() - before).toBeLessThan(1000)
    simulator.faults.clear(silence)
    await start()
  })

  it('leaves its secret nowhere', async () => {
    const { tokenValue } = simulated('attic')
    const answers = [
      JSON.stringify(await call('GET /api/config/nodes')),
      JSON.stringify(await state()),
      ...said,
      ...logged,
      ...readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'utf8')),
    ]
    expect(logged.length).toBeGreaterThan(0)
    for (const answer of answers) expect(answer).not.toContain(tokenValue)
  })
})
