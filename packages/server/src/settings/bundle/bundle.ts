import { AppError } from '../../platform/platform.ts'
import { checkedJson, JsonProblem } from '../checked-json.ts'
import { type Configuration, importFailed } from '../configuration.ts'
import { readOriginalContent } from '../original/original-content.ts'
import { isRecord } from '../read-shape.ts'
import type { SettingsDocument } from '../sections.ts'
import { bundleContent, readBundleContent } from './bundle-content.ts'
import { readEnvelope } from './envelope.ts'
import { importBytes } from './import-bytes.ts'
import { openBundle, sealBundle } from './io/seal-bundle.ts'

const shortestPassphrase = 12
/** Of the text that is sent: the same as the call accepts. */
const longestData = 8 * 1024 * 1024

/**
 * The configuration in base64, encrypted.
 *
 * @param exportedAt ms since epoch
 * @throws {AppError} `request.invalid`, field `passphrase`
 */
export async function writeBundle(document: SettingsDocument, passphrase: string, exportedAt: number): Promise<string> {
  requirePassphrase(passphrase)
  if (passphrase.length < shortestPassphrase)
    throw new AppError('request.invalid', `Passphrase must be at least ${shortestPassphrase} characters long`, {
      field: 'passphrase',
    })
  return (await sealBundle(bundleContent(document, exportedAt), passphrase)).toString('base64')
}

/**
 * Reads an export, one of ours or of the original, to its end: what is returned has been checked as a whole.
 *
 * @throws {AppError} `request.invalid`, `request.too-large`
 */
export async function readBundle(data: string, passphrase: string): Promise<Configuration> {
  requirePassphrase(passphrase)
  if (data.trim() === '') throw new AppError('request.invalid', 'Import data is required', { field: 'data' })
  if (data.length > longestData) throw new AppError('request.too-large', 'The export is larger than 8 MiB')
  const envelope = readEnvelope(importBytes(data))
  if (envelope.kind === 'newer')
    throw importFailed(
      `failed to decode import data: a newer Pulse made this export (format ${envelope.version}): update this one first`,
    )
  if (envelope.kind === 'damaged') throw importFailed('failed to decode import data: it is cut off or damaged')
  const text = await openBundle(envelope, passphrase)
  if (!text)
    throw importFailed('failed to decrypt import data: the passphrase is wrong, or the data are damaged', 'passphrase')
  const value = unmarshalled(text)
  return envelope.kind === 'ours' ? readBundleContent(value) : readContentOfOriginal(value)
}

function requirePassphrase(passphrase: string): void {
  if (passphrase === '') throw new AppError('request.invalid', 'Passphrase is required', { field: 'passphrase' })
}

function unmarshalled(text: Buffer): Readonly<Record<string, unknown>> {
  let why = 'it is no object'
  try {
    const value = checkedJson(text.toString())
    if (isRecord(value)) return value
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error
    why = error.message
  }
  throw importFailed(`failed to unmarshal import data: ${why}`)
}

/** The only version that the original ever wrote. */
const originalVersion = '4.0'

function readContentOfOriginal(value: Readonly<Record<string, unknown>>): Configuration {
  const parts = new Map(Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]))
  const configuration = readOriginalContent({
    nodes: parts.get('nodes'),
    alerts: parts.get('alerts'),
    email: parts.get('email'),
    webhooks: parts.get('webhooks'),
    system: parts.get('system'),
    guestMetadata: parts.get('guestmetadata'),
  })
  if (parts.get('version') === originalVersion) return configuration
  const warning = `The export has another version than ${originalVersion}: look over what was taken over`
  return { ...configuration, warnings: [warning, ...configuration.warnings] }
}
