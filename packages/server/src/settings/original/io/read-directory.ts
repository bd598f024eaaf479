import { createDecipheriv, createHash } from 'node:crypto'
import { join } from 'node:path'
import { StartError } from '../../../platform/platform.ts'
import { readBounded } from '../../io/read-bounded.ts'
import { bcryptHash } from '../environment-text.ts'
import type { OriginalFiles } from '../original-directory.ts'

const longestFile = 32 * 1024 * 1024
const nonceBytes = 12
const tagBytes = 16

/**
 * Reads the data directory of the original and writes nothing there. It may be in use.
 *
 * @throws {StartError} naming the file
 */
export async function readOriginalFiles(directory: string): Promise<OriginalFiles> {
  const read = (name: string): Promise<Buffer | undefined> => fileOf(directory, name)
  const key = keyOf(await read('.encryption.key'), directory)
  const open = async (name: string): Promise<string | undefined> => {
    const bytes = await read(name)
    // Without a key the original wrote plain text under the same name.
    return bytes && key ? opened(bytes, key, join(directory, name)) : bytes?.toString()
  }
  const plain = async (name: string): Promise<string | undefined> => (await read(name))?.toString()
  const files = {
    nodes: await open('nodes.enc'),
    email: await open('email.enc'),
    webhooks: (await open('webhooks.enc')) ?? (await plain('webhooks.json')),
    alerts: await plain('alerts.json'),
    system: await plain('system.json'),
    guestMetadata: await plain('guest_metadata.json'),
    environment: await plain('.env'),
  }
  if (Object.values(files).every((text) => text === undefined))
    throw new StartError(`There is nothing of a Pulse in ${directory}: name the directory that holds nodes.enc.`)
  return files
}

async function fileOf(directory: string, name: string): Promise<Buffer | undefined> {
  const path = join(directory, name)
  try {
    const bytes = await readBounded(path, longestFile)
    if (bytes) return bytes
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new StartError(`${path} cannot be read (${code}).`, error)
  }
  throw new StartError(`${path} is larger than ${longestFile} bytes.`)
}

function keyOf(bytes: Buffer | undefined, directory: string): Buffer | undefined {
  if (!bytes) return undefined
  const key = Buffer.from(bytes.toString().trim(), 'base64')
  if (key.length === 32) return key
  throw new StartError(`${join(directory, '.encryption.key')} is damaged: it must hold 32 bytes in base64.`)
}

/** Nonce, encrypted text and tag; the key of the file as it is. */
function opened(bytes: Buffer, key: Buffer, path: string): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
    decipher.setAuthTag(bytes.subarray(-tagBytes))
    const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes))
    return Buffer.concat([text, decipher.final()]).toString()
  } catch (error) {
    throw new StartError(`.encryption.key does not open ${path}: one of them is damaged or from elsewhere.`, error)
  }
}

const shortestPassword = 8
/** bcrypt looks at no more bytes. */
const longestPassword = 72
const rounds = 12

/** The bcrypt hash of a password that may be one already; undefined where it cannot be a password here. */
export async function passwordHashOf(password: string): Promise<string | undefined> {
  if (bcryptHash.test(password)) return password
  // A hash that was cut off is never taken for a password: whoever reads it could log in with it.
  if (password.startsWith('$2')) return undefined
  const bytes = Buffer.byteLength(password)
  if (password.length < shortestPassword || bytes > longestPassword) return undefined
  // Loaded when it is wanted: it brings a library of its own.
  const { hash } = await import('@node-rs/bcrypt')
  return hash(password, { cost: rounds })
}

/** SHA3-256 in lower-case hex. */
export const tokenHashOf = (token: string): string => createHash('sha3-256').update(token).digest('hex')
