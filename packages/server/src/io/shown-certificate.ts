import { isIP } from 'node:net'
import { connect } from 'node:tls'
import { inspectCertificate } from '@pulse/proxmox'

const timeoutMs = 4_000

export interface ShownCertificate {
  fingerprint: string
  subject: string
  issuer: string
  validTo: string
  trustedBySystem: boolean
}

/** The certificate that `https://host:port` shows, and whether this system would believe it. Sends nothing. */
export async function shownCertificate(url: string): Promise<ShownCertificate> {
  const { hostname, port } = new URL(url)
  const target = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 443), timeoutMs }
  const { sha256, subject, issuer, validToAt } = await inspectCertificate(target)
  return {
    fingerprint: sha256,
    subject,
    issuer,
    validTo: new Date(validToAt).toISOString(),
    trustedBySystem: await isTrustedBySystem(target),
  }
}

/** Authority and host name both: the answer of the TLS library. */
async function isTrustedBySystem({ host, port }: { host: string; port: number }): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({ host, port, timeout: timeoutMs, ...(isIP(host) === 0 && { servername: host }) })
  socket.once('secureConnect', () => resolve(true))
  socket.once('error', () => resolve(false))
  socket.once('timeout', () => resolve(false))
  return promise.finally(() => socket.destroy())
}
