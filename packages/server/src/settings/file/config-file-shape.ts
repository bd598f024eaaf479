import { AlertSettingsShape, EmailSettingsShape, SystemSettingsShape, WebhookSettingsShape } from '@pulse/contract'
import Type, { type Static } from 'typebox'

const Text = Type.Optional(Type.String({ maxLength: 1000 }))
const Line = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\x00-\\x1f\\x7f]*$' })
const Flag = Type.Optional(Type.Boolean())

/** `pulse.yaml` calls the flags without the "monitor" of the API, as they stand below that word. */
export const monitorNames = {
  vms: 'monitorVMs',
  containers: 'monitorContainers',
  storage: 'monitorStorage',
  backups: 'monitorBackups',
  datastores: 'monitorDatastores',
  syncJobs: 'monitorSyncJobs',
  verifyJobs: 'monitorVerifyJobs',
  pruneJobs: 'monitorPruneJobs',
  garbageJobs: 'monitorGarbageJobs',
} as const

const FileConnectionShape = Type.Object({
  /** Who it is in the file: unique in it. */
  name: Line,
  type: Type.Union([Type.Literal('pve'), Type.Literal('pbs')], { whenWrong: 'must be pve or pbs' }),
  host: Type.String({ maxLength: 500 }),
  token: Type.Optional(Type.Object({ id: Type.String({ maxLength: 300 }), secret: Type.String({ maxLength: 1000 }) })),
  user: Text,
  password: Text,
  fingerprint: Type.Optional(Type.Union([Type.String({ maxLength: 10_000 }), Type.Array(Type.String())])),
  verifySSL: Flag,
  monitor: Type.Optional(
    Type.Object({
      vms: Flag,
      containers: Flag,
      storage: Flag,
      backups: Flag,
      datastores: Flag,
      syncJobs: Flag,
      verifyJobs: Flag,
      pruneJobs: Flag,
      garbageJobs: Flag,
    }),
  ),
})
export type FileConnection = Static<typeof FileConnectionShape>

// What may be said is what can be kept, so the bounds are those of the settings.
const email = EmailSettingsShape.properties
const webhook = WebhookSettingsShape.properties

const FileEmailShape = Type.Object({
  enabled: Flag,
  provider: Type.Optional(email.provider),
  server: Type.String({ ...email.server, minLength: 1 }),
  port: Type.Optional(email.port),
  username: Type.Optional(email.username),
  password: Type.Optional(email.password),
  from: Type.String({ ...email.from, minLength: 1 }),
  to: Type.Optional(email.to),
  tls: Flag,
  startTLS: Flag,
})
export type FileEmail = Static<typeof FileEmailShape>

const FileWebhookShape = Type.Object({
  /** Unique in the file. */
  name: Line,
  url: webhook.url,
  method: Type.Optional(Type.String({ pattern: '^[A-Z]{1,10}$' })),
  headers: Type.Optional(webhook.headers),
  enabled: Flag,
  service: Type.Optional(webhook.service),
  template: Type.Optional(webhook.template),
})
export type FileWebhook = Static<typeof FileWebhookShape>

const { guestDefaults, nodeDefaults, storageDefault, overrides, ...otherAlerts } = AlertSettingsShape.properties

/** What may stand in `pulse.yaml`. */
export const ConfigFileShape = Type.Object({
  /** Of this form; there is only one yet. */
  version: Type.Optional(Type.Literal(1, { whenWrong: 'must be 1' })),
  connections: Type.Optional(Type.Array(FileConnectionShape, { maxItems: 1000 })),
  receivers: Type.Optional(
    Type.Object({
      email: Type.Optional(FileEmailShape),
      webhooks: Type.Optional(Type.Array(FileWebhookShape, { maxItems: 100 })),
    }),
  ),
  thresholds: Type.Optional(
    Type.Object({ guests: guestDefaults, nodes: nodeDefaults, storage: storageDefault, overrides }),
  ),
  alerts: Type.Optional(Type.Object(otherAlerts)),
  settings: Type.Optional(Type.Partial(SystemSettingsShape)),
})
export type ConfigFileContent = Static<typeof ConfigFileShape>
