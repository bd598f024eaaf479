import { readNetworks, StartError } from './platform/platform.ts'
import type { EnvironmentCredentials } from './security/security.ts'

/** How access is protected, as far as the environment says. */
export interface AccessOptions {
  /** Everybody who reaches the server may do everything. */
  allowUnauthenticated: boolean
  /** Without a login, export and import are open to public networks, too. */
  allowUnprotectedExport: boolean
  /** Without a login, registration is not open. */
  requireRegistrationToken: boolean
  credentials: EnvironmentCredentials
  /** Addresses and CIDR blocks of proxies whose `X-Forwarded-…` headers are believed. */
  trustedProxies: readonly string[]
  /** Shown in the security status, and nothing else; undefined: private networks. */
  trustedNetworks: readonly string[] | undefined
}

export const closedAccess: AccessOptions = {
  allowUnauthenticated: false,
  allowUnprotectedExport: false,
  requireRegistrationToken: false,
  credentials: { owner: undefined, apiToken: undefined },
  trustedProxies: [],
  trustedNetworks: undefined,
}

/** @throws {StartError} naming the variable and what is right */
export function readAccessOptions(variable: (name: string) => string | undefined): AccessOptions {
  return {
    allowUnauthenticated: readSwitch('PULSE_ALLOW_UNAUTHENTICATED', variable),
    allowUnprotectedExport: readSwitch('ALLOW_UNPROTECTED_EXPORT', variable),
    requireRegistrationToken: readSwitch('REQUIRE_REGISTRATION_TOKEN', variable),
    credentials: { owner: readOwner(variable), apiToken: variable('API_TOKEN') },
    trustedProxies: readList('PULSE_TRUSTED_PROXIES', variable) ?? [],
    trustedNetworks: readList('PULSE_TRUSTED_NETWORKS', variable),
  }
}

export function readSwitch(name: string, variable: (name: string) => string | undefined): boolean {
  const text = variable(name)?.toLowerCase()
  if (text === undefined || text === 'false' || text === '0') return false
  if (text === 'true' || text === '1') return true
  throw new StartError(`${name} must be true or false, not "${text}".`)
}

function readOwner(variable: (name: string) => string | undefined): EnvironmentCredentials['owner'] {
  const [username, password] = [variable('PULSE_AUTH_USER'), variable('PULSE_AUTH_PASS')]
  if (username === undefined && password === undefined) return undefined
  if (username === undefined || password === undefined)
    throw new StartError('PULSE_AUTH_USER and PULSE_AUTH_PASS belong together: set both, or neither.')
  return { username, password }
}

function readList(name: string, variable: (name: string) => string | undefined): readonly string[] | undefined {
  const parts = variable(name)
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts === undefined) return undefined
  try {
    readNetworks(parts)
    return parts
  } catch (error) {
    const part = error instanceof RangeError ? error.message : ''
    throw new StartError(`${name} must list addresses or networks such as 192.0.2.0/24, not "${part}".`)
  }
}
