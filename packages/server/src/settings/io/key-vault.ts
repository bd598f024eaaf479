import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { Vault } from '../vault.ts'

const nonceBytes = 12
const tagBytes = 16

/** 32 random bytes, as they stand in the key file. */
export const newKey = (): string => randomBytes(32).toString('base64')

/**
 * AES-256-GCM; sealed texts are base64 of nonce, ciphertext and tag, with a fresh nonce each.
 *
 * @returns undefined if `key` is not 32 bytes in base64
 */
export function keyVault(key: string): Vault | undefined {
  const bytes = Buffer.from(key.trim(), 'base64')
  if (bytes.length !== 32 || !/^[A-Za-z0-9+/]{43}=$/.test(key.trim())) return undefined
  return {
    seal(text, purpose) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', bytes, nonce).setAAD(Buffer.from(purpose))
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64')
    },
    open(sealed, purpose) {
      const data = Buffer.from(sealed, 'base64')
      if (data.length < nonceBytes + tagBytes) return undefined
      const decipher = createDecipheriv('aes-256-gcm', bytes, data.subarray(0, nonceBytes))
        .setAAD(Buffer.from(purpose))
        .setAuthTag(data.subarray(-tagBytes))
      try {
        return decipher.update(data.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        return undefined
      }
    },
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  }
}
