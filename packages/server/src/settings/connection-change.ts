import type { ConnectionChange } from '@pulse/contract'
import { AppError, Secret } from '../platform/platform.ts'
import {
  credentialsRequired,
  readFingerprints,
  readMonitorFlags,
  readName,
  readTokenId,
  readTokenSecret,
  readUser,
} from './connection-input.ts'
import type { ConnectionSettings, Credentials } from './connection-settings.ts'
import { normaliseHost } from './host.ts'

/**
 * The connection after a change. Absent and empty fields keep what is stored; an empty `fingerprint` drops it.
 *
 * A stored secret never goes to a place that its owner did not send it to: who changes the address or loosens the check
 * of the certificate must send the secret again.
 *
 * @throws {AppError} `request.invalid` naming the field, `connection.secret-needed`
 */
export function changedConnection(current: ConnectionSettings, change: ConnectionChange): ConnectionSettings {
  if (change.type !== undefined && change.type !== current.product)
    throw new AppError('request.invalid', 'Invalid node type: it cannot be changed; add a new connection instead', {
      field: 'type',
    })
  const credentials = changedCredentials(current, change)
  const next: ConnectionSettings = {
    ...current,
    name: readName(change.name ?? '') ?? current.name,
    url: change.host === undefined ? current.url : normaliseHost(change.host, current.product),
    credentials,
    fingerprints: change.fingerprint === undefined ? current.fingerprints : readFingerprints(change.fingerprint),
    verifySSL: change.verifySSL ?? current.verifySSL,
    monitor: readMonitorFlags(change, current.monitor),
  }
  const sentAgain = secretOf(credentials) !== secretOf(current.credentials)
  if (!sentAgain && leadsElsewhere(current, next)) throw secretNeeded(current)
  return next
}

const secretOf = (credentials: Credentials): Secret =>
  credentials.kind === 'token' ? credentials.secret : credentials.password

function changedCredentials(current: ConnectionSettings, change: ConnectionChange): Credentials {
  const { product, credentials } = current
  const tokenName = change.tokenName?.trim() ?? ''
  const tokenValue = change.tokenValue?.trim() ?? ''
  const user = change.user?.trim() ?? ''
  const password = change.password ?? ''
  if (tokenName !== '' || tokenValue !== '') {
    const stored = credentials.kind === 'token' ? credentials : undefined
    const tokenId = tokenName !== '' ? readTokenId(tokenName, user, product) : stored?.tokenId
    const secret = tokenValue !== '' ? readTokenSecret(tokenValue) : stored?.secret
    if (!tokenId) throw credentialsRequired('tokenName')
    if (!secret) throw credentialsRequired('tokenValue')
    return { kind: 'token', tokenId, secret }
  }
  if (user === '' && password === '') return credentials
  const stored = credentials.kind === 'password' ? credentials : undefined
  const username = user !== '' ? readUser(user, product) : stored?.username
  const secret = password !== '' ? new Secret(password) : stored?.password
  if (!username) throw credentialsRequired('user')
  if (!secret) throw credentialsRequired('password')
  return { kind: 'password', username, password: secret }
}

/** Would the secret reach someone whom the present settings keep it from? */
function leadsElsewhere(current: ConnectionSettings, next: ConnectionSettings): boolean {
  if (current.url !== next.url) return true
  if (current.fingerprints.length > 0) return !sameOrFewer(next.fingerprints, current.fingerprints)
  return current.verifySSL && (next.fingerprints.length > 0 || !next.verifySSL)
}

const sameOrFewer = (next: readonly string[], current: readonly string[]): boolean =>
  next.length > 0 && next.every((fingerprint) => current.includes(fingerprint))

function secretNeeded({ credentials }: ConnectionSettings): AppError {
  const [word, field] = credentials.kind === 'token' ? ['token secret', 'tokenValue'] : ['password', 'password']
  return new AppError(
    'connection.secret-needed',
    `Send the ${word} again: it would go to another address, or to a host whose certificate is checked otherwise`,
    { field },
  )
}
