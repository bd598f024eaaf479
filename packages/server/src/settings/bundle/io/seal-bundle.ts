import { createCipheriv, createDecipheriv, pbkdf2, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { cost, type Envelope, envelopeHeader } from '../envelope.ts'

const tagBytes = 16
const rounds = 100_000

const pbkdf2Key = promisify(pbkdf2)

/** One key at a time: each takes 128 MiB and more while it is made. */
let last: Promise<unknown> = Promise.resolve()

/** The bytes of an export. Takes some 300 ms, beside the event loop. */
export async function sealBundle(text: string, passphrase: string): Promise<Buffer> {
  const [salt, nonce] = [randomBytes(32), randomBytes(12)]
  const header = envelopeHeader(salt, nonce)
  const key = await scryptKey(passphrase, salt, cost)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(header)
  return Buffer.concat([header, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** Undefined where the passphrase is wrong or the data were changed: nobody can tell which. */
export async function openBundle(envelope: Envelope, passphrase: string): Promise<Buffer | undefined> {
  const { salt, nonce, sealed } = envelope
  const key =
    envelope.kind === 'ours'
      ? await scryptKey(passphrase, salt, envelope)
      : await pbkdf2Key(passphrase, salt, rounds, 32, 'sha256')
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  if (envelope.kind === 'ours') decipher.setAAD(envelope.header)
  try {
    decipher.setAuthTag(sealed.subarray(-tagBytes))
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
  } catch {
    return undefined
  }
}

function scryptKey(
  passphrase: string,
  salt: Buffer,
  { n, r, p }: { n: number; r: number; p: number },
): Promise<Buffer> {
  const derived = last.then(() => {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
    const maxmem = 128 * n * r + 2 ** 20
    scrypt(passphrase, salt, 32, { N: n, r, p, maxmem }, (error, key) => (error ? reject(error) : resolve(key)))
    return promise
  })
  last = derived.catch(() => {})
  return derived
}
