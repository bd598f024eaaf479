import type { StateMessage } from '@pulse/contract'
import { expect, it } from 'vitest'
import type { DiscoverySettings, Findings } from '../discovery/discovery.ts'
import type { RequestFacts } from '../http/handlers.ts'
import { discoveryHandlers } from '../http/http.ts'
import { createInventory } from '../inventory/inventory.ts'
import { AppError, ManualClock, Secret } from '../platform/platform.ts'
import { samplePicture } from '../realtime/sample-picture.ts'
import type { ConnectionSettings, SettingsDocument } from '../settings/settings.ts'
import { emptyDocument } from '../settings/sections.ts'
import { discoveryChangePipeline, discoveryDesk, findingsAnnouncement } from './discovery.ts'

const startAt = Date.UTC(2026, 0, 15, 10)
const found: Findings = {
  servers: [
    { ip: '192.168.1.3', port: 8006, type: 'pve', version: 'Unknown', hostname: 'pve1.lan' },
    { ip: '192.168.1.3', port: 8007, type: 'pbs', version: 'Unknown', hostname: 'pve1.lan' },
    { ip: '192.168.1.4', port: 8006, type: 'pve', version: 'Unknown' },
  ],
  errors: [],
  scanning: false,
  subnet: '192.168.1.0/24',
  progress: { done: 254, total: 254 },
  updatedAt: startAt - 1000,
  networks: ['192.168.1.0/24'],
}
const connection = (product: 'pve' | 'pbs', url: string): ConnectionSettings => ({
  id: `${product}-k3v9qmx2`,
  name: 'lab',
  product,
  url,
  credentials: { kind: 'token', tokenId: 'pulse@pve!pulse', secret: new Secret('not a secret') },
  fingerprints: [],
  verifySSL: true,
  monitor: {
    monitorVMs: true,
    monitorContainers: true,
    monitorStorage: true,
    monitorBackups: true,
    monitorDatastores: true,
    monitorSyncJobs: true,
    monitorVerifyJobs: true,
    monitorPruneJobs: true,
    monitorGarbageJobs: true,
  },
  addedAt: startAt,
})

/** Everything but the network. */
function setUp(given: Partial<SettingsDocument> = {}) {
  const clock = new ManualClock(startAt)
  let document: SettingsDocument = { ...emptyDocument, ...given }
  const told: StateMessage[] = []
  const asked: unknown[] = []
  const applied: DiscoverySettings[] = []
  const discovery = {
    findings: () => found,
    scan: (subnet: string) => void asked.push(subnet),
    stop: () => void asked.push('stop'),
    applySettings: (settings: DiscoverySettings) => void applied.push(settings),
  }
  const modules = {
    settings: { document: () => document },
    inventory: createInventory(),
    realtime: { announce: (message: StateMessage) => void told.push(message) },
    clock,
  }
  const announce = findingsAnnouncement(modules)
  const desk = discoveryDesk({ ...modules, discovery, environment: {} })
  const changed = discoveryChangePipeline({ discovery, announce, environment: {} })
  const change = (changes: Partial<SettingsDocument>): void => {
    const before = document
    document = { ...before, ...changes }
    changed(document, before)
  }
  return { desk, announce, change, told, asked, applied, modules, discovery }
}

const configured = (desk: ReturnType<typeof setUp>['desk']): boolean[] =>
  desk.findings().servers.map((server) => server.configured)

it('answers with what is known, in the documented form', () => {
  const { desk } = setUp()
  expect(desk.findings()).toEqual({
    servers: found.servers.map((server) => ({ ...server, configured: false })),
    scanning: false,
    subnet: '192.168.1.0/24',
    progress: { done: 254, total: 254 },
    updated: '2026-01-15T09:59:59.000Z',
    networks: ['192.168.1.0/24'],
  })
})

it.each<[string, ConnectionSettings, boolean[]]>([
  ['by its address', connection('pve', 'https://192.168.1.3:8006'), [true, false, false]],
  ['behind another port', connection('pve', 'https://192.168.1.4:443'), [false, false, true]],
  ['by its name', connection('pve', 'https://pve1.lan:8006'), [true, false, false]],
  ['of the other product', connection('pbs', 'https://192.168.1.3:8007'), [false, true, false]],
  ['in another network', connection('pve', 'https://192.0.2.1:8006'), [false, false, false]],
])('tells hosts that are watched: %s', (_, one, expected) => {
  expect(configured(setUp({ connections: [one] }).desk)).toEqual(expected)
})

it('tells members of a cluster that is watched', () => {
  const { modules, discovery } = setUp()
  const picture = samplePicture(1)
  const [id, node] = [...picture.tables.nodes][0] ?? []
  if (!id || !node) throw new Error('the sample has a node')
  const tables = { ...picture.tables, nodes: new Map([[id, { ...node, address: '192.168.1.4' }]]) }
  const inventory = { picture: () => ({ ...modules.inventory.picture(), tables }) }
  const desk = discoveryDesk({ ...modules, inventory, discovery, environment: {} })
  expect(configured(desk)).toEqual([false, false, true])
})

it('scans what is asked for, else what the settings and the environment say', () => {
  const { desk, asked, modules, discovery } = setUp({ system: { discoverySubnet: '10.0.0.0/24' } })
  const { 'POST /api/discover': post, 'DELETE /api/discover': stop } = discoveryHandlers(desk)
  const request = {} as RequestFacts
  const call = (body: { subnet?: string }): void => void post({ body }, request)
  call({ subnet: '192.168.7.0/24' })
  call({})
  void stop({}, request)
  discoveryDesk({ ...modules, discovery, environment: { discoverySubnet: '10.9.9.0/24' } }).scan(undefined)
  expect(asked).toEqual(['192.168.7.0/24', '10.0.0.0/24', 'stop', '10.9.9.0/24'])
})

it('lets a refusal through', () => {
  const { modules, discovery } = setUp()
  const busy = { ...discovery, scan: () => expect.fail('replaced below') }
  busy.scan = () => {
    throw new AppError('discovery.busy', 'A scan is under way')
  }
  const desk = discoveryDesk({ ...modules, discovery: busy, environment: {} })
  expect(() => desk.scan('auto')).toThrow(expect.objectContaining({ code: 'discovery.busy' }))
})

it('tells who listens, not wrapped in anything', () => {
  const { announce, told } = setUp({ connections: [connection('pve', 'https://192.168.1.3:8006')] })
  announce({ ...found, servers: found.servers.slice(0, 1), scanning: true, progress: { done: 3, total: 254 } })
  announce({ ...found, servers: [], errors: ['The scan was stopped before its end'] })
  expect(told).toEqual([
    {
      type: 'discovery_update',
      data: {
        servers: [{ ...found.servers[0], configured: true }],
        errors: null,
        scanning: true,
        progress: { done: 3, total: 254 },
        timestamp: startAt / 1000,
      },
      timestamp: '2026-01-15T10:00:00.000Z',
    },
    {
      type: 'discovery_update',
      data: {
        servers: [],
        errors: ['The scan was stopped before its end'],
        scanning: false,
        progress: { done: 254, total: 254 },
        timestamp: startAt / 1000,
      },
      timestamp: '2026-01-15T10:00:00.000Z',
    },
  ])
})

it('follows the settings: the switch at once, and hosts that are watched now', () => {
  const { change, applied, told } = setUp()
  change({ system: { discoveryEnabled: true, discoverySubnet: '192.168.1.0/24' } })
  expect([applied, told]).toEqual([[{ enabled: true, subnet: '192.168.1.0/24' }], []])
  change({ connections: [connection('pve', 'https://192.168.1.4:8006')] })
  expect(told).toMatchObject([
    {
      type: 'discovery_update',
      data: { servers: [{ configured: false }, { configured: false }, { ip: '192.168.1.4', configured: true }] },
    },
  ])
})

it('announces a registration that never was', () => {
  const { desk, told } = setUp()
  const { 'POST /api/test-notification': post } = discoveryHandlers(desk)
  expect(post({ body: {} }, {} as RequestFacts)).toEqual({ status: 'notification sent' })
  expect(told).toMatchObject([
    { type: 'node_auto_registered', data: { type: 'pve', name: 'test-node', hasToken: true, status: 'connected' } },
  ])
})
