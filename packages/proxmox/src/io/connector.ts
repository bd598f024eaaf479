import { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { buildConnector } from 'undici'
import type { Clock, Trust } from '../options.ts'
import { toFailure, TransportFailure } from './transport-failure.ts'

/**
 * Opens TLS connections that are handed over only once the certificate has been found good, so that nothing is sent
 * to a stranger.
 *
 * With `rejectUnauthorized: false` Node never calls `checkServerIdentity`, and on a resumed session there is no peer
 * certificate at all: hence the comparison here, and no session cache (undici keys it by name without port).
 */
export function createConnector(trust: Trust, connectMs: number, clock: Clock): buildConnector.connector {
  const connect = buildConnector({ allowH2: false, maxCachedSessions: 0, timeout: 0, ...tlsOptions(trust) })
  const pins = trust.kind === 'fingerprint' ? new Set(trust.sha256.map(plainHex)) : undefined
  return (target, callback) => {
    let met: string | undefined
    const opening: unknown = connect(target, (error, socket) => {
      cancel()
      if (error) return callback(refusalOf(error, met), null)
      const refusal = pins && checkPin(socket, pins)
      if (!refusal) return callback(null, socket)
      socket.destroy()
      callback(refusal, null)
    })
    // Before Node's own listener for this event, which throws the certificate away with the socket it refuses.
    if (opening instanceof TLSSocket) {
      opening.prependOnceListener('secure', () => {
        met = opening.getPeerCertificate().fingerprint256
      })
    }
    const cancel = clock.after(connectMs, () => {
      const failure = new TransportFailure('timeout', `no connection within ${connectMs} ms`, { phase: 'connect' })
      if (opening instanceof Socket) opening.destroy(failure)
    })
  }
}

/** A certificate that Node refused is told of, so that a person can compare and trust it. */
function refusalOf(error: Error, peerFingerprint: string | undefined): Error {
  const failure = toFailure(error, false, false)
  if (failure.kind !== 'tls' || peerFingerprint === undefined) return error
  return new TransportFailure('tls', `${failure.message}; its SHA-256 fingerprint is ${peerFingerprint}`, {
    peerFingerprint,
  })
}

function tlsOptions(trust: Trust): { rejectUnauthorized?: boolean; ca?: string; allowPartialTrustChain?: boolean } {
  switch (trust.kind) {
    case 'system':
      return {}
    case 'ca':
      // The file may hold the server's own certificate instead of its authority's.
      return { ca: trust.pem, allowPartialTrustChain: true }
    case 'fingerprint':
    case 'insecure':
      return { rejectUnauthorized: false }
  }
}

function checkPin(socket: Socket, pins: ReadonlySet<string>): TransportFailure | undefined {
  const fingerprint = socket instanceof TLSSocket ? socket.getPeerCertificate().fingerprint256 : undefined
  if (fingerprint === undefined) return new TransportFailure('tls', 'the server showed no certificate')
  if (pins.has(plainHex(fingerprint))) return undefined
  return new TransportFailure(
    'tls',
    `the certificate is not the pinned one; its SHA-256 fingerprint is ${fingerprint}`,
    {
      peerFingerprint: fingerprint,
    },
  )
}

const plainHex = (fingerprint: string): string => fingerprint.replaceAll(/[^0-9a-f]/gi, '').toUpperCase()
