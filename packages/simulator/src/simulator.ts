import { answerPbs, answerPve, type Answer, type ApiRequest } from './answers/answers.ts'
import type { Clock } from './clock.ts'
import type { BackupServer, Estate, Node, Site } from './estate/estate.ts'
import { type Fault, FaultBook, type FaultMatch, type SetFault } from './faults/faults.ts'
import { type Authority, createAuthority, createIdentity, type Identity } from './io/certificates.ts'
import { type Endpoint as OpenEndpoint, openEndpoint } from './io/endpoint.ts'
import { serve } from './io/exchange.ts'
import { realClock } from './io/real-clock.ts'
import { RequestBook, type RequestLine } from './requests.ts'
import { buildEstate, inventedFingerprint, type Logins, type Scenario } from './scenarios/scenarios.ts'

export type { Clock } from './clock.ts'
export type { Agent, Estate, Guest, GuestPlan, GuestStatus, Load } from './estate/estate.ts'
export type { VersionProfile } from './estate/version.ts'
export type { Fault, FaultMatch, SetFault } from './faults/faults.ts'
export type { RequestLine } from './requests.ts'
export type { Scenario } from './scenarios/scenarios.ts'

export interface SimulatorOptions {
  /** `small` is the estate of the demo; a size makes one with that many clusters, nodes and guests in all. */
  readonly scenario: Scenario
  /** Two simulators with the same seed and clock give the same answers. */
  readonly seed?: number
  readonly clock?: Clock
  readonly host?: string
  /**
   * Each node listens on a loopback address of its own (`127.1.x.y`), those of a cluster on one port: the addresses that
   * a cluster names are those under which its members answer. Linux only.
   */
  readonly ownAddresses?: boolean
  /** Added to every answer. */
  readonly latencyMs?: number
  /** The endpoints take this port and the following ones; 0 is any free port. */
  readonly basePort?: number
}

/** One port: a Proxmox VE node or a backup server. */
export interface Endpoint {
  /** Unique: `attic/pve1`, `pve-office`, `pbs-main`. */
  readonly name: string
  readonly product: 'pve' | 'pbs'
  readonly cluster?: string
  readonly node: string
  readonly host: string
  readonly port: number
  readonly url: string
  /** SHA-256 of the certificate served now, upper-case with colons. */
  readonly fingerprint: string
  readonly caPem: string
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

export interface Simulator {
  readonly endpoints: readonly Endpoint[]
  /** `pve` and `pbs`: the monitoring user (PVEAuditor, Audit). `root` may everything, on both. */
  readonly credentials: { readonly pve: Credential; readonly pbs: Credential; readonly root: Credential }
  readonly connections: readonly Connection[]
  readonly estate: Estate
  readonly faults: {
    set(match: FaultMatch, fault: Fault): string
    clear(id?: string): void
    list(): readonly SetFault[]
  }
  readonly requests: {
    count(): number
    byEndpoint(): Record<string, Record<string, number>>
    log(): readonly RequestLine[]
    reset(): void
    openNow(): number
    hungNow(): number
    authorizationSeen(endpoint: string): number
  }
  /** Resolves when ports of hosts that were switched off or on are closed or open. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Where an endpoint stands in the estate. */
interface Place {
  readonly name: string
  readonly product: 'pve' | 'pbs'
  readonly cluster: string | undefined
  readonly node: string
  readonly ip: string
  readonly owner: Node | BackupServer
  answer(request: ApiRequest): Answer
}

interface Running {
  readonly place: Place
  readonly host: string
  readonly authority: Authority
  readonly open: OpenEndpoint
  identity: Identity
}

/**
 * Starts a whole Proxmox estate on TLS ports of this machine.
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
  const { estate, logins } = buildEstate(options.scenario, options.seed ?? 1, clock)
  const faults = new FaultBook()
  const requests = new RequestBook(clock)
  if (options.ownAddresses) giveOwnAddresses(estate)
  const running = await startEndpoints({ estate, clock, host, faults, requests, options })
  const pending = openDoors(estate, running, host)
  const endpoints = (): Endpoint[] => running.map(describe)
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
    settled: pending,
    async close() {
      await pending()
      await Promise.all(running.map(({ open }) => open.close()))
    },
  }
}

function credential(login: Logins['root']): Credential {
  const { userid, tokenName, secret, password } = login
  return { tokenId: `${userid}!${tokenName}`, secret, username: userid, password }
}

function placesOf(estate: Estate): Place[] {
  const places: Place[] = []
  for (const site of estate.sites.values()) {
    for (const node of site.nodes.values()) {
      if (node.listens) places.push(pvePlace(estate, site, node))
      else
        node.certificate = {
          pem: '',
          fingerprint: inventedFingerprint(node),
          subject: '',
          issuer: '',
          san: [],
          notBeforeAt: 0,
          notAfterAt: 0,
        }
    }
  }
  for (const server of estate.backupServers.values()) {
    const answer = (request: ApiRequest): Answer => answerPbs(estate, server, request)
    places.push({
      name: server.name,
      product: 'pbs',
      cluster: undefined,
      node: server.name,
      ip: server.ip,
      owner: server,
      answer,
    })
  }
  return places
}

function pvePlace(estate: Estate, site: Site, node: Node): Place {
  return {
    name: site.standalone ? node.name : `${site.name}/${node.name}`,
    product: 'pve',
    cluster: site.standalone ? undefined : site.name,
    node: node.name,
    ip: node.ip,
    owner: node,
    answer: (request) => answerPve(estate, site, node, request),
  }
}

interface Start {
  readonly estate: Estate
  readonly clock: Clock
  readonly host: string
  readonly faults: FaultBook
  readonly requests: RequestBook
  readonly options: SimulatorOptions
}

function giveOwnAddresses(estate: Estate): void {
  let site = 0
  for (const { nodes } of estate.sites.values()) {
    site++
    let member = 0
    for (const node of nodes.values()) node.ip = `127.1.${site}.${++member}`
  }
}

async function startEndpoints(start: Start): Promise<Running[]> {
  const { clock, requests, faults, options } = start
  const authorities = new Map<string, Promise<Authority>>()
  const ports = new Map<string, Promise<number>>()
  const basePort = options.basePort ?? 0
  /** The members of a cluster share the port that the first of them gets. */
  const portOf = async (issuer: string, index: number): Promise<number> =>
    (options.ownAddresses ? await ports.get(issuer) : undefined) ?? (basePort === 0 ? 0 : basePort + index)
  return Promise.all(
    placesOf(start.estate).map(async (place, index) => {
      const issuer = place.cluster ?? place.name
      const made = authorities.get(issuer) ?? createAuthority(issuer)
      authorities.set(issuer, made)
      const host = options.ownAddresses && place.product === 'pve' ? place.ip : start.host
      const first = Promise.withResolvers<number>()
      const wanted = portOf(issuer, index)
      if (!ports.has(issuer)) ports.set(issuer, first.promise)
      const authority = await made
      const identity = await createIdentity(authority, place.node, place.ip, host)
      place.owner.certificate = identity.certificate
      const exchange = {
        endpoint: place.name,
        clock,
        requests,
        latencyMs: options.latencyMs ?? 0,
        compresses: place.product === 'pve',
        answer: (request: ApiRequest) => place.answer(request),
        faults: (call: { endpoint: string; method: string; path: string }) => faults.matching(call),
      }
      const open = await openEndpoint(host, await wanted, identity, (message, response, reset) =>
        serve(exchange, message, response, reset),
      )
      first.resolve(open.port)
      return { place, host, authority, open, identity }
    }),
  )
}

/** Lets the estate close, open and re-key its ports. The function returned waits until ports are closed or open. */
function openDoors(estate: Estate, running: readonly Running[], host: string): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  estate.openDoors({
    powerChanged() {
      last = last.then(() => Promise.all(running.map(({ place, open }) => open.setOnline(place.owner.online))))
    },
    async changeCertificate(name) {
      const one = running.find(({ place }) => place.name === name)
      if (one === undefined)
        throw new Error(`No endpoint '${name}'; there are ${running.map(({ place }) => place.name).join(', ')}`)
      one.identity = await createIdentity(one.authority, one.place.node, one.place.ip, host)
      one.place.owner.certificate = one.identity.certificate
      one.open.setIdentity(one.identity)
      return one.identity.certificate.fingerprint
    },
  })
  return async () => {
    await last
  }
}

function describe({ place, host, authority, open, identity }: Running): Endpoint {
  return {
    name: place.name,
    product: place.product,
    ...(place.cluster !== undefined && { cluster: place.cluster }),
    node: place.node,
    host,
    port: open.port,
    url: `https://${host.includes(':') ? `[${host}]` : host}:${open.port}`,
    fingerprint: identity.certificate.fingerprint,
    caPem: authority.pem,
  }
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
