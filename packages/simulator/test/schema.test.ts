import { checkResult, methodOf } from '@pulse/proxmox/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pbsHandlers } from '../src/answers/pbs/pbs.ts'
import { pveHandlers } from '../src/answers/pve/pve.ts'
import { methodAt } from '../src/answers/method-at.ts'
import { versionProfiles } from '../src/estate/version.ts'
import { type Endpoint, type Simulator, startSimulator } from '../src/simulator.ts'
import { ask, askApi, dataOf, endpointOf, rowsOf } from './ask.ts'
import { manualClock } from './manual-clock.ts'

const at = Date.UTC(2026, 2, 4, 12, 0, 0)

/**
 * Places where real servers depart from the schema; the estate follows the servers
 * (schema README "where the schema lies", and the notes on the endpoints).
 */
const knownDepartures: readonly (readonly [template: string, pointer: RegExp])[] = [
  ['/cluster/nextid', /^$/],
  ['/cluster/backup/{id}', /^\/prune-backups\//],
  ['/cluster/ha/status/manager_status', /^\/quorum\/quorate$/],
  ['/nodes/{node}/disks/list', /^\/\d+\/(osdid-list|rpm|wearout)$/],
  ['/nodes/{node}/qemu/{vmid}/pending', /^\/\d+\/value$/],
  ['/nodes/{node}/lxc/{vmid}/pending', /^\/\d+\/value$/],
  ['/nodes/{node}/status', /^\/(loadavg\/\d|cpuinfo\/(mhz|hvm))$/],
  ['/nodes/{node}/network', /^\/\d+\/(exists|vlan-id)$/],
  ['/nodes/{node}/rrd', /^\/\d+\/\w+$/],
  ['/nodes', /^$/],
  // Text only up to 7.
  ['/nodes/{node}/lxc', /^\/\d+\/vmid$/],
  ['/nodes/{node}/qemu', /^\/\d+\/pid$/],
  ['/nodes/{node}/qemu/{vmid}/status/current', /^\/nics\/\w+\/net(in|out)$/],
]

const realmSettings: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ldap: { 'base-dn': 'dc=example', server1: 'ldap.example', 'user-attr': 'uid' },
  ad: { server1: 'ad.example' },
  openid: { 'client-id': 'pulse', 'issuer-url': 'https://login.example' },
}

/** Refused on purpose, as on a real host without these parts. */
const refusedPaths = ['/cluster/ha/groups', '/cluster/ceph/status', '/nodes/{node}/ceph/status']

function departures(template: string, problems: readonly { pointer: string; problem: string }[]): string[] {
  const known = knownDepartures.filter(([path]) => path === template)
  return problems
    .filter(({ pointer }) => !known.some(([, pattern]) => pattern.test(pointer)))
    .map(({ pointer, problem }) => `${pointer} ${problem}`)
}

const templates = (handlers: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(handlers)
    .filter((key) => key.startsWith('GET '))
    .map((key) => key.slice('GET '.length))

test('every handler stands under a method of the schema', () => {
  for (const [product, handlers] of [
    ['pve', pveHandlers],
    ['pbs', pbsHandlers],
  ] as const) {
    for (const key of Object.keys(handlers)) {
      const [verb, path = ''] = key.split(' ')
      expect(methodOf(product, verb as 'GET', path), key).toBeDefined()
    }
  }
  expect(templates(pveHandlers).length).toBeGreaterThan(90)
  expect(templates(pbsHandlers).length).toBeGreaterThan(30)
})

describe.each(versionProfiles)('Proxmox VE %s', (version) => {
  const isOld = version === '7.4' || version === '8.4'
  let simulator: Simulator
  let endpoint: Endpoint

  beforeAll(async () => {
    simulator = await startSimulator({
      scenario: { clusters: 1, nodes: 2, guests: 30 },
      versions: { pve: version },
      clock: manualClock(at),
    })
    endpoint = endpointOf(simulator.endpoints, 'site/node001')
  })
  afterAll(() => simulator.close())

  const isThere = (template: string): boolean => {
    const method = methodOf('pve', 'GET', template)
    return method !== undefined && methodAt(method, version) !== undefined
  }
  const isEverywhere = (template: string): boolean =>
    isThere(template) && !/\{(sid|poolid)\}|replication\/\{id\}/.test(template)

  test.each(templates(pveHandlers).filter(isEverywhere))('%s', async (template) => {
    const root = simulator.credentials.root
    const site = simulator.estate.site('site')
    const kind = template.includes('/lxc/') ? 'lxc' : 'qemu'
    const guest = [...site.guests.values()].find(
      (one) =>
        one.kind === kind &&
        one.node === 'node001' &&
        one.status === 'running' &&
        (kind === 'lxc' || one.agent === 'answering'),
    )
    const values: Record<string, string> = {
      node: 'node001',
      vmid: String(guest?.vmid),
      storage: 'pbs',
      name: 'rpool',
      id: site.backupJobs[0]?.id ?? '',
      userid: 'root@pam',
      tokenid: 'admin',
      groupid: 'admins',
      roleid: 'PVEAuditor',
      realm: 'pam',
    }
    if (template.includes('{snapname}') && guest !== undefined) {
      const snapshot = { name: 'before', description: '', takenAt: at, parent: null, withMemory: false }
      simulator.estate.update('site', guest.vmid, { snapshots: [snapshot] })
      values['snapname'] = 'before'
    }
    if (template.includes('{upid}')) {
      const [task] = await rowsOf(endpoint, root, '/nodes/node001/tasks')
      values['upid'] = encodeURIComponent(String(task?.['upid']))
    }
    if (template.includes('/tfa/')) {
      values['id'] = 'recovery'
      const factors = site.access.users.find((user) => user.userid === 'root@pam')?.factors
      factors?.push({ id: 'recovery', type: 'recovery', createdAt: at, description: '', enabled: true, codes: [] })
    }
    if (template.includes('{volume}')) {
      const [volume] = await rowsOf(endpoint, root, '/nodes/node001/storage/pbs/content')
      values['volume'] = encodeURIComponent(String(volume?.['volid']))
    }
    const query = template.endsWith('/smart') ? '?disk=/dev/sda' : template.endsWith('rrddata') ? '?timeframe=day' : ''
    const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? `{${name}}`) + query
    const reply = await askApi(endpoint, root, path)
    if (refusedPaths.includes(template) && !(template.endsWith('groups') && isOld)) {
      expect(reply.status, path).toBe(500)
      return
    }
    expect(reply.status, `${path} ${reply.reason}`).toBe(200)
    const method = methodOf('pve', 'GET', template)
    if (method === undefined) throw new Error(template)
    const { data } = JSON.parse(reply.text) as { data: unknown }
    expect(departures(template, checkResult(method, data))).toEqual([])
  })
})

describe('what only the demo has', () => {
  let simulator: Simulator

  beforeAll(async () => {
    simulator = await startSimulator({ scenario: 'small', clock: manualClock(at) })
  })
  afterAll(() => simulator.close())

  test.each([
    ['attic/pve1', '/cluster/resources', '/cluster/resources'],
    ['attic/pve1', '/cluster/ha/status/current', '/cluster/ha/status/current'],
    ['attic/pve1', '/cluster/ha/status/manager_status', '/cluster/ha/status/manager_status'],
    ['attic/pve1', '/cluster/ha/resources', '/cluster/ha/resources'],
    ['attic/pve1', '/cluster/ha/resources/vm:105', '/cluster/ha/resources/{sid}'],
    ['attic/pve1', '/cluster/replication', '/cluster/replication'],
    ['attic/pve1', '/cluster/replication/101-0', '/cluster/replication/{id}'],
    ['attic/pve1', '/nodes/pve1/replication', '/nodes/{node}/replication'],
    ['attic/pve1', '/pools', '/pools'],
    ['attic/pve1', '/pools/home', '/pools/{poolid}'],
    ['attic/pve1', '/nodes/pve3/disks/list', '/nodes/{node}/disks/list'],
    ['attic/pve1', '/nodes/pve3/disks/smart?disk=/dev/nvme0n1', '/nodes/{node}/disks/smart'],
    ['attic/pve1', '/nodes/pve2/qemu/112/agent/get-fsinfo', '/nodes/{node}/qemu/{vmid}/agent/get-fsinfo'],
    ['attic/pve1', '/nodes/pve2/qemu/107/agent/get-fsinfo', '/nodes/{node}/qemu/{vmid}/agent/get-fsinfo'],
    [
      'attic/pve1',
      '/nodes/pve3/qemu/118/agent/network-get-interfaces',
      '/nodes/{node}/qemu/{vmid}/agent/network-get-interfaces',
    ],
    ['pve-office', '/cluster/status', '/cluster/status'],
  ])('%s %s', async (name, path, template) => {
    const data = await dataOf(endpointOf(simulator.endpoints, name), simulator.credentials.root, path)
    const method = methodOf('pve', 'GET', template)
    if (method === undefined) throw new Error(template)
    expect(departures(template, checkResult(method, data))).toEqual([])
    expect(JSON.stringify(data).length).toBeGreaterThan(20)
  })

  /** What the placeholders stand for; a snapshot is named by the query. */
  async function backupServerPath(endpoint: Endpoint, template: string): Promise<string> {
    const { root } = simulator.credentials
    const ids: Readonly<Record<string, string>> = { sync: 's-offsite', verify: 'v-main', prune: 'p-main' }
    const kind = template.split('/')[2] ?? ''
    const values: Record<string, string> = {
      node: 'localhost',
      store: 'main',
      name: template.startsWith('/config/remote') ? 'garage' : 'main',
      userid: 'root@pam',
      'token-name': 'admin',
      id: ids[kind] ?? '',
    }
    if (template.startsWith('/config/access/')) {
      const type = template.split('/')[3] ?? ''
      values['realm'] = type
      const { access } = simulator.estate.backupServer('pbs-main')
      const settings = realmSettings[type]
      const isNew = !access.realms.some((one) => one.realm === type)
      if (settings !== undefined && isNew) access.realms.push({ realm: type, type, settings })
    }
    if (template.includes('{upid}')) {
      const [task] = await rowsOf(endpoint, root, '/nodes/localhost/tasks')
      values['upid'] = encodeURIComponent(String(task?.['upid']))
    }
    const path = template.replaceAll(/\{([\w-]+)\}/g, (_, name: string) => values[name] ?? `{${name}}`)
    if (template.endsWith('/rrd')) return `${path}?timeframe=hour&cf=AVERAGE`
    if (template.endsWith('/snapshots')) return `${path}?ns=attic`
    if (!/\/(files|notes|group-notes|protected)$/.test(template)) return path
    const [snapshot] = await rowsOf(endpoint, root, '/admin/datastore/main/snapshots?ns=attic')
    const name = ['backup-type', 'backup-id', ...(template.endsWith('group-notes') ? [] : ['backup-time'])]
    const query = new URLSearchParams(name.map((key): [string, string] => [key, String(snapshot?.[key])]))
    return `${path}?ns=attic&${query.toString()}`
  }

  test.each(templates(pbsHandlers))('backup server %s', async (template) => {
    const endpoint = endpointOf(simulator.endpoints, 'pbs-main')
    const { username, password } = simulator.credentials.root
    const login = await ask(endpoint, '/api2/json/access/ticket', {
      method: 'POST',
      body: new URLSearchParams({ username, password }).toString(),
    })
    // Some calls are only for root himself, not for a token of his.
    const { data: session } = JSON.parse(login.text) as { data: { ticket: string } }
    const path = await backupServerPath(endpoint, template)
    const headers = { Cookie: `PBSAuthCookie=${encodeURIComponent(session.ticket)}` }
    const reply = await ask(endpoint, `/api2/json${path}`, { headers })
    expect(reply.status, `${path} ${reply.text}`).toBe(200)
    const { data } = JSON.parse(reply.text) as { data: unknown }
    const method = methodOf('pbs', 'GET', template)
    if (method === undefined) throw new Error(template)
    expect(departures(template, checkResult(method, data))).toEqual([])
  })
})
