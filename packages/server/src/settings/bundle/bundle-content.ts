import {
  AlertSettingsShape,
  ConnectionInputShape,
  EmailSettingsShape,
  SystemSettingsShape,
  WebhookSettingsShape,
} from '@pulse/contract'
import Type from 'typebox'
import { AppError, Secret } from '../../platform/platform.ts'
import { checkSystemSettings, systemSettingNames } from '../check-system-settings.ts'
import { type Configuration, type IncomingConnection, mostConnections, readPart } from '../configuration.ts'
import { readConnectionInput } from '../connection-input.ts'
import type { ConnectionSettings } from '../connection-settings.ts'
import { readGuestMetadata } from '../guest-metadata-input.ts'
import { isRecord, shapeReader } from '../read-shape.ts'
import type { SettingsDocument } from '../sections.ts'

const exact = { anyCase: false }

/**
 * What an export of ours holds, before it is encrypted: a JSON object. Connections are as the API takes them, with their
 * id. Owner, tokens and sessions are never in it.
 *
 * @param exportedAt ms since epoch
 */
export function bundleContent(document: SettingsDocument, exportedAt: number): string {
  const { connections, alerts, email, webhooks, system, guestMetadata } = document
  return JSON.stringify({
    exportedAt: new Date(exportedAt).toISOString(),
    connections: connections.map(plainConnection),
    alerts,
    email: email && { ...email, password: email.password.reveal() },
    webhooks: webhooks.map((hook) => ({ ...hook, url: hook.url.reveal(), headers: hook.headers.reveal() })),
    system,
    guestMetadata,
  })
}

function plainConnection({
  id,
  name,
  product,
  url,
  credentials,
  fingerprints,
  verifySSL,
  monitor,
}: ConnectionSettings) {
  return {
    id,
    type: product,
    host: url,
    name,
    ...(credentials.kind === 'token'
      ? { tokenName: credentials.tokenId, tokenValue: credentials.secret.reveal() }
      : { user: credentials.username, password: credentials.password.reveal() }),
    fingerprint: fingerprints.join(','),
    verifySSL,
    ...monitor,
  }
}

const readConnections = shapeReader(
  Type.Array(
    Type.Object({ ...ConnectionInputShape.properties, id: Type.String({ pattern: '^(pve|pbs)-[a-z0-9]{1,40}$' }) }),
    { maxItems: mostConnections },
  ),
)
const readAlerts = shapeReader(AlertSettingsShape)
const readEmail = shapeReader(EmailSettingsShape)
const readWebhooks = shapeReader(Type.Array(WebhookSettingsShape))
const readSystem = shapeReader(Type.Partial(SystemSettingsShape))

/**
 * The other way round.
 *
 * @throws {AppError} `request.invalid`: a value that is refused
 */
export function readBundleContent(value: unknown): Configuration {
  const content = isRecord(value) ? value : {}
  const warnings: string[] = []
  const connections = readPart('connections', content['connections'], readIncoming)
  const email = readPart('email', content['email'], (each) => readEmail(each, exact))
  const webhooks = readPart('webhooks', content['webhooks'], (each) => readWebhooks(each, exact)) ?? []
  const system = readPart('system', content['system'], (each) => checkSystemSettings(readSystem(each, exact)))
  const guestMetadata = readPart('guest metadata', content['guestMetadata'], (each) =>
    readGuestMetadata(each, warnings),
  )
  return {
    connections: connections ?? [],
    alerts: readPart('alerts', content['alerts'], (each) => readAlerts(each, exact)) ?? null,
    email: email ? { ...email, password: new Secret(email.password) } : null,
    webhooks: webhooks.map((hook) => ({ ...hook, url: new Secret(hook.url), headers: new Secret(hook.headers) })),
    system: { values: system ?? {}, covers: systemSettingNames },
    guestMetadata: guestMetadata ?? {},
    warnings,
  }
}

function readIncoming(value: unknown): IncomingConnection[] {
  const connections = readConnections(value, exact)
  if (new Set(connections.map(({ id }) => id)).size < connections.length)
    throw new AppError('request.invalid', 'two connections have the same id')
  return connections.map(({ id, ...input }) => {
    try {
      return { id, draft: readConnectionInput(input), nodes: [] }
    } catch (error) {
      throw error instanceof AppError ? new AppError(error.code, `"${input.name ?? id}": ${error.message}`) : error
    }
  })
}
