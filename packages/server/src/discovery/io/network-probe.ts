import { Resolver } from 'node:dns/promises'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { networkInterfaces } from 'node:os'
import { TLSSocket } from 'node:tls'
import type { Heard, Probe, ProxmoxPort } from '../probe.ts'

const connectMs = 1000
/** A backup server thinks for three seconds before it refuses. */
const answerMs = 6000
const namesMs = 1000
const mostBytes = 4096

export interface NetworkProbeOptions {
  /** Asks the name service for the names of an address. */
  reverse?: (address: string) => Promise<readonly string[]>
}

/** Asks real hosts over real sockets. */
export function networkProbe({ reverse = reverseByDns }: NetworkProbeOptions = {}): Probe {
  return {
    ask: (address, port, signal) => ask(address, port, signal).catch(() => undefined),
    async namesOf(address) {
      const { promise, resolve } = Promise.withResolvers<readonly string[]>()
      const timer = setTimeout(() => resolve([]), namesMs)
      return Promise.race([reverse(address).catch(() => []), promise]).finally(() => clearTimeout(timer))
    },
    ownNetworks: () => ownNetworks(networkInterfaces()),
  }
}

const reverseByDns = (address: string): Promise<readonly string[]> =>
  new Resolver({ timeout: namesMs, tries: 1 }).reverse(address)

async function ask(address: string, port: ProxmoxPort, signal: AbortSignal): Promise<Heard> {
  const asking = request({
    host: address,
    port,
    path: '/api2/json/version',
    signal,
    headers: { 'user-agent': 'Pulse', 'accept-encoding': 'identity', connection: 'close' },
    agent: new Agent({ maxCachedSessions: 0 }),
    // It is asked who it is; nothing is said that only the right one may hear.
    rejectUnauthorized: false,
    maxHeaderSize: 16 * 1024,
  })
  const stopTimers = limitTime(asking)
  try {
    const response = await answerTo(asking)
    return {
      status: response.statusCode ?? 0,
      server: [response.headers.server ?? ''].flat().join(),
      organisation: organisationOf(response),
      body: await beginningOf(response),
    }
  } finally {
    stopTimers()
    asking.destroy()
  }
}

/** A silent address costs a second; one where somebody listens may think. */
function limitTime(asking: ClientRequest): () => void {
  const giveUp = (): void => void asking.destroy(new Error('too slow'))
  let timer = setTimeout(giveUp, connectMs)
  asking.once('socket', (socket) =>
    socket.once('connect', () => {
      clearTimeout(timer)
      timer = setTimeout(giveUp, answerMs)
    }),
  )
  return () => clearTimeout(timer)
}

function answerTo(asking: ClientRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  asking.on('error', reject)
  asking.on('upgrade', () => reject(new Error('another protocol')))
  asking.on('response', resolve)
  asking.end()
  return promise
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  let body = Buffer.alloc(0)
  for await (const chunk of response as AsyncIterable<Buffer>) {
    body = Buffer.concat([body, chunk])
    if (body.length >= mostBytes) break
  }
  return body.subarray(0, mostBytes).toString('utf8')
}

function organisationOf({ socket }: IncomingMessage): string {
  const subject = socket instanceof TLSSocket ? socket.getPeerCertificate().subject : undefined
  const organisation: unknown = subject?.O
  return typeof organisation === 'string' ? organisation : ''
}

/** Networks that exist inside this machine only, made by container and virtual machine engines. */
const insideOnly = /^(docker|br-|veth|virbr|lxcbr|lxdbr|podman|cni|flannel|cali|kube)/

/** The /24 of each private IPv4 address, however large the network is. */
export function ownNetworks(interfaces: ReturnType<typeof networkInterfaces>): string[] {
  const networks = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal, address }) => family === 'IPv4' && !internal && isPrivate(address))
      .map(({ address }) => (insideOnly.test(name) ? undefined : `${address.replace(/\.\d+$/, '')}.0/24`)),
  )
  return [...new Set(networks.filter((network) => network !== undefined))]
}

const isPrivate = (address: string): boolean => /^(10|172\.(1[6-9]|2\d|3[01])|192\.168)\./.test(address)
