import {
  AlertSettingsShape,
  EmailSettingsShape,
  GuestMetadataShape,
  scopes,
  SystemSettingsShape,
  WebhookSettingsShape,
} from '@pulse/contract'
import Type, { type Static } from 'typebox'
import { Secret } from '../platform/platform.ts'
import type { ConnectionSettings, Credentials } from './connection-settings.ts'
import type { SettingsDocument } from './sections.ts'
import type { Vault } from './vault.ts'

const Flag = Type.Boolean()
const Sealed = Type.String()
const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const ProductShape = Type.Union([Type.Literal('pve'), Type.Literal('pbs')])

const StoredConnectionShape = Type.Object({
  id: Type.String({ pattern: '^[a-z0-9-]+$' }),
  name: Type.String(),
  product: ProductShape,
  url: Type.String({ pattern: '^https://' }),
  /** `secret` is sealed. */
  credentials: Type.Union([
    Type.Object({ kind: Type.Literal('token'), tokenId: Type.String(), secret: Sealed }),
    Type.Object({ kind: Type.Literal('password'), username: Type.String(), secret: Sealed }),
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

/** What lies on the disk: as in `SettingsDocument`, with every secret sealed. */
export const StoredContentShape = Type.Object({
  connections: Type.Array(StoredConnectionShape),
  system: Type.Partial(SystemSettingsShape),
  owner: Nullable(Type.Object({ username: Type.String(), passwordHash: Type.String(), changedAt: Type.Number() })),
  tokens: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
      scopes: Type.Array(Type.Enum([...scopes])),
      createdAt: Type.Number(),
      expiresAt: Nullable(Type.Number()),
      primary: Flag,
      value: Nullable(Sealed),
    }),
  ),
  registrationTokens: Type.Array(
    Type.Object({
      id: Type.String(),
      hash: Type.String(),
      hint: Type.String(),
      createdAt: Type.Number(),
      expiresAt: Type.Number(),
      maxUses: Type.Integer(),
      usedCount: Type.Integer(),
      allowedTypes: Type.Array(ProductShape),
      description: Type.String(),
      createdBy: Type.String(),
    }),
  ),
  guestMetadata: Type.Record(Type.String(), GuestMetadataShape),
  alerts: Nullable(AlertSettingsShape),
  // Sealed, a password is longer than it may be.
  email: Nullable(Type.Object({ ...EmailSettingsShape.properties, password: Sealed })),
  webhooks: Type.Array(Type.Object({ ...WebhookSettingsShape.properties, url: Sealed, headers: Sealed })),
  file: Nullable(
    Type.Object({
      name: Type.String(),
      appliedAt: Type.Number(),
      connections: Type.Array(Type.String()),
      settings: Type.Array(
        Type.Enum(Object.keys(SystemSettingsShape.properties) as (keyof typeof SystemSettingsShape.properties)[]),
      ),
      sections: Type.Array(Type.Union([Type.Literal('email'), Type.Literal('webhooks'), Type.Literal('alerts')])),
    }),
  ),
})
export type StoredContent = Static<typeof StoredContentShape>

/** Each secret is bound to its place: sealed for one, it does not open in another. */
export function storedContent(document: SettingsDocument, vault: Vault): StoredContent {
  const seal = (secret: Secret, purpose: string): string => vault.seal(secret.reveal(), purpose)
  const { connections, tokens, registrationTokens, email, webhooks, file } = document
  return {
    connections: connections.map((connection) => storedConnection(connection, seal)),
    system: document.system,
    owner: document.owner,
    tokens: tokens.map((token) => ({
      ...token,
      scopes: [...token.scopes],
      value: token.value && seal(token.value, `token ${token.id}`),
    })),
    registrationTokens: registrationTokens.map((token) => ({ ...token, allowedTypes: [...token.allowedTypes] })),
    guestMetadata: document.guestMetadata,
    alerts: document.alerts,
    email: email && { ...email, password: seal(email.password, 'email') },
    webhooks: webhooks.map((webhook) => ({
      ...webhook,
      url: seal(webhook.url, `webhook url ${webhook.id}`),
      headers: vault.seal(JSON.stringify(webhook.headers.reveal()), `webhook headers ${webhook.id}`),
    })),
    file: file && {
      ...file,
      connections: [...file.connections],
      settings: [...file.settings],
      sections: [...file.sections],
    },
  }
}

/** Undefined where the vault does not open a secret. */
export function openedContent(content: StoredContent, generation: number, vault: Vault): SettingsDocument | undefined {
  let opens = true
  const open = (sealed: string, purpose: string): Secret => {
    const text = vault.open(sealed, purpose)
    if (text === undefined) opens = false
    return new Secret(text ?? '')
  }
  const document: SettingsDocument = {
    ...content,
    generation,
    connections: content.connections.map((each) => ({
      ...each,
      credentials: openedCredentials(each.credentials, open(each.credentials.secret, connectionPurpose(each.id))),
    })),
    tokens: content.tokens.map((each) => ({
      ...each,
      value: each.value === null ? null : open(each.value, `token ${each.id}`),
    })),
    email: content.email && { ...content.email, password: open(content.email.password, 'email') },
    webhooks: content.webhooks.map((each) => ({
      ...each,
      url: open(each.url, `webhook url ${each.id}`),
      headers: new Secret(headersOf(open(each.headers, `webhook headers ${each.id}`).reveal())),
    })),
  }
  return opens ? document : undefined
}

function headersOf(text: string): Record<string, string> {
  return text === '' ? {} : (JSON.parse(text) as Record<string, string>)
}

const connectionPurpose = (id: string): string => `connection ${id}`

function storedConnection(
  connection: ConnectionSettings,
  seal: (secret: Secret, purpose: string) => string,
): StoredConnection {
  const { id, credentials } = connection
  const purpose = connectionPurpose(id)
  return {
    ...connection,
    fingerprints: [...connection.fingerprints],
    credentials:
      credentials.kind === 'token'
        ? { kind: 'token', tokenId: credentials.tokenId, secret: seal(credentials.secret, purpose) }
        : { kind: 'password', username: credentials.username, secret: seal(credentials.password, purpose) },
  }
}

function openedCredentials(credentials: StoredConnection['credentials'], secret: Secret): Credentials {
  return credentials.kind === 'token'
    ? { kind: 'token', tokenId: credentials.tokenId, secret }
    : { kind: 'password', username: credentials.username, password: secret }
}
