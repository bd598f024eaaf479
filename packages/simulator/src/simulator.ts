import type { Clock } from './clock.ts'
import { describeEndpoint, type Endpoint, giveLoopbackAddresses, openDoors, startEndpoints } from './endpoints.ts'
import type { Estate } from './estate/estate.ts'
import { type Fault, FaultBook, type FaultMatch, type SetFault } from './faults/faults.ts'
import { hasManyLoopbackAddresses } from './io/loopback.ts'
import { realClock } from './io/real-clock.ts'
import { RequestBook, type RequestLine } from './requests.ts'
import { buildEstate, type Logins, type Scenario, type Versions } from './scenarios/scenarios.ts'

export { type AnswerKind, answerKind } from './answers/answers.ts'
export type { Clock } from './clock.ts'
export type { Endpoint } from './endpoints.ts'
export type { Agent, Estate, Guest, GuestPlan, GuestStatus, Load } from './estate/estate.ts'
export { type PbsVersionProfile, pbsVersionProfiles, type VersionProfile, versionProfiles } from './estate/version.ts'
export type { Fault, FaultMatch, SetFault } from './faults/faults.ts'
export { type NamedFault, NamedFaultError, namedFaults, startNamedFault } from './faults/named-faults.ts'
export type { RequestLine } from './requests.ts'
export type { Scenario, Versions } from './scenarios/scenarios.ts'

/** Which estate, and how it behaves. */
export interface SimulatorOptions {
  /** `small` is the estate of the demo; a size makes one with that many clusters, nodes and guests in all. */
  readonly scenario: Scenario
  /** Two simulators with the same seed and clock give the same answers. */
  readonly seed?: number
  /** Versions that all hosts and backup servers get; else each has that of the scenario, mostly the newest. */
  readonly versions?: Versions
  /** The real time where absent; a clock that is moved by hand makes tests repeatable. */
  readonly clock?: Clock
  /** The one address that everything listens on; 127.0.0.1 where absent, see `ownAddresses`. */
  readonly host?: string
  /**
   * Each node listens on a loopback address of its own (`127.1.x.y`), those of a cluster on one port: the addresses that
   * a cluster names are those under which its members answer. The default where the system has such addresses; else, and
   * with `false`, all name `host`. Nobody is ever told an address that is not of this machine.
   */
  readonly ownAddresses?: boolean
  /** Added to every answer. */
  readonly latencyMs?: number
  /**
   * All nodes take this port and the backup servers the following ones; on one address all take this one and the
   * following. 0 is any free port.
   */
  readonly basePort?: number
}

/** A login by token or by password for one product. */
export interface Credential {
  readonly tokenId: string
  readonly secret: string
  readonly username: string
  readonly password: string
}

/** What a user would add: one per cluster, host on its own and backup server. */
export interface Connection {
  readonly name: string
  readonly product: 'pve' | 'pbs'
  readonly url: string
  /** Those of all members, the one behind `url` first. */
  readonly fingerprints: readonly string[]
  readonly tokenId: string
  readonly secret: string
}

/** A running simulation. */
export interface Simulator {
  /** One for each port. */
  readonly endpoints: readonly Endpoint[]
  /** `pve` and `pbs`: the monitoring user (PVEAuditor with the right to see backups; Audit). `root` may everything, on both. */
  readonly credentials: { readonly pve: Credential; readonly pbs: Credential; readonly root: Credential }
  readonly connections: readonly Connection[]
  /** The simulated world: what happens to it shows in the answers. */
  readonly estate: Estate
  /** What goes wrong with answers; faults that have names are `startNamedFault`'s. */
  readonly faults: {
    /** Gives the id with which it is cleared. */
    set(match: FaultMatch, fault: Fault): string
    /** One, or all. */
    clear(id?: string): void
    list(): readonly SetFault[]
  }
  /** What was asked so far. */
  readonly requests: {
    count(): number
    /** By endpoint, then by verb and path template. */
    byEndpoint(): Record<string, Record<string, number>>
    /** The newest, oldest first; bounded. */
    log(): readonly RequestLine[]
    reset(): void
    /** Requests being answered now. */
    openNow(): number
    /** Requests that will never be answered. */
    hungNow(): number
    /** How many requests with any credential have reached an endpoint. */
    authorizationSeen(endpoint: string): number
  }
  /** Resolves when ports of hosts that were switched off or on are closed or open. */
  settled(): Promise<void>
  /** Closes all ports and ends all connections. */
  close(): Promise<void>
}

/**
 * Starts a whole Proxmox estate on TLS ports of this machine. Rejects with the error of the system, such as one with
 * the code `EADDRINUSE`, where a port cannot be opened; none stays open then.
 *
 * @example
 * const simulator = await startSimulator({ scenario: 'small' })
 * console.log(simulator.connections[0]?.url)
 * simulator.estate.setNodeOnline('attic', 'pve2', false)
 * await simulator.close()
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const clock = options.clock ?? realClock
  const host = options.host ?? '127.0.0.1'
  const { estate, logins } = buildEstate(options.scenario, options.seed ?? 1, clock, options.versions ?? {})
  const faults = new FaultBook()
  const requests = new RequestBook(clock)
  const { latencyMs = 0, basePort = 0 } = options
  const ownAddresses = options.ownAddresses ?? (options.host === undefined && (await hasManyLoopbackAddresses()))
  giveLoopbackAddresses(estate, ownAddresses ? undefined : host)
  const running = await startEndpoints({ estate, clock, host, faults, requests, ownAddresses, latencyMs, basePort })
  const settled = openDoors(estate, running)
  const endpoints = (): Endpoint[] => running.map(describeEndpoint)
  return {
    get endpoints() {
      return endpoints()
    },
    get connections() {
      return connectionsOf(estate, endpoints(), logins)
    },
    credentials: {
      pve: credential(logins.monitor),
      pbs: credential(logins.backupMonitor),
      root: credential(logins.root),
    },
    estate,
    faults,
    requests,
    settled,
    async close() {
      await settled()
      await Promise.all(running.map(({ open }) => open.close()))
    },
  }
}

function credential(login: Logins['root']): Credential {
  const { userid, tokenName, secret, password } = login
  return { tokenId: `${userid}!${tokenName}`, secret, username: userid, password }
}

function connectionsOf(estate: Estate, endpoints: readonly Endpoint[], logins: Logins): Connection[] {
  const connections: Connection[] = []
  const add = (name: string, product: 'pve' | 'pbs', members: readonly Endpoint[]): void => {
    const [first] = members
    if (first === undefined) return
    const { tokenId, secret } = credential(product === 'pve' ? logins.monitor : logins.backupMonitor)
    const fingerprints = members.map((member) => member.fingerprint)
    connections.push({ name, product, url: first.url, fingerprints, tokenId, secret })
  }
  for (const site of estate.sites.values()) {
    const isMember = (endpoint: Endpoint): boolean =>
      endpoint.product === 'pve' && (site.standalone ? site.nodes.has(endpoint.name) : endpoint.cluster === site.name)
    add(site.name, 'pve', endpoints.filter(isMember))
  }
  for (const server of estate.backupServers.values()) {
    add(
      server.name,
      'pbs',
      endpoints.filter((endpoint) => endpoint.name === server.name),
    )
  }
  return connections
}
