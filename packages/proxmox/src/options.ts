/** Time as the client sees it. Hand in your own to make time stand still in tests. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Runs once after `ms` milliseconds; the function returned cancels it. */
  after(ms: number, run: () => void): () => void
}

/** How to log in. An API token is the better way: no login call, no two-factor demand, fewer rights. */
export type Credentials =
  | {
      readonly kind: 'token'
      /** `user@realm!name` */
      readonly tokenId: string
      readonly secret: string
    }
  | {
      readonly kind: 'password'
      /** `user@realm` */
      readonly username: string
      readonly password: string
      /** Second factor, good for a single login: a one-time password (TOTP), a recovery code or what a Yubikey types. */
      readonly otp?: string
    }
  | {
      /** A login that was made before. It is renewed while it is good; once it has run out, somebody must log in anew. */
      readonly kind: 'ticket'
      /** `user@realm` */
      readonly username: string
      readonly ticket: string
      /** Needed for writes. */
      readonly csrfToken: string
    }

/** Which server certificate is believed. It is checked before anything is sent. */
export type Trust =
  | { readonly kind: 'system' }
  | { readonly kind: 'ca'; readonly pem: string }
  | {
      readonly kind: 'fingerprint'
      /** SHA-256 of the server's own certificate, in hex with or without colons, in either case. Any one of them. */
      readonly sha256: readonly string[]
    }
  | { readonly kind: 'insecure' }

/** What one call may cost. */
export interface Limits {
  /** Until the connection stands and the certificate is checked. Default 4,000 ms. */
  readonly connectMs: number
  /** Between two signs of life once the request is sent. Default 5,000 ms. */
  readonly idleMs: number
  /** For the whole call, waiting for a free connection, login and repetition included. Default 8,000 ms. */
  readonly totalMs: number
  /** Of an answer, after decompression. Default 64 MiB. */
  readonly maxBodyBytes: number
  /** At the same time to this host; further calls wait. Default 4. */
  readonly connections: number
}

export const defaultLimits: Limits = {
  connectMs: 4_000,
  idleMs: 5_000,
  totalMs: 8_000,
  maxBodyBytes: 64 * 1024 * 1024,
  connections: 4,
}

/** A field of an answer that could not be read, and was left out of the result. */
export interface OddField {
  readonly method: string
  /** With placeholders. */
  readonly path: string
  /** JSON pointer (RFC 6901) from `data`. */
  readonly pointer: string
  /** What stood there: `text`, `number`, `boolean`, `list`, `object`, `null` or `missing`. Never the value. */
  readonly kind: string
}

/** One request, logins included; one that had to be sent again over a fresh connection counts once. */
export interface RequestRecord {
  readonly method: string
  /** With placeholders. */
  readonly pathTemplate: string
  /** As sent, without the query. */
  readonly path: string
  /** Missing if there was no answer. */
  readonly status?: number
  readonly durationMs: number
  /** Of the answer's body, as it came over the wire. */
  readonly bytes: number
  readonly errorKind?: string
}

/** What a client is made of: where the host is, who calls, and which certificate is believed. */
export interface ClientOptions {
  /** `https://host:port`; without a port 8006 (PVE) or 8007 (PBS) is meant. A path before `/api2/json` is kept. */
  readonly url: string
  readonly credentials: Credentials
  readonly trust: Trust
  readonly limits?: Partial<Limits>
  readonly clock?: Clock
  readonly onOddField?: (odd: OddField) => void
  readonly onRequest?: (record: RequestRecord) => void
  /** Default `Pulse`. */
  readonly userAgent?: string
}

/** What may differ for a single call. */
export interface CallOptions {
  readonly signal?: AbortSignal
  readonly totalMs?: number
  readonly idleMs?: number
}
