import { AlertSettingsShape, type SystemSettings } from '@pulse/contract'
import { AppError } from '../../platform/platform.ts'
import { checkSystemSettings } from '../check-system-settings.ts'
import { type Configuration, readPart } from '../configuration.ts'
import { readGuestMetadata } from '../guest-metadata-input.ts'
import { isRecord, ShapeProblem, shapeReader } from '../read-shape.ts'
import { readNodes } from './original-connections.ts'
import { readEmail, readWebhooks } from './original-receivers.ts'

/** The parts of a configuration of the original, as JSON values; absent or `null` where it has no such part. */
export interface OriginalParts {
  nodes?: unknown
  alerts?: unknown
  email?: unknown
  webhooks?: unknown
  system?: unknown
  guestMetadata?: unknown
}

const readAlerts = shapeReader(AlertSettingsShape)

/** The settings that the original had, too. Its ports and its token are no concern of an import. */
const knownSettings = [
  'pollingInterval',
  'connectionTimeout',
  'allowedOrigins',
  'updateChannel',
  'autoUpdateEnabled',
  'autoUpdateCheckInterval',
  'autoUpdateTime',
] as const satisfies (keyof SystemSettings)[]

/**
 * What the original kept, in its files as in its exports. Names are read in any case, lists may be `null`.
 *
 * @throws {AppError} `request.invalid`: a part that cannot be understood, or a value that is refused
 */
export function readOriginalContent(parts: OriginalParts): Configuration {
  const warnings: string[] = []
  const connections = readPart('nodes', parts.nodes, (value) => readNodes(value, warnings))
  const alerts = readPart('alerts', parts.alerts, (value) => readAlerts(value, { anyCase: true }))
  const email = readPart('email', parts.email, readEmail)
  const webhooks = readPart('webhooks', parts.webhooks, readWebhooks)
  const system = readPart('system', parts.system, (value) => readSystem(value, warnings))
  const guestMetadata = readPart('guest metadata', parts.guestMetadata, (value) => readGuestMetadata(value, warnings))
  return {
    ...(connections && { connections }),
    ...(alerts && { alerts }),
    ...(email !== undefined && { email }),
    ...(webhooks && { webhooks }),
    ...(system && { system }),
    ...(guestMetadata && { guestMetadata }),
    warnings,
  }
}

/** Zero and empty meant "not set". What had no bounds there and is out of them here is left out. */
function readSystem(value: unknown, warnings: string[]): NonNullable<Configuration['system']> {
  if (!isRecord(value)) throw new ShapeProblem([], 'must be an object')
  const given = new Map(Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]))
  const values: Partial<SystemSettings> = {}
  for (const name of knownSettings) {
    const setting = given.get(name.toLowerCase())
    if (setting === undefined || setting === null || setting === 0 || setting === '') continue
    try {
      Object.assign(values, checkSystemSettings({ [name]: setting }))
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      warnings.push(`The setting ${name} was left out: ${error.message}`)
    }
  }
  return { values, covers: knownSettings }
}
