import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { namedFaults, NamedFaultError, type Simulator, startNamedFault, startSimulator } from '../src/simulator.ts'
import { askApi, endpointOf, type Reply, rowsOf, until } from './ask.ts'
import { manualClock } from './manual-clock.ts'

const clock = manualClock(Date.UTC(2026, 2, 4, 12, 0, 0))
let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'small', host: '127.0.0.1', clock })
})
afterAll(() => simulator.close())

const ask = (name: string, path: string): Promise<Reply> =>
  askApi(endpointOf(simulator.endpoints, name), simulator.credentials.root, path)

async function row(path: string, isIt: (row: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
  const rows = await rowsOf(endpointOf(simulator.endpoints, 'attic/pve1'), simulator.credentials.root, path)
  return rows.find(isIt) ?? {}
}

/** Whether it becomes so before the answer has come. */
async function becomes(isSo: () => boolean, reply: Promise<unknown>): Promise<boolean> {
  let isAnswered = false
  void reply.then(() => {
    isAnswered = true
  })
  await until(() => isSo() || isAnswered, 'either of both')
  return isSo()
}

/** What tells that a fault is on. */
const signs: Readonly<Record<string, () => Promise<boolean>>> = {
  'node-down': async () => {
    await simulator.settled()
    return (await ask('attic/pve2', '/version').catch(() => null)) === null
  },
  'quorum-lost': async () => (await row('/cluster/status', ({ type }) => type === 'cluster'))['quorate'] === 0,
  'storage-hung': () => Promise.resolve(simulator.estate.site('attic').storages.some(({ state }) => state === 'hung')),
  'storage-offline': async () =>
    (await row('/nodes/pve1/storage', ({ storage }) => storage === 'nas-vm'))['active'] === 0,
  'storage-full': async () => {
    const { used, total } = await row('/nodes/pve1/storage', ({ storage }) => storage === 'local-lvm')
    return Number(used) / Number(total) > 0.99
  },
  'guest-locked': async () => (await row('/nodes/pve1/qemu', ({ vmid }) => vmid === 100))['lock'] === 'backup',
  'agent-silent': () => Promise.resolve(simulator.estate.guest('attic', 100).agent === 'silent'),
  'pbs-offline': async () => {
    await simulator.settled()
    return (await ask('pbs-main', '/version').catch(() => null)) === null
  },
  'pbs-hung': () => Promise.resolve(simulator.estate.backupServer('pbs-main').hung),
  'datastore-offline': async () => (await ask('pbs-main', '/admin/datastore/main/status')).status === 400,
  'task-fails': async () => {
    const { estate, credentials, endpoints } = simulator
    const head = { 'Content-Type': 'application/json' }
    const question = { method: 'POST', headers: head, body: JSON.stringify({ vmid: '101', storage: 'pbs-main' }) }
    const endpoint = endpointOf(endpoints, 'attic/pve1')
    const reply = await askApi(endpoint, credentials.root, '/nodes/pve1/vzdump', question)
    const { data: upid } = JSON.parse(reply.text) as { data: string }
    clock.advance(600_000)
    return (
      estate
        .site('attic')
        .tasks.all()
        .find((task) => task.upid === upid)?.outcome === 'simulated failure'
    )
  },
  slow: async () => {
    const before = clock.pending()
    const reply = ask('attic/pve1', '/cluster/resources')
    const isLate = await becomes(() => clock.pending() > before, reply)
    clock.advance(2000)
    await reply
    return isLate
  },
  status: async () => (await ask('attic/pve1', '/nodes/pve1/status')).reason === 'simulated failure',
  hang: async () => {
    const before = simulator.requests.hungNow()
    const reply = ask('attic/pve1', '/nodes/pve1/storage/local/status').catch(() => null)
    return becomes(() => simulator.requests.hungNow() > before, reply)
  },
  cut: async () => (await ask('attic/pve1', '/cluster/resources').catch(() => null)) === null,
  'login-page': async () => (await ask('attic/pve1', '/version')).text.startsWith('<!DOCTYPE html>'),
  'logged-out': () => Promise.resolve(simulator.faults.list().some(({ fault }) => fault.kind === 'unauthorized')),
}

describe('a fault by its name', () => {
  test.each(namedFaults.filter(({ name }) => name !== 'expired-tokens').map(({ name, example }) => [example, name]))(
    '%s begins and ends',
    async (example, name) => {
      const isOn = signs[name]
      if (isOn === undefined) throw new Error(`nothing tells that ${name} is on`)
      expect(await isOn()).toBe(false)
      const end = startNamedFault(simulator, example)
      expect(await isOn()).toBe(true)
      end()
      expect(await isOn()).toBe(false)
    },
  )

  test('of tasks is for those of the backup server, too', async () => {
    const end = startNamedFault(simulator, 'task-fails=garbage_collection')
    const endpoint = endpointOf(simulator.endpoints, 'pbs-main')
    const question = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' }
    const reply = await askApi(endpoint, simulator.credentials.root, '/admin/datastore/main/gc', question)
    clock.advance(3_600_000)
    const { data: upid } = JSON.parse(reply.text) as { data: string }
    const tasks = simulator.estate.backupServer('pbs-main').tasks.all()
    expect(tasks.find((task) => task.upid === upid)?.outcome).toBe('simulated failure')
    end()
  })

  test('of tokens is for good', async () => {
    const own = await startSimulator({ scenario: 'small', host: '127.0.0.1', clock })
    startNamedFault(own, 'expired-tokens')
    const { sites, backupServers } = own.estate
    const holders = [...sites.values(), ...backupServers.values()]
    const tokens = holders.flatMap(({ access }) => access.users.flatMap((user) => user.tokens))
    await own.close()
    expect(tokens.length).toBeGreaterThan(3)
    expect(tokens.filter((token) => token.expireAt === 0 || token.expireAt * 1000 > clock.now())).toEqual([])
  })

  test('of a host on its own needs one name', async () => {
    const end = startNamedFault(simulator, 'node-down=pve-office')
    expect(simulator.estate.node('pve-office', 'pve-office').online).toBe(false)
    end()
    await simulator.settled()
  })
})

test.each([
  ['nonsense', 'There is no fault "nonsense"; there are node-down, quorum-lost,'],
  ['', 'There is no fault ""; there are'],
  ['node-down', 'node-down wants a value, such as node-down=attic/pve2.'],
  ['node-down=attic', 'There is no node of attic named ""; there are pve1, pve2, pve3.'],
  ['node-down=cellar/pve1', 'There is no cluster named "cellar"; there are attic, pve-office.'],
  ['storage-hung=attic/nope', 'There is no storage of attic named "nope"; there are local, '],
  ['guest-locked=attic/1', 'There is no guest of attic named "1"; there are 100, 101, '],
  ['pbs-offline=x', 'There is no backup server named "x"; there are pbs-main.'],
  ['datastore-offline=pbs-main/x', 'There is no datastore of pbs-main named "x"; there are main, offsite'],
  ['expired-tokens=pve', 'expired-tokens takes no value.'],
  ['slow=/version', 'slow wants a path, a colon and a number, not "/version".'],
  ['slow=/version:fast', 'slow wants a whole number from 0 to 3600000 behind the path, not "fast".'],
  ['status=/version:99', 'status wants a whole number from 200 to 599 behind the path, not "99".'],
  ['hang=version', 'hang wants a path such as /nodes/{node}/status, not "version".'],
  ['task-fails=rm -rf', 'task-fails wants a type of task, such as vzdump, not "rm -rf".'],
])('%s is refused with what there is', (text, told) => {
  const tried = (): unknown => startNamedFault(simulator, text)
  expect(tried).toThrow(NamedFaultError)
  expect(tried).toThrow(told)
})
