import type {
  AlertSettings,
  EmailSettings,
  GuestMetadata,
  Product,
  Scope,
  SystemSettings,
  WebhookSettings,
} from '@pulse/contract'
import type { Secret } from '../platform/platform.ts'
import type { ConnectionSettings } from './connection-settings.ts'

/** Who owns this server. */
export interface OwnerSettings {
  username: string
  /** bcrypt */
  passwordHash: string
  changedAt: number
}

export interface TokenSettings {
  id: string
  name: string
  /** SHA3-256 in lower-case hex. */
  hash: string
  scopes: readonly Scope[]
  createdAt: number
  expiresAt: number | null
  primary: boolean
  /** Only where the documents promise to reveal it. */
  value: Secret | null
}

export interface RegistrationTokenSettings {
  id: string
  /** SHA-256 in hex. */
  hash: string
  /** The part that is shown in lists. */
  hint: string
  createdAt: number
  expiresAt: number
  /** 0 is unlimited. */
  maxUses: number
  usedCount: number
  /** Empty: all. */
  allowedTypes: readonly Product[]
  description: string
  createdBy: string
}

/** Which values `pulse.yaml` owns since it was applied last; they cannot be changed elsewhere. */
export interface FileOwnership {
  /** Of the file, for people. */
  name: string
  appliedAt: number
  /** Ids of connections. */
  connections: readonly string[]
  /** Names of `SystemSettings`. */
  settings: readonly (keyof SystemSettings)[]
  sections: readonly ('email' | 'webhooks' | 'alerts')[]
}

/** Everything that is configured. What somebody configured, not what is in force: the environment may win over it. */
export interface SettingsDocument {
  /** Grows by one with each save. */
  generation: number
  connections: readonly ConnectionSettings[]
  /** Only what was ever set; `defaultSystemSettings` stand for the rest. */
  system: Partial<SystemSettings>
  owner: OwnerSettings | null
  tokens: readonly TokenSettings[]
  registrationTokens: readonly RegistrationTokenSettings[]
  /** By guest id; ids of the original stay until their guest is seen. */
  guestMetadata: Readonly<Record<string, GuestMetadata>>
  alerts: AlertSettings | null
  email: (Omit<EmailSettings, 'password'> & { password: Secret }) | null
  webhooks: readonly (Omit<WebhookSettings, 'url' | 'headers'> & {
    url: Secret
    headers: Secret<Record<string, string>>
  })[]
  file: FileOwnership | null
}

export const emptyDocument: SettingsDocument = {
  generation: 0,
  connections: [],
  system: {},
  owner: null,
  tokens: [],
  registrationTokens: [],
  guestMetadata: {},
  alerts: null,
  email: null,
  webhooks: [],
  file: null,
}

export const defaultSystemSettings: SystemSettings = {
  pollingInterval: 10,
  connectionTimeout: 10,
  allowedOrigins: '',
  updateChannel: 'stable',
  autoUpdateEnabled: false,
  autoUpdateCheckInterval: 24,
  autoUpdateTime: '03:00',
  updateSource: 'off',
  discoveryEnabled: false,
  discoverySubnet: 'auto',
  publicUrl: '',
}
