/** Why a request to another server came to nothing. Constant texts: no address and no word of the other side is in them. */
const texts = {
  malformed: 'the address must begin with http:// or https://, name a host, and hold no user name',
  'not-allowed': 'the address leads to a network that may not be asked from here',
  unresolved: 'the name of the host is not known',
  unreachable: 'no connection could be made, or it broke off',
  untrusted: 'the certificate of the host is not trusted',
  'too-slow': 'there was no complete answer in time',
  'too-large': 'the answer is too large',
  redirected: 'the host sends us to another address: enter that one',
  broken: 'the answer is no valid HTTP',
} as const

export type OutboundFailure = keyof typeof texts

/** A request of ours to another server failed. `message` is for people and holds no secret. */
export class OutboundError extends Error {
  readonly kind: OutboundFailure

  constructor(kind: OutboundFailure, cause?: unknown) {
    super(texts[kind], cause === undefined ? undefined : { cause })
    this.name = 'OutboundError'
    this.kind = kind
  }
}
