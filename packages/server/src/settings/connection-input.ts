import type { ConnectionInput, Product } from '@pulse/contract'
import { AppError, Secret } from '../platform/platform.ts'
import {
  type ConnectionDraft,
  type Credentials,
  defaultMonitorFlags,
  type MonitorFlags,
  monitorFlagNames,
} from './connection-settings.ts'
import { normaliseHost } from './host.ts'

/**
 * What a person or a script sent, in the form that is stored.
 *
 * @throws {AppError} `request.invalid` naming the field
 */
export function readConnectionInput(input: ConnectionInput): ConnectionDraft {
  return {
    name: readName(input.name ?? ''),
    product: input.type,
    url: normaliseHost(input.host, input.type),
    credentials: readCredentials(input),
    fingerprints: readFingerprints(input.fingerprint ?? ''),
    verifySSL: input.verifySSL ?? null,
    monitor: readMonitorFlags(input, defaultMonitorFlags),
  }
}

/** A token wins over a password, as documented. */
function readCredentials(input: ConnectionInput): Credentials {
  const { type, user = '', password = '', tokenName = '', tokenValue = '' } = input
  if (tokenName.trim() !== '' && tokenValue.trim() !== '')
    return { kind: 'token', tokenId: readTokenId(tokenName, user, type), secret: readTokenSecret(tokenValue) }
  if (user.trim() !== '' && password !== '')
    return { kind: 'password', username: readUser(user, type), password: new Secret(password) }
  throw credentialsRequired(tokenName.trim() !== '' ? 'tokenValue' : user.trim() !== '' ? 'password' : 'tokenName')
}

export function credentialsRequired(field: string): AppError {
  return new AppError('request.invalid', 'Authentication credentials required', { field })
}

/** Null: none was given. */
export function readName(text: string): string | null {
  const name = text.trim()
  if (/\p{Cc}/u.test(name)) throw new AppError('request.invalid', 'Name must be a single line', { field: 'name' })
  return name === '' ? null : name
}

/** `user@realm`. Only the backup server has a realm that goes without saying, as documented. */
export function readUser(text: string, product: Product): string {
  const user = text.trim()
  const complete = user.includes('@') || product === 'pve' ? user : `${user}@pbs`
  if (!/^[^\s:/@]+(@[^\s:/@]+)*@[A-Za-z][\w.-]+$/.test(complete))
    throw new AppError('request.invalid', 'User must be written with its realm, such as root@pam or monitor@pve', {
      field: 'user',
    })
  return complete
}

/** `user@realm!name`; a bare name takes the user given beside it. */
export function readTokenId(text: string, user: string, product: Product): string {
  const token = text.trim()
  const mark = token.indexOf('!')
  if (mark < 0 && user.trim() === '') throw wrongToken()
  const owner = mark < 0 ? user : token.slice(0, mark)
  const name = token.slice(mark + 1)
  if (!/^[A-Za-z][\w.-]+$/.test(name)) throw wrongToken()
  try {
    return `${readUser(owner, product)}!${name}`
  } catch (error) {
    throw mark < 0 ? error : wrongToken()
  }
}

function wrongToken(): AppError {
  return new AppError('request.invalid', 'Token ID must be written in full, such as monitor@pve!pulse', {
    field: 'tokenName',
  })
}

export function readTokenSecret(text: string): Secret {
  const secret = text.trim()
  // It travels in a header: anything but visible ASCII would break it.
  if (!/^[\x21-\x7e]+$/.test(secret))
    throw new AppError('request.invalid', 'Token secret must be copied without blanks or line breaks', {
      field: 'tokenValue',
    })
  return new Secret(secret)
}

/** One or more, separated by commas or blanks; hex with or without colons. */
export function readFingerprints(text: string): string[] {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  return [...new Set(parts.map(readFingerprint))]
}

function readFingerprint(text: string): string {
  const hex = text.replaceAll(':', '').toUpperCase()
  if (!/^[0-9A-F]{64}$/.test(hex))
    throw new AppError('request.invalid', 'Fingerprint must be a SHA-256 fingerprint of 64 hex digits', {
      field: 'fingerprint',
    })
  return hex.replace(/..(?=.)/g, '$&:')
}

export function readMonitorFlags(given: Partial<MonitorFlags>, otherwise: MonitorFlags): MonitorFlags {
  const flags = { ...otherwise }
  for (const name of monitorFlagNames) flags[name] = given[name] ?? otherwise[name]
  return flags
}
