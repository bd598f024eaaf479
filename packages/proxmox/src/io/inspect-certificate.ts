import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls'
import { ProxmoxError } from '../proxmox-error.ts'
import { toFailure, TransportFailure } from './transport-failure.ts'

/** What a server shows before anybody has said a word. */
export interface CertificateFacts {
  /** Upper-case colon form, as PVE shows it. */
  readonly sha256: string
  /** One line, such as `CN=pve1.example.org, O=PVE Cluster Node`. */
  readonly subject: string
  readonly issuer: string
  /** Such as `DNS:pve1` and `IP Address:192.0.2.1`. */
  readonly san: readonly string[]
  readonly validFromAt: number
  readonly validToAt: number
  readonly selfSigned: boolean
  /** The server's own certificate first. */
  readonly chainPem: string
}

/**
 * Looks at a server's certificate without believing it. Sends no credential, and no HTTP at all.
 *
 * @example const { sha256 } = await inspectCertificate({ host: 'pve1.example.org', port: 8006, timeoutMs: 4_000 })
 * @throws ProxmoxError of kind `timeout`, `unreachable` or `tls`
 */
export async function inspectCertificate(target: {
  readonly host: string
  readonly port: number
  readonly timeoutMs: number
}): Promise<CertificateFacts> {
  const { host, port, timeoutMs } = target
  const { promise, resolve, reject } = Promise.withResolvers<CertificateFacts>()
  const socket = connect({ host, port, rejectUnauthorized: false, ...(isIP(host) === 0 && { servername: host }) })
  const timer = setTimeout(() => {
    socket.destroy(new TransportFailure('timeout', `no connection within ${timeoutMs} ms`, { phase: 'connect' }))
  }, timeoutMs)
  socket.once('secureConnect', () => resolve(readFacts(socket)))
  socket.once('error', (error) => {
    const { kind, message, detail } = toFailure(error, false, false)
    reject(new ProxmoxError({ kind, method: 'TLS', path: `${host}:${port}`, text: message, phase: detail.phase }))
  })
  return promise.finally(() => {
    clearTimeout(timer)
    socket.destroy()
  })
}

function readFacts(socket: TLSSocket): CertificateFacts {
  const peer = socket.getPeerCertificate(true)
  const leaf = new X509Certificate(peer.raw)
  return {
    sha256: leaf.fingerprint256,
    subject: leaf.subject.replaceAll('\n', ', '),
    issuer: leaf.issuer.replaceAll('\n', ', '),
    san: leaf.subjectAltName?.split(', ') ?? [],
    validFromAt: leaf.validFromDate.getTime(),
    validToAt: leaf.validToDate.getTime(),
    selfSigned: leaf.checkIssued(leaf) && leaf.verify(leaf.publicKey),
    chainPem: chainOf(peer).join(''),
  }
}

/** A self-signed certificate is its own issuer, without end. */
function chainOf(peer: DetailedPeerCertificate): string[] {
  const chain: string[] = []
  const seen = new Set<string>()
  for (let one = peer; one?.raw && !seen.has(one.fingerprint256); one = one.issuerCertificate) {
    seen.add(one.fingerprint256)
    chain.push(new X509Certificate(one.raw).toString())
  }
  return chain
}
