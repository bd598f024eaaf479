import Type from 'typebox'
import { Compile } from 'typebox/compile'

/** How an export is encrypted, always AES-256-GCM with the tag at the end. */
export type Envelope = {
  nonce: Buffer
  /** Encrypted text and tag. */
  sealed: Buffer
  salt: Buffer
} & (
  | {
      kind: 'ours' /** Cost of scrypt. */
      n: number
      r: number
      p: number /** Bound to the text by the tag. */
      header: Buffer
    }
  /** PBKDF2-HMAC-SHA-256, 100 000 rounds. */
  | { kind: 'original' }
)

export type EnvelopeResult =
  | Envelope
  | { kind: 'newer'; version: number }
  /** Too short, or an envelope of ours that is broken. */
  | { kind: 'damaged' }

const format = 'pulse-export'
const version = 1
const beginning = Buffer.from(`{"format":"${format}"`)
const longestHeader = 1000
const tagBytes = 16

/** The cost of scrypt for new exports: 128 MiB and some 300 ms. */
export const cost = { n: 2 ** 17, r: 8, p: 1 } as const
/** 256 MiB: what an import may ask for. */
const highestN = 2 ** 18

const headOf = Compile(Type.Object({ format: Type.Literal(format), version: Type.Integer({ minimum: 1 }) }))
const headerOf = Compile(
  Type.Object({
    kdf: Type.Object({
      name: Type.Literal('scrypt'),
      n: Type.Integer({ minimum: 2 ** 14, maximum: highestN }),
      r: Type.Literal(cost.r),
      p: Type.Literal(cost.p),
      salt: Type.String({ pattern: '^[A-Za-z0-9+/]{22,86}={0,2}$' }),
    }),
    cipher: Type.Object({
      name: Type.Literal('aes-256-gcm'),
      nonce: Type.String({ pattern: '^[A-Za-z0-9+/]{16}$' }),
    }),
  }),
)

/** A line of JSON that says what follows and how it is encrypted; the encrypted text follows behind its end. */
export function envelopeHeader(salt: Buffer, nonce: Buffer): Buffer {
  const kdf = { name: 'scrypt', ...cost, salt: salt.toString('base64') }
  const cipher = { name: 'aes-256-gcm', nonce: nonce.toString('base64') }
  return Buffer.from(`${JSON.stringify({ format, version, kdf, cipher })}\n`)
}

/** Takes an export apart, one of ours or one of the original: 32 bytes of salt, 12 of nonce, text and tag. */
export function readEnvelope(bytes: Buffer): EnvelopeResult {
  if (bytes.subarray(0, beginning.length).equals(beginning)) return readOurs(bytes)
  if (bytes.length < 32 + 12 + tagBytes) return { kind: 'damaged' }
  return {
    kind: 'original',
    salt: bytes.subarray(0, 32),
    nonce: bytes.subarray(32, 44),
    sealed: bytes.subarray(44),
  }
}

function readOurs(bytes: Buffer): EnvelopeResult {
  const end = bytes.subarray(0, longestHeader).indexOf('\n') + 1
  const header = bytes.subarray(0, end)
  const value = parse(header.toString())
  if (!headOf.Check(value)) return { kind: 'damaged' }
  if (value.version > version) return { kind: 'newer', version: value.version }
  const sealed = bytes.subarray(end)
  if (!headerOf.Check(value) || sealed.length < tagBytes) return { kind: 'damaged' }
  const { kdf, cipher } = value
  // scrypt takes powers of two only.
  if (Math.log2(kdf.n) % 1 !== 0) return { kind: 'damaged' }
  const salt = Buffer.from(kdf.salt, 'base64')
  const nonce = Buffer.from(cipher.nonce, 'base64')
  return { kind: 'ours', header, salt, nonce, sealed, n: kdf.n, r: kdf.r, p: kdf.p }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
