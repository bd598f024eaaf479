import type { DiscoveredServer, Discovery as DiscoveryAnswer, StateMessage, SystemSettings } from '@pulse/contract'
import type { Discovery, DiscoverySettings, Findings, FoundServer } from '../discovery/discovery.ts'
import type { DiscoveryDesk } from '../http/http.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Clock } from '../platform/platform.ts'
import type { Realtime } from '../realtime/realtime.ts'
import { effectiveSettings, type Settings, type SettingsDocument, type SettingsListener } from '../settings/settings.ts'

interface Watched {
  settings: Pick<Settings, 'document'>
  inventory: Pick<Inventory, 'picture'>
}

export interface DiscoveryDeskModules extends Watched {
  discovery: Pick<Discovery, 'findings' | 'scan' | 'stop'>
  realtime: Pick<Realtime, 'announce'>
  clock: Pick<Clock, 'now'>
  /** Settings that the environment says; they win. */
  environment: Partial<SystemSettings>
}

/** Discovery, and what is watched already, behind the calls that look for hosts. */
export function discoveryDesk(modules: DiscoveryDeskModules): DiscoveryDesk {
  const { discovery, settings, realtime, clock, environment } = modules
  const findings = (): DiscoveryAnswer => {
    const { errors, updatedAt, servers, ...rest } = discovery.findings()
    return {
      ...rest,
      servers: withConfigured(servers, modules),
      ...(errors.length === 0 ? {} : { errors: [...errors] }),
      progress: { ...rest.progress },
      networks: [...rest.networks],
      updated: updatedAt === null ? null : new Date(updatedAt).toISOString(),
    }
  }
  return {
    findings,
    scan(subnet) {
      discovery.scan(subnet ?? effectiveSettings(settings.document(), environment).discoverySubnet)
      return findings()
    },
    stop() {
      discovery.stop()
      return findings()
    },
    sendTestNotification: () => realtime.announce(testNotification(clock.now())),
  }
}

/** Tells those who listen what was found. */
export function findingsAnnouncement({
  settings,
  inventory,
  realtime,
  clock,
}: Omit<DiscoveryDeskModules, 'discovery' | 'environment'>): (findings: Findings) => void {
  return ({ servers, errors, scanning, progress }) => {
    const now = clock.now()
    realtime.announce({
      type: 'discovery_update',
      data: {
        servers: withConfigured(servers, { settings, inventory }),
        errors: errors.length === 0 ? null : errors,
        scanning,
        progress,
        timestamp: Math.floor(now / 1000),
      },
      timestamp: new Date(now).toISOString(),
    })
  }
}

/** What discovery has to know of the settings. */
export function discoverySettings(document: SettingsDocument, environment: Partial<SystemSettings>): DiscoverySettings {
  const { discoveryEnabled, discoverySubnet } = effectiveSettings(document, environment)
  return { enabled: discoveryEnabled, subnet: discoverySubnet }
}

/** Scans begin and end with their setting; who listens hears that a host found before is watched now, or no longer. */
export function discoveryChangePipeline({
  discovery,
  announce,
  environment,
}: {
  discovery: Pick<Discovery, 'applySettings' | 'findings'>
  announce: (findings: Findings) => void
  environment: Partial<SystemSettings>
}): SettingsListener {
  return (now, before) => {
    discovery.applySettings(discoverySettings(now, environment))
    const findings = discovery.findings()
    if (now.connections !== before.connections && findings.servers.length > 0) announce(findings)
  }
}

/** A host is configured if a connection names it, or if it is a member of a cluster that a connection watches. */
function withConfigured(servers: readonly FoundServer[], { settings, inventory }: Watched): DiscoveredServer[] {
  const { connections } = settings.document()
  const hosts = connections.map(({ product, url }) => `${product} ${new URL(url).hostname.toLowerCase()}`)
  const members = inventory
    .picture()
    .tables.nodes.values()
    .map(({ address }) => `pve ${address}`)
  const known = new Set([...hosts, ...members])
  return servers.map((server) => {
    const { type, ip, hostname } = server
    return { ...server, configured: known.has(`${type} ${ip}`) || known.has(`${type} ${hostname}`) }
  })
}

/** Nothing in it is real. */
function testNotification(now: number): StateMessage {
  return {
    type: 'node_auto_registered',
    data: {
      type: 'pve',
      host: 'https://192.0.2.10:8006',
      name: 'test-node',
      tokenId: 'pulse-monitor@pve!pulse-test',
      hasToken: true,
      verifySSL: true,
      status: 'connected',
    },
    timestamp: new Date(now).toISOString(),
  }
}
