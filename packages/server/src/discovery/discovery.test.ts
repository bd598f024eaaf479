import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { AppError, ManualClock, silentLog } from '../platform/platform.ts'
import { createDiscovery, type Findings } from './discovery.ts'
import type { Heard, Probe } from './probe.ts'

const startAt = Date.UTC(2026, 0, 15, 10)
const second = 1000
const minute = 60 * second
const pve: Heard = { status: 401, server: 'pve-api-daemon/3.0', body: '', organisation: '' }
const pbs: Heard = { status: 401, server: '', body: 'authentication failed', organisation: '' }

/** Answers for a few addresses, and notes who was asked when. */
class SmallNetwork implements Probe {
  readonly asked: { address: string; port: number; atMs: number }[] = []
  readonly hosts = new Map<string, Heard>()
  networks: string[] = ['192.168.1.0/24']
  open = 0
  mostOpen = 0
  /** Set: nobody answers before it resolves. */
  gate: Promise<void> = Promise.resolve()
  fails = false
  brokenOff = 0
  readonly clock: ManualClock

  constructor(clock: ManualClock) {
    this.clock = clock
  }

  async ask(address: string, port: 8006 | 8007, signal: AbortSignal): Promise<Heard | undefined> {
    signal.addEventListener('abort', () => this.brokenOff++)
    this.asked.push({ address, port, atMs: this.clock.monotonicMs() })
    this.mostOpen = Math.max(this.mostOpen, ++this.open)
    await this.gate
    this.open--
    if (this.fails) throw new Error('no more sockets')
    return this.hosts.get(`${address}:${port}`)
  }

  namesOf(address: string): Promise<readonly string[]> {
    return Promise.resolve([`host-${address.split('.').at(-1)}.lan.`])
  }

  ownNetworks(): readonly string[] {
    return this.networks
  }
}

function setUp() {
  const clock = new ManualClock(startAt)
  const network = new SmallNetwork(clock)
  const told: { atMs: number; findings: Findings }[] = []
  const announce = (findings: Findings): void => void told.push({ atMs: clock.monotonicMs(), findings })
  const discovery = createDiscovery({ clock, log: silentLog, probe: network, announce })
  /** Lets time pass, and lets everybody answer in between. */
  const pass = (ms: number): Promise<void> => clock.advance(ms, nextTurn)
  return { clock, pass, network, told, discovery }
}

it('asks nobody by itself (S33)', async () => {
  const { pass, network, discovery, told } = setUp()
  discovery.applySettings({ enabled: false, subnet: '192.168.1.0/24' })
  await pass(24 * 60 * minute)
  expect([network.asked, told]).toEqual([[], []])
  expect(discovery.findings()).toEqual({
    servers: [],
    errors: [],
    scanning: false,
    subnet: null,
    progress: { done: 0, total: 0 },
    updatedAt: null,
    networks: ['192.168.1.0/24'],
  })
})

it('looks through a network, ten addresses a second, on two ports, and tells what it found', async () => {
  const { pass, network, discovery } = setUp()
  network.hosts.set('192.168.1.20:8006', pve).set('192.168.1.3:8006', pve).set('192.168.1.3:8007', pbs)
  network.hosts.set('192.168.1.4:8006', { status: 200, server: 'nginx', body: 'hello', organisation: '' })
  discovery.scan('auto')
  expect(discovery.findings()).toMatchObject({
    scanning: true,
    subnet: '192.168.1.0/24',
    progress: { done: 0, total: 254 },
  })
  await pass(second - 1)
  expect(new Set(network.asked.map(({ address }) => address)).size).toBe(10)
  expect(discovery.findings().progress).toEqual({ done: 10, total: 254 })
  await pass(24.5 * second)
  expect(network.asked).toHaveLength(2 * 254)
  expect(new Set(network.asked.map(({ port }) => port))).toEqual(new Set([8006, 8007]))
  for (let at = 0; at < 25 * second; at += second)
    expect(network.asked.filter(({ atMs }) => atMs >= at && atMs < at + second).length).toBeLessThanOrEqual(20)
  expect(discovery.findings()).toEqual({
    servers: [
      { ip: '192.168.1.3', port: 8006, type: 'pve', version: 'Unknown', hostname: 'host-3.lan' },
      { ip: '192.168.1.3', port: 8007, type: 'pbs', version: 'Unknown', hostname: 'host-3.lan' },
      { ip: '192.168.1.20', port: 8006, type: 'pve', version: 'Unknown', hostname: 'host-20.lan' },
    ],
    errors: [],
    scanning: false,
    subnet: '192.168.1.0/24',
    progress: { done: 254, total: 254 },
    updatedAt: startAt + 25_300,
    networks: ['192.168.1.0/24'],
  })
})

it('tells of its progress twice a second at most, and of the end', async () => {
  const { pass, discovery, told } = setUp()
  discovery.scan('192.168.1.0/28')
  await pass(minute)
  expect(told.map(({ atMs, findings }) => [atMs, findings.progress.done, findings.scanning])).toEqual([
    [0, 0, true],
    [500, 5, true],
    [1000, 10, true],
    [1500, 14, false],
  ])
})

it('takes one scan at a time, refuses what is not private, and stops', async () => {
  const { pass, network, discovery, told } = setUp()
  network.hosts.set('192.168.1.2:8006', pve)
  expect(() => discovery.scan('8.8.8.0/24')).toThrow(expect.objectContaining({ code: 'request.invalid' }))
  discovery.scan('192.168.1.0/24')
  await pass(450)
  expect(() => discovery.scan('192.168.2.0/24')).toThrow(AppError)
  expect(() => discovery.scan('192.168.2.0/24')).toThrow(expect.objectContaining({ code: 'discovery.busy' }))
  discovery.stop()
  await pass(minute)
  expect(network.asked).toHaveLength(2 * 5)
  expect(discovery.findings()).toMatchObject({
    servers: [{ ip: '192.168.1.2' }],
    errors: ['The scan was stopped before its end'],
    scanning: false,
    progress: { done: 5, total: 254 },
    updatedAt: startAt + 450,
  })
  expect(told.at(-1)?.findings.scanning).toBe(false)
  discovery.stop()
  discovery.scan('192.168.2.0/30')
  await pass(second)
  expect(discovery.findings()).toMatchObject({ servers: [], errors: [], subnet: '192.168.2.0/30' })
})

it('keeps what it found until the address is tried again', async () => {
  const { pass, network, discovery } = setUp()
  network.hosts.set('192.168.1.2:8006', pve).set('192.168.1.9:8006', pve)
  discovery.scan('192.168.1.0/28')
  await pass(5 * second)
  network.hosts.delete('192.168.1.9:8006')
  discovery.scan('192.168.1.0/28')
  const found = (): string[] => discovery.findings().servers.map(({ ip }) => ip)
  await pass(500)
  expect(found()).toEqual(['192.168.1.2', '192.168.1.9'])
  await pass(5 * second)
  expect(found()).toEqual(['192.168.1.2'])
})

it('goes no faster than the network answers', async () => {
  const { pass, network, discovery } = setUp()
  const gate = Promise.withResolvers<void>()
  network.gate = gate.promise
  discovery.scan('192.168.1.0/24')
  await pass(minute)
  expect(network.mostOpen).toBe(2 * 32)
  gate.resolve()
  await pass(minute)
  expect(discovery.findings()).toMatchObject({ scanning: false, progress: { done: 254, total: 254 } })
})

it('has nothing to scan where there is no private network', async () => {
  const { network, discovery } = setUp()
  network.networks = []
  discovery.scan('auto')
  expect(discovery.findings()).toMatchObject({
    scanning: false,
    subnet: null,
    errors: ['This server is in no private IPv4 network: name the network to scan'],
  })
  network.networks = ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24', '10.0.3.0/24', '10.0.4.0/24']
  discovery.scan('auto')
  expect(discovery.findings().progress.total).toBe(1024)
})

it('scans every 15 minutes when the settings say so, and no longer', async () => {
  const { pass, network, discovery } = setUp()
  discovery.applySettings({ enabled: true, subnet: '192.168.1.0/30' })
  await pass(14 * minute)
  expect(network.asked).toHaveLength(4)
  discovery.applySettings({ enabled: true, subnet: '192.168.1.0/30' })
  await pass(2 * minute)
  expect(network.asked).toHaveLength(8)
  expect(network.asked.at(-1)?.atMs).toBe(15 * minute + 100)
  discovery.applySettings({ enabled: true, subnet: '192.168.2.0/24' })
  await pass(second)
  expect(network.asked.at(-1)?.address).toBe('192.168.2.11')
  discovery.applySettings({ enabled: false, subnet: '192.168.2.0/24' })
  const asked = network.asked.length
  await pass(60 * minute)
  expect(network.asked).toHaveLength(asked)
  expect(discovery.findings()).toMatchObject({ scanning: false, errors: ['The scan was stopped before its end'] })
})

it('does not stand in the way of a scan that somebody asked for', async () => {
  const { pass, network, discovery } = setUp()
  discovery.scan('192.168.1.0/24')
  discovery.applySettings({ enabled: true, subnet: 'auto' })
  await pass(25 * second)
  expect(network.asked).toHaveLength(2 * 251)
  discovery.applySettings({ enabled: false, subnet: 'auto' })
  await pass(second)
  expect(discovery.findings()).toMatchObject({ errors: [], progress: { done: 254 } })
})

it('survives a network in the settings that cannot be scanned, and a failure of its own', async () => {
  const { pass, network, discovery } = setUp()
  discovery.applySettings({ enabled: true, subnet: '8.8.8.0/24' })
  await pass(second)
  expect([network.asked, discovery.findings().errors]).toEqual([[], ['The scan could not be finished']])
  network.fails = true
  discovery.scan('192.168.1.0/24')
  await pass(second)
  expect(discovery.findings()).toMatchObject({ scanning: false, errors: ['The scan could not be finished'] })
})

it('is quiet once it is closed', async () => {
  const { pass, network, discovery, told } = setUp()
  const gate = Promise.withResolvers<void>()
  network.gate = gate.promise
  discovery.applySettings({ enabled: true, subnet: '192.168.1.0/24' })
  await pass(450)
  let isClosed = false
  const closing = discovery.close().then(() => (isClosed = true))
  await pass(minute)
  expect([isClosed, network.asked.length, network.brokenOff, told.length]).toEqual([false, 10, 10, 1])
  gate.resolve()
  await closing
  await pass(60 * minute)
  expect([network.asked.length, told.length]).toEqual([10, 1])
})
