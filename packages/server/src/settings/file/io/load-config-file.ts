import { dirname, resolve } from 'node:path'
import { AppError, StartError } from '../../../platform/platform.ts'
import { readBounded } from '../../io/read-bounded.ts'
import type { ConfigFileText } from '../config-file.ts'
import { type SecretReference, secretReferences, withSecrets } from '../secret-references.ts'

/** As the call that applies a file accepts. */
const longestFile = 1_000_000
const longestSecret = 64 * 1024

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads a `pulse.yaml` and puts every secret in its place: from files, whose paths are relative to its folder, and from
 * the environment.
 *
 * @throws {StartError} naming line and field
 */
export async function loadConfigFile(path: string, environment: Environment): Promise<ConfigFileText> {
  const text = await textOf(path, longestFile, (why) => new StartError(`${path} ${why}.`))
  try {
    const references = secretReferences(text, path)
    const secrets = await Promise.all(
      references.map(async (reference) => ({ ...reference, secret: await secretOf(reference, path, environment) })),
    )
    return { name: path, text: withSecrets(text, secrets) }
  } catch (error) {
    throw error instanceof AppError ? new StartError(error.message) : error
  }
}

async function secretOf(reference: SecretReference, configPath: string, environment: Environment): Promise<string> {
  const { kind, name, problem } = reference
  if (kind === 'env') {
    const value = environment[name]
    if (value === undefined || value === '') throw problem(`the variable ${name} is not set`)
    return value
  }
  const path = resolve(dirname(configPath), name)
  const text = await textOf(path, longestSecret, (why) => problem(`the file ${path} ${why}`))
  // Editors and `echo` end a file with a line break that is no part of the secret.
  const secret = text.replace(/\r?\n$/, '')
  if (secret === '') throw problem(`the file ${path} is empty`)
  return secret
}

async function textOf(path: string, most: number, problem: (why: string) => Error): Promise<string> {
  let bytes: Buffer | undefined
  try {
    bytes = await readBounded(path, most)
  } catch (error) {
    throw problem(`cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`)
  }
  if (!bytes) throw problem(`is larger than ${most} bytes`)
  return bytes.toString('utf8').replace(/^\uFEFF/, '')
}
