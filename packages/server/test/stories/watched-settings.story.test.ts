import { type Client, createClient, type State } from '@pulse/contract'
import { type Simulator, startSimulator } from '@pulse/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Served } from '../served.ts'

/** A server without a login that watches a cluster and a backup server; its clock is the real one. */
let served: Served
let simulator: Simulator
let call: Client

beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'small' })
  served = await Served.open()
  call = createClient(served.base, fetch)
  for (const name of ['attic', 'pbs-main']) {
    const connection = simulator.connections.find((each) => each.name === name)
    if (!connection) throw new Error(`the simulator has no ${name}`)
    const { product, url, fingerprints, tokenId, secret } = connection
    const fingerprint = fingerprints.join(',')
    await call('POST /api/config/nodes', {
      body: { type: product, host: url, name, tokenName: tokenId, tokenValue: secret, fingerprint },
    })
  }
})
afterAll(async () => {
  await served.stop()
  await simulator.close()
})

describe('what is watched', () => {
  it('answers soon, and says what its credentials may see', async () => {
    const checked = async () =>
      (await call('GET /api/config/nodes')).map(({ privileges }) => privileges.checkedAt !== null)
    await expect.poll(checked, { timeout: 20_000 }).toEqual([true, true])
  }, 30_000)

  it('is listed with what the credentials may see', async () => {
    const [attic, vault] = await call('GET /api/config/nodes')
    expect(attic).toMatchObject({ name: 'attic', status: 'connected', privileges: { missing: [] } })
    expect(attic?.privileges.sights).toContainEqual({
      what: 'backups on storages other than a backup server',
      seen: 'yes',
      needs: [
        { privilege: 'Datastore.AllocateSpace', path: '/storage', held: 'yes', where: null },
        { privilege: 'VM.Backup', path: '/vms', held: 'yes', where: null },
      ],
    })
    expect(vault?.privileges.sights.map(({ what, seen }) => `${what}: ${seen}`)).toEqual([
      'datastores and the backups in them: yes',
      'load, memory and uptime of the server: yes',
    ])
  })

  it('has storages, one by one, of a node and all, as in the state', async () => {
    const state = (await (await served.send('GET', '/api/state')).json()) as State
    const { data: all } = await call('GET /api/storage')
    const ids = (list: unknown): string[] => (list as { id: string }[]).map(({ id }) => id)
    expect(ids(all)).toEqual(ids(state.storage))
    const local = state.storage.find(({ node, name }) => node === 'pve1' && name === 'local')
    if (!local) throw new Error('pve1 has no local storage')
    for (const id of [local.id, 'attic-pve1-local']) {
      const { data } = await call('GET /api/storage/:id', { path: { id } })
      expect(data).toMatchObject({ id: local.id, type: 'dir', total: local.total, shared: false })
    }
    for (const id of ['pve1', 'attic-pve1']) {
      const { data } = await call('GET /api/storage/:id', { path: { id } })
      expect(ids(data)).toContain(local.id)
      expect(ids(data).length).toBeLessThan(all.length)
    }
  })

  it('is diagnosed, with no secret in the answer', async () => {
    const found = await call('GET /api/diagnostics')
    expect(found.nodes).toMatchObject([
      { name: 'attic', connected: true, authMethod: 'api_token', details: { node_count: 3 }, missingPrivileges: [] },
    ])
    expect(found.pbs).toMatchObject([{ name: 'pbs-main', connected: true, details: { datastore_count: 2 } }])
    expect(found).toMatchObject({ runtime: 'node', errors: [], system: { goVersion: process.version } })
    for (const { secret } of simulator.connections) expect(JSON.stringify(found)).not.toContain(secret)
  })

  it('is asked at another pace as soon as somebody says so', async () => {
    const polls = (): number =>
      simulator.requests
        .log()
        .filter(({ path, endpoint }) => path === '/cluster/resources' && endpoint === 'attic/pve1').length
    simulator.requests.reset()
    await call('POST /api/config/system', { body: { pollingInterval: 2 } })
    const intervals = (): number[] =>
      [...served.app.modules.inventory.picture().tables.connections.values()].map(({ intervalMs }) => intervalMs)
    expect(intervals()).toEqual([2000, 2000])
    // At ten seconds there would be one at most in this time.
    await expect.poll(polls, { timeout: 8000, interval: 100 }).toBeGreaterThanOrEqual(3)
  }, 20_000)
})
