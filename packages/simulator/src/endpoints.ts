import { type Answer, answerPbs, answerPve, type ApiRequest } from './answers/answers.ts'
import type { Clock } from './clock.ts'
import type { BackupServer, Estate, Node, Site } from './estate/estate.ts'
import type { FaultBook } from './faults/faults.ts'
import { type Authority, createAuthority, createIdentity, type Identity } from './io/certificates.ts'
import { openTlsPort, type TlsPort } from './io/tls-port.ts'
import { serve } from './io/exchange.ts'
import type { RequestBook } from './requests.ts'
import { inventedFingerprint } from './scenarios/scenarios.ts'

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

export interface Running {
  readonly place: Place
  readonly host: string
  readonly authority: Authority
  readonly open: TlsPort
  identity: Identity
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
  readonly ownAddresses: boolean
  readonly latencyMs: number
  readonly basePort: number
}

/** Puts every node on the loopback address that is given, or on one of its own. */
export function giveLoopbackAddresses(estate: Estate, shared: string | undefined): void {
  let site = 0
  for (const { nodes } of estate.sites.values()) {
    site++
    let member = 0
    for (const node of nodes.values()) {
      node.ip = shared ?? `127.${site}.${Math.floor(member / 250)}.${(member % 250) + 1}`
      member++
    }
  }
}

/** Opens a TLS port for every node that listens and for every backup server. */
export async function startEndpoints(start: Start): Promise<Running[]> {
  const places = placesOf(start.estate)
  const authorities = new Map<string, Promise<Authority>>()
  const ports = new Map<string, Promise<number>>()
  const opening = await Promise.allSettled(
    places.map(async (place, index) => {
      const issuer = place.cluster ?? place.name
      const made = authorities.get(issuer) ?? createAuthority(issuer)
      authorities.set(issuer, made)
      // The members of a cluster share the port that the first of them gets.
      const shared = start.ownAddresses ? ports.get(issuer) : undefined
      const first = Promise.withResolvers<number>()
      if (shared === undefined) ports.set(issuer, first.promise)
      const authority = await made
      const opened = openEndpoint(start, place, authority, (await shared) ?? wantedPort(start, places, index))
      // Whoever shares the port must not wait for one that cannot be opened.
      opened.then(
        ({ open }) => first.resolve(open.port),
        () => first.resolve(0),
      )
      return opened
    }),
  )
  const running = opening.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = opening.find((one) => one.status === 'rejected')
  if (failed === undefined) return running
  // One port that is taken must not leave the others open.
  await Promise.all(running.map(({ open }) => open.close()))
  throw failed.reason
}

/** Nodes with an address of their own all have the same port, as real ones; the backup servers those that follow. */
function wantedPort({ basePort, ownAddresses }: Start, places: readonly Place[], index: number): number {
  if (basePort === 0) return 0
  if (!ownAddresses) return basePort + index
  const before = places.slice(0, index).filter(({ product }) => product === 'pbs').length
  return places[index]?.product === 'pbs' ? basePort + 1 + before : basePort
}

async function openEndpoint(start: Start, place: Place, authority: Authority, port: number): Promise<Running> {
  const host = start.ownAddresses && place.product === 'pve' ? place.ip : start.host
  const identity = await createIdentity(authority, place.node, place.ip, host)
  place.owner.certificate = identity.certificate
  const exchange = {
    endpoint: place.name,
    clock: start.clock,
    requests: start.requests,
    latencyMs: start.latencyMs,
    compresses: place.product === 'pve',
    answer: (request: ApiRequest) => place.answer(request),
    faults: (call: { endpoint: string; method: string; path: string }) => start.faults.matching(call),
  }
  const open = await openTlsPort(host, port, identity, (message, response, reset) =>
    serve(exchange, message, response, reset),
  )
  return { place, host, authority, open, identity }
}

/** Lets the estate close, open and re-key its ports. The function returned waits until ports are closed or open. */
export function openDoors(estate: Estate, running: readonly Running[]): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  estate.openDoors({
    powerChanged() {
      last = last.then(() => Promise.all(running.map(({ place, open }) => open.setOnline(place.owner.online))))
    },
    async changeCertificate(name) {
      const one = running.find(({ place }) => place.name === name)
      if (one === undefined)
        throw new Error(`No endpoint '${name}'; there are ${running.map(({ place }) => place.name).join(', ')}`)
      one.identity = await createIdentity(one.authority, one.place.node, one.place.ip, one.host)
      one.place.owner.certificate = one.identity.certificate
      one.open.setIdentity(one.identity)
      return one.identity.certificate.fingerprint
    },
  })
  return async () => {
    await last
  }
}

export function describeEndpoint({ place, host, authority, open, identity }: Running): Endpoint {
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
