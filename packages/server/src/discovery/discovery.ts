import { AppError, type Clock, type Log } from '../platform/platform.ts'
import type { FoundServer } from './found-server.ts'
import type { Probe } from './probe.ts'
import { type Scan, startScan } from './scan.ts'
import { readSubnet, type Subnet } from './subnet.ts'
import { throttle } from './throttle.ts'

export { networkProbe } from './io/network-probe.ts'
export type { FoundServer } from './found-server.ts'
export type { Probe } from './probe.ts'

/** What is known of the networks that were scanned. */
export interface Findings {
  /** In the order of their addresses. Those of the last scan stay until their address is tried again. */
  servers: readonly FoundServer[]
  /** What kept the scan from being complete, in one of three texts; nothing about single hosts. */
  errors: readonly string[]
  scanning: boolean
  subnet: string | null
  /** Addresses. */
  progress: { done: number; total: number }
  /** When the last scan ended, ms since epoch. */
  updatedAt: number | null
  networks: readonly string[]
}

export interface DiscoverySettings {
  /** Scan every 15 minutes. */
  enabled: boolean
  /** `auto` or a network. */
  subnet: string
}

/** Looks for Proxmox hosts in private networks: when somebody asks for it, or the settings say so. Never else. */
export interface Discovery {
  findings(): Findings
  /**
   * Starts a scan; `auto` takes the networks of this machine.
   *
   * @throws {AppError} `discovery.busy`, `request.invalid`
   */
  scan(subnet: string): void
  /** Ends the scan under way, if there is one; what was found stays. */
  stop(): void
  applySettings(settings: DiscoverySettings): void
  /** Resolves once no connection is under way. */
  close(): Promise<void>
}

export interface DiscoveryOptions {
  clock: Clock
  log: Log
  probe: Probe
  /** Called at most twice a second while findings change, and at the end of a scan. */
  announce: (findings: Findings) => void
}

const periodMs = 15 * 60_000
const announceMs = 500
const mostAddresses = 1024

/** The only three that are ever told. */
const errorTexts = {
  noNetwork: 'This server is in no private IPv4 network: name the network to scan',
  stopped: 'The scan was stopped before its end',
  failed: 'The scan could not be finished',
} as const

export function createDiscovery({ clock, log, probe, announce }: DiscoveryOptions): Discovery {
  const findings = {
    servers: [] as readonly FoundServer[],
    errors: [] as readonly string[],
    subnet: null as string | null,
    progress: { done: 0, total: 0 },
    updatedAt: null as number | null,
  }
  let settings: DiscoverySettings = { enabled: false, subnet: 'auto' }
  let under: { scan: Scan; inBackground: boolean } | undefined
  let cancelNext = (): void => {}

  const report = (): Findings => ({ ...findings, scanning: under !== undefined, networks: probe.ownNetworks() })
  const telling = throttle(clock, announceMs, () => announce(report()))

  const end = (errors: readonly string[]): void => {
    under = undefined
    Object.assign(findings, { errors, updatedAt: clock.now() })
    const { subnet, progress, servers } = findings
    log.info({ subnet, ...progress, found: servers.length }, 'scan for Proxmox hosts ended')
    telling.soon()
  }

  const begin = (subnets: readonly Subnet[], inBackground: boolean): void => {
    const addresses = subnets.flatMap((subnet) => subnet.addresses).slice(0, mostAddresses)
    const here = new Set(addresses)
    Object.assign(findings, {
      subnet: subnets.map(({ cidr }) => cidr).join(', ') || null,
      servers: findings.servers.filter(({ ip }) => here.has(ip)),
      progress: { done: 0, total: addresses.length },
    })
    if (addresses.length === 0) return end([errorTexts.noNetwork])
    log.info({ subnet: findings.subnet, addresses: addresses.length }, 'scan for Proxmox hosts begins')
    const scan = startScan({
      clock,
      probe,
      addresses,
      tried(address, servers) {
        const others = findings.servers.filter(({ ip }) => ip !== address)
        findings.servers = [...others, ...servers].toSorted(byAddress)
        findings.progress = { ...findings.progress, done: findings.progress.done + 1 }
        telling.soon()
      },
      ended: (how) => end(how === 'complete' ? [] : [errorTexts[how]]),
    })
    under = { scan, inBackground }
    telling.soon()
  }

  const networksOf = (subnet: string): readonly string[] => (subnet === 'auto' ? probe.ownNetworks() : [subnet])

  const scheduled = (): void => {
    cancelNext = clock.after(periodMs, scheduled)
    if (under) return
    try {
      begin(networksOf(settings.subnet).map(readSubnet), true)
    } catch (error) {
      log.warn({ error, subnet: settings.subnet }, 'the network in the settings cannot be scanned')
      end([errorTexts.failed])
    }
  }

  return {
    findings: report,
    scan(subnet) {
      if (under) throw new AppError('discovery.busy', 'A scan is under way: wait for its end, or stop it')
      begin(networksOf(subnet.trim()).map(readSubnet), false)
    },
    stop: () => under?.scan.stop(),
    applySettings(wanted) {
      if (wanted.enabled === settings.enabled && wanted.subnet === settings.subnet) return
      settings = wanted
      cancelNext()
      if (under?.inBackground) under.scan.stop()
      if (wanted.enabled) cancelNext = clock.after(0, scheduled)
    },
    async close() {
      cancelNext()
      const { scan } = under ?? {}
      scan?.stop()
      telling.stop()
      await scan?.settled
    },
  }
}

function byAddress(one: FoundServer, other: FoundServer): number {
  const number = ({ ip }: FoundServer): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  return number(one) - number(other) || one.port - other.port
}
