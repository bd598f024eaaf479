import type { AutoRegisterInput, ConnectionInput, Product } from '@pulse/contract'
import { AppError, type Secret } from '../platform/platform.ts'
import { type ConnectionDraft, normaliseHost, readConnectionInput } from '../settings/settings.ts'

/** What is to be registered, in the form that is stored. */
export interface RegistrationWish {
  product: Product
  /** As it came. */
  hostAsSent: string
  draft: ConnectionDraft
  /** The login with which a token is to be made first; the draft holds it as its credentials until then. */
  login: { username: string; password: Secret } | undefined
}

/**
 * Both documents' spellings of a registration.
 *
 * @throws {AppError} `request.invalid` naming the field
 */
export function readRegistration(input: AutoRegisterInput): RegistrationWish {
  const required = input.requestToken
    ? (['type', 'host', 'username', 'password'] as const)
    : (['type', 'host', 'tokenId', 'tokenValue'] as const)
  const missing = required.find((field) => (input[field] ?? '').trim() === '')
  if (missing) throw new AppError('request.invalid', 'Missing required fields', { field: missing })
  const product = readProduct(input.type, 'Invalid node type')
  const draft = readDraft(input, product)
  const { credentials } = draft
  return {
    product,
    hostAsSent: input.host ?? '',
    draft,
    login: credentials.kind === 'password' ? credentials : undefined,
  }
}

function readDraft(input: AutoRegisterInput, product: Product): ConnectionDraft {
  const host = readHost(input.host ?? '', product)
  const { serverName, name, username, tokenId, tokenValue, password, fingerprint, requestToken } = input
  const credentials = requestToken ? { user: username, password } : { user: username, tokenName: tokenId, tokenValue }
  const given = { type: product, host, name: serverName ?? name, ...credentials, fingerprint }
  if ((given.name ?? '').length > longestName)
    throw new AppError('request.invalid', `Name must have at most ${longestName} characters`, {
      field: serverName === undefined ? 'name' : 'serverName',
    })
  try {
    return readConnectionInput(definedOnly(given))
  } catch (error) {
    if (!(error instanceof AppError) || error.field === undefined) throw error
    const field = { tokenName: 'tokenId', user: 'username' }[error.field] ?? error.field
    throw new AppError(error.code, error.message, { field })
  }
}

const longestName = 200

/** @throws {AppError} `request.invalid` */
export function readProduct(text: string | undefined, message: string): Product {
  const product = text?.trim().toLowerCase()
  if (product === 'pve' || product === 'pbs') return product
  throw new AppError('request.invalid', message, { field: 'type' })
}

/**
 * The address in the form that is stored. Line breaks and backslashes are refused; browsers leave them out or turn them.
 *
 * @throws {AppError} `request.invalid`, field `host`
 */
export function readHost(text: string, product: Product): string {
  if (/[\p{Cc}\\]/u.test(text))
    throw new AppError('request.invalid', 'Host must be a single line, such as https://192.0.2.10:8006', {
      field: 'host',
    })
  return normaliseHost(text, product)
}

function definedOnly(given: { [K in keyof ConnectionInput]: ConnectionInput[K] | undefined }): ConnectionInput {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as unknown as ConnectionInput
}
