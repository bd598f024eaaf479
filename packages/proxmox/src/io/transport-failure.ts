import type { ErrorKind } from '../proxmox-error.ts'

type FailureKind = Extract<
  ErrorKind,
  'timeout' | 'tls' | 'unreachable' | 'not-proxmox' | 'malformed' | 'cancelled' | 'invalid'
>

interface FailureDetail {
  readonly phase?: 'connect' | 'idle' | 'total'
  readonly peerFingerprint?: string
  /** The connection's fault, not the server's: a GET may be sent once more over a fresh one. */
  readonly connectionBroke?: boolean
}

/** An exchange that brought no usable answer. */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure'
  readonly kind: FailureKind
  readonly detail: FailureDetail

  constructor(kind: FailureKind, message: string, detail: FailureDetail = {}) {
    super(message)
    this.kind = kind
    this.detail = detail
  }
}

const tlsCode =
  /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|CRL_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|EPROTO)/

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused: is the port right and the service running?',
  ENOTFOUND: 'no such host name',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
}

/** What a socket's or the HTTP client's error means. */
export function toFailure(error: Error, answerBegun: boolean, reused: boolean): TransportFailure {
  if (error instanceof TransportFailure) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED')
    return new TransportFailure('cancelled', 'the client was closed')
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return new TransportFailure('timeout', 'no connection in time', { phase: 'connect' })
  }
  if (tlsCode.test(code)) return new TransportFailure('tls', `TLS failed: ${tlsReason(code)}`)
  if (answerBegun) return new TransportFailure('malformed', 'the answer was cut short', { connectionBroke: true })
  if (error.name === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new TransportFailure('not-proxmox', 'the answer is not HTTP as Proxmox speaks it')
  }
  const closed = code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE'
  return new TransportFailure('unreachable', reasons[code] ?? `no connection (${code || error.name})`, {
    // Kept-alive connections may be closed at any time; a new one that closes is no accident.
    connectionBroke: closed && reused,
  })
}

function tlsReason(code: string): string {
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `the certificate is not signed by a trusted authority (${code}); trust its fingerprint or give its CA`
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'the certificate is for another host name'
    case 'CERT_HAS_EXPIRED':
      return 'the certificate has expired'
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return 'the server does not speak TLS on this port'
    default:
      return code
  }
}
