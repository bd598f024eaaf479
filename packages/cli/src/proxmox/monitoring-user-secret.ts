import { inspectCertificate, type Trust } from '@pulse/proxmox'
import type { Product } from '@pulse/proxmox/schema'
import { CommandError } from '../command-error.ts'
import type { Machine } from '../io/machine.ts'
import type { Connection } from './connection.ts'
import { readEnvironment, variable } from './environment.ts'
import { shellQuoted } from './equivalent.ts'

/** The file that keeps the secret, in the form that `--env` reads. */
export interface SecretFile {
  readonly path: string
  /** Its secret, where the file is there and is about this token of this host. */
  readonly secret: string | undefined
  readonly exists: boolean
}

/** `./pulse-pve1.example.org.env`, or what `--save` names. */
export async function findSecretFile(
  given: string | undefined,
  { product, url }: Connection,
  tokenId: string,
  machine: Machine,
): Promise<SecretFile> {
  const path = given ?? `./pulse-${new URL(url).hostname.replaceAll(/[^\w.-]/g, '')}.env`
  try {
    const found = readEnvironment(product, await machine.files.readEnvironment(path))
    const isOurs = found.tokenId === tokenId && found.baseUrl === url
    return { path, exists: true, secret: isOurs ? found.tokenSecret : undefined }
  } catch (error) {
    if (isMissing(error)) return { path, exists: false, secret: undefined }
    throw new CommandError('invalid', `${path} cannot be read: ${reasonOf(error)}`)
  }
}

/** As much as the file will hold: an empty one finds its place on a full disk, too. */
const roomForSecret = '.'.repeat(1024)

/**
 * Finds out that the file can be written, while nothing has been done yet: a secret is told only once.
 *
 * @throws CommandError of kind `invalid`
 */
export async function tryFolder({ path }: SecretFile, machine: Machine): Promise<void> {
  try {
    await machine.files.writePrivate(`${path}.try`, roomForSecret)
    await machine.files.remove(`${path}.try`)
  } catch (error) {
    throw new CommandError('invalid', `${path} cannot be written: ${reasonOf(error)}`)
  }
}

/** @throws CommandError of kind `failed`: the token is there, but nobody has its secret */
export async function writeSecret(file: SecretFile, text: string, machine: Machine): Promise<void> {
  try {
    await machine.files.writePrivate(file.path, text)
  } catch (error) {
    throw new CommandError(
      'failed',
      `The token is made, but ${file.path} cannot be written: ${reasonOf(error)}. Its secret is lost: add --rotate for a new one.`,
    )
  }
}

/** What `pulse api --env`, the Postman environments and the examples read. */
export function secretText(
  { product, url }: { readonly product: Product; readonly url: string },
  tokenId: string,
  secret: string,
  trusted: readonly (readonly [name: string, value: string])[],
): string {
  const values = [['BASE_URL', url] as const, ['TOKEN_ID', tokenId] as const, ['TOKEN_SECRET', secret] as const]
  const lines = [...values, ...trusted].map(([name, value]) => `${variable(product, name)}=${value}`)
  return `# Access for Pulse. Whoever has the secret may look as Pulse does.\n${lines.join('\n')}\n`
}

/** How the file says which certificate is believed; nothing where the system's own authorities decide. */
export async function trustVariables(
  { url, trust }: { readonly url: string; readonly trust: Trust },
  caFile: string | undefined,
): Promise<readonly (readonly [string, string])[]> {
  switch (trust.kind) {
    case 'system':
      return []
    case 'ca':
      return caFile === undefined ? [] : [['CA_FILE', shellQuoted(caFile)]]
    case 'fingerprint':
      return [['FINGERPRINT', trust.sha256.join(',')]]
    case 'insecure': {
      // From now on it is this one and no other.
      const { hostname, port } = new URL(url)
      const host = hostname.replaceAll(/[[\]]/g, '')
      const { sha256 } = await inspectCertificate({ host, port: Number(port), timeoutMs: 4_000 })
      return [['FINGERPRINT', sha256]]
    }
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'
/** `EACCES: permission denied`, without the path and the name of the system call behind it. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split(',')[0] ?? '') : 'unknown reason'
