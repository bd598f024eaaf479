import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { Secret } from '../platform/platform.ts'
import type { ConnectionSettings, Credentials } from './connection-settings.ts'
import type { Vault } from './vault.ts'

/** Grows with every change that an older server could not read. */
const version = 1
const format = 'pulse-settings'

/** Everything that is configured. */
export interface SettingsDocument {
  /** Grows by one with each save. */
  generation: number
  connections: readonly ConnectionSettings[]
}

const Flag = Type.Boolean()

const StoredConnectionShape = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9-]+$' }),
  name: Type.String(),
  product: Type.Union([Type.Literal('pve'), Type.Literal('pbs')]),
  url: Type.String({ pattern: '^https://' }),
  /** `secret` is sealed. */
  credentials: Type.Union([
    Type.Object({ kind: Type.Literal('token'), tokenId: Type.String(), secret: Type.String() }),
    Type.Object({ kind: Type.Literal('password'), username: Type.String(), secret: Type.String() }),
  ]),
  fingerprints: Type.Array(Type.String()),
  verifySSL: Flag,
  monitor: Type.Object({
    monitorVMs: Flag,
    monitorContainers: Flag,
    monitorStorage: Flag,
    monitorBackups: Flag,
    monitorDatastores: Flag,
    monitorSyncJobs: Flag,
    monitorVerifyJobs: Flag,
    monitorPruneJobs: Flag,
    monitorGarbageJobs: Flag,
  }),
  addedAt: Type.Number(),
})
type StoredConnection = Static<typeof StoredConnectionShape>

const head = {
  format: Type.Literal(format),
  version: Type.Integer({ minimum: 1 }),
  generation: Type.Integer({ minimum: 0 }),
  checksum: Type.String(),
}
const headOf = Compile(Type.Object({ ...head, content: Type.Object({}) }))
const storedOf = Compile(
  Type.Object({ ...head, content: Type.Object({ connections: Type.Array(StoredConnectionShape) }) }),
)

/** The text to be saved: JSON with a checksum over generation, version and content; secrets sealed one by one. */
export function writeDocument(document: SettingsDocument, vault: Vault): string {
  const content = { connections: document.connections.map((connection) => stored(connection, vault)) }
  const { generation } = document
  const checksum = vault.digest(covered(version, generation, content))
  return `${JSON.stringify({ format, version, generation, checksum, content }, null, 2)}\n`
}

export type ReadResult =
  | { kind: 'document'; document: SettingsDocument }
  /** Cut off, overwritten or no document at all. */
  | { kind: 'damaged' }
  /** Whole, but written by a newer server. */
  | { kind: 'newer'; version: number }
  /** Whole, but the key opens none of its secrets. */
  | { kind: 'other-key' }

export function readDocument(text: string, vault: Vault): ReadResult {
  const value = parse(text)
  if (!headOf.Check(value)) return { kind: 'damaged' }
  if (value.checksum !== vault.digest(covered(value.version, value.generation, value.content)))
    return { kind: 'damaged' }
  if (value.version > version) return { kind: 'newer', version: value.version }
  if (!storedOf.Check(value)) return { kind: 'damaged' }
  const connections: ConnectionSettings[] = []
  for (const entry of value.content.connections) {
    const secret = vault.open(entry.credentials.secret, purposeOf(entry.id))
    if (secret === undefined) return { kind: 'other-key' }
    connections.push({ ...entry, credentials: opened(entry.credentials, new Secret(secret)) })
  }
  return { kind: 'document', document: { generation: value.generation, connections } }
}

const covered = (version: number, generation: number, content: object): string =>
  JSON.stringify([format, version, generation, content])

const purposeOf = (id: string): string => `connection ${id}`

function stored(connection: ConnectionSettings, vault: Vault): StoredConnection {
  const { id, credentials } = connection
  const sealed = (secret: Secret): string => vault.seal(secret.reveal(), purposeOf(id))
  return {
    ...connection,
    fingerprints: [...connection.fingerprints],
    credentials:
      credentials.kind === 'token'
        ? { kind: 'token', tokenId: credentials.tokenId, secret: sealed(credentials.secret) }
        : { kind: 'password', username: credentials.username, secret: sealed(credentials.password) },
  }
}

function opened(credentials: StoredConnection['credentials'], secret: Secret): Credentials {
  return credentials.kind === 'token'
    ? { kind: 'token', tokenId: credentials.tokenId, secret }
    : { kind: 'password', username: credentials.username, password: secret }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
