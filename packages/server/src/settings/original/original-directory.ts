import { checkedJson, JsonProblem } from '../checked-json.ts'
import { type Configuration, importFailed } from '../configuration.ts'
import { isRecord } from '../read-shape.ts'
import { readEnvironmentText } from './environment-text.ts'
import { readOriginalContent } from './original-content.ts'

/** What lies in a data directory of the original, decrypted; undefined where there is no such file. */
export interface OriginalFiles {
  nodes: string | undefined
  email: string | undefined
  webhooks: string | undefined
  alerts: string | undefined
  system: string | undefined
  guestMetadata: string | undefined
  environment: string | undefined
}

/** Everything that is worth taking over from there. */
export interface Original {
  configuration: Configuration
  /** Who logged in there; the password is plain or a bcrypt hash. */
  login: { username: string; password: string } | undefined
  /** Plain, or SHA3-256 in hex. */
  apiToken: { kind: 'plain' | 'hash'; text: string } | undefined
}

/** @throws {AppError} `request.invalid` naming file and field */
export function readOriginal(files: OriginalFiles): Original {
  const parse = (name: string, text: string | undefined): unknown => {
    if (text === undefined || text.trim() === '') return undefined
    try {
      return checkedJson(text)
    } catch (error) {
      throw error instanceof JsonProblem ? importFailed(`${name}: ${error.message}`) : error
    }
  }
  const system = parse('system.json', files.system)
  const environment = readEnvironmentText(files.environment ?? '')
  const username = environment.get('PULSE_AUTH_USER') ?? ''
  const password = environment.get('PULSE_AUTH_PASS') ?? ''
  return {
    configuration: readOriginalContent({
      nodes: parse('nodes.enc', files.nodes),
      alerts: parse('alerts.json', files.alerts),
      email: parse('email.enc', files.email),
      webhooks: parse('webhooks', files.webhooks),
      system,
      guestMetadata: parse('guest_metadata.json', files.guestMetadata),
    }),
    login: username !== '' && password !== '' ? { username, password } : undefined,
    apiToken: apiTokenOf(environment.get('API_TOKEN') ?? '', system),
  }
}

/** The environment won. There 64 hex digits were a hash; in `system.json` the token stood as it is. */
function apiTokenOf(inEnvironment: string, system: unknown): Original['apiToken'] {
  if (inEnvironment !== '') {
    const isHash = /^[0-9a-f]{64}$/i.test(inEnvironment)
    return isHash ? { kind: 'hash', text: inEnvironment.toLowerCase() } : { kind: 'plain', text: inEnvironment }
  }
  const stored = isRecord(system) ? system['apiToken'] : undefined
  return typeof stored === 'string' && stored !== '' ? { kind: 'plain', text: stored } : undefined
}
