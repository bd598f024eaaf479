import { createHash, randomBytes, X509Certificate } from 'node:crypto'

/** 32 letters and digits, 5 bits each, without `I`, `O`, `0` and `1`, which people confuse. */
const readable = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** 100 bits. */
export function randomSetupCode(): string {
  return Array.from(randomBytes(20), (byte) => readable.charAt(byte % readable.length)).join('')
}

/** 64 bits, the documented form. */
export const randomRegistrationToken = (): string => `PULSE-REG-${randomBytes(8).toString('hex')}`

/** SHA-256 in lower-case hex: enough for what is long and random. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Of the public key of a certificate in PEM, as curl and wget take it: `sha256//…`. */
export function publicKeyPin(certificate: string): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' })
  return `sha256//${createHash('sha256').update(key).digest('base64')}`
}
