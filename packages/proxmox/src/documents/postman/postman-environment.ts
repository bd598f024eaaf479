import type { Product } from '../../schema/schema.ts'
import { productNames } from '../api-description.ts'
import { dialects } from './dialect.ts'
import type { Environment } from './postman-format.ts'

/** With which of the two an environment signs in. */
export type LoginKind = 'token' | 'password'

/** Without the prefix of the product. */
type Name = 'BASE_URL' | 'TOKEN_ID' | 'TOKEN_SECRET' | 'USERNAME' | 'PASSWORD' | 'REALM' | 'TICKET' | 'CSRF'

/** What may be known when an environment is written; the rest is for the user to fill in. */
export type EnvironmentValues = Partial<Record<Name, string>>

/** All are in both environments, so that every request finds what it names; those of the other kind stay empty. */
const names: readonly Name[] = [
  'BASE_URL',
  'TOKEN_ID',
  'TOKEN_SECRET',
  'USERNAME',
  'PASSWORD',
  'REALM',
  'TICKET',
  'CSRF',
]

const othersOf: Readonly<Record<LoginKind, ReadonlySet<Name>>> = {
  token: new Set(['USERNAME', 'PASSWORD', 'TICKET', 'CSRF']),
  password: new Set(['TOKEN_ID', 'TOKEN_SECRET']),
}

const secrets: ReadonlySet<Name> = new Set(['TOKEN_SECRET', 'PASSWORD', 'TICKET', 'CSRF'])

const ids = {
  pve: { token: '0b8f3d52-6f0b-4bb1-8a4e-9c5d2a7e1f30', password: '3c9a7e64-1d2f-4e85-b7c6-2f8e4d6b9a13' },
  pbs: { token: '7e5d1b90-c4a3-4f26-9b8d-6a1c3e5f7082', password: 'a4f2c8d6-5e7b-4139-8c0d-1b3f5a7d9e24' },
} as const

/**
 * A Postman environment: the variables with which the collection of a product signs in, secrets marked as such.
 *
 * @param values that are known already; those of the other kind of login are left out
 *
 * @example postmanEnvironment('pve', 'token', { BASE_URL: 'https://pve1:8006' })
 */
export function postmanEnvironment(product: Product, kind: LoginKind, values: EnvironmentValues = {}): Environment {
  const { prefix, exampleUrl } = dialects[product]
  const presets: EnvironmentValues = { BASE_URL: exampleUrl, REALM: 'pam' }
  return {
    id: ids[product][kind],
    name: `${productNames[product]}: ${kind === 'token' ? 'API token' : 'user and password'}`,
    values: names.map((name) => ({
      key: `${prefix}_${name}`,
      value: othersOf[kind].has(name) ? '' : (values[name] ?? presets[name] ?? ''),
      type: secrets.has(name) ? 'secret' : 'default',
      enabled: true,
    })),
    _postman_variable_scope: 'environment',
  }
}
