import type { Environment } from './postman-format.ts'

/** With which of the two an environment signs in. */
export type LoginKind = 'token' | 'password'

/** All are in both environments, so that every request finds what it names; those of the other kind stay empty. */
const names = [
  'PULSE_BASE_URL',
  'PULSE_API_TOKEN',
  'PULSE_USERNAME',
  'PULSE_PASSWORD',
  'PULSE_SESSION',
  'PULSE_CSRF',
  'PULSE_SETUP_CODE',
  'PVE_BASE_URL',
  'PVE_TOKEN_ID',
  'PVE_TOKEN_SECRET',
  'PVE_FINGERPRINT',
] as const
type Name = (typeof names)[number]

/** What may be known when an environment is written; the rest is for the user to fill in. */
export type EnvironmentValues = Partial<Record<Name, string>>

const othersOf: Readonly<Record<LoginKind, ReadonlySet<Name>>> = {
  token: new Set(['PULSE_USERNAME', 'PULSE_PASSWORD', 'PULSE_SESSION', 'PULSE_CSRF']),
  password: new Set(['PULSE_API_TOKEN']),
}

const secrets: ReadonlySet<Name> = new Set([
  'PULSE_API_TOKEN',
  'PULSE_PASSWORD',
  'PULSE_SESSION',
  'PULSE_CSRF',
  'PULSE_SETUP_CODE',
  'PVE_TOKEN_SECRET',
])

const presets: EnvironmentValues = { PULSE_BASE_URL: 'http://localhost:7655' }

const ids = {
  token: '5b0d9c3a-7f24-4e6b-8a15-c92e4d60b7f1',
  password: 'e8a16f4d-20c9-4b7e-9d53-71f0b2c84a6e',
} as const

/**
 * A Postman environment: the variables with which the collection signs in, secrets marked as such. Those of the Proxmox
 * host are needed only where a connection is tried or added.
 *
 * @example postmanEnvironment('token', { PULSE_BASE_URL: 'http://192.0.2.10:7655' })
 */
export function postmanEnvironment(kind: LoginKind, values: EnvironmentValues = {}): Environment {
  return {
    id: ids[kind],
    name: `Pulse: ${kind === 'token' ? 'API token' : 'user and password'}`,
    values: names.map((key) => ({
      key,
      value: othersOf[kind].has(key) ? '' : (values[key] ?? presets[key] ?? ''),
      type: secrets.has(key) ? 'secret' : 'default',
      enabled: true,
    })),
    _postman_variable_scope: 'environment',
  }
}
