import Type, { type Static } from 'typebox'
import type { Endpoint, EndpointKey } from './endpoint.ts'
import { MissingPrivilegeShape, SuccessShape } from './connections.ts'

/** Where a value comes from when it cannot be changed through the API: a variable of the environment, or `pulse.yaml`. */
const ManagedShape = Type.Record(Type.String(), Type.Union([Type.Literal('environment'), Type.Literal('file')]))

/** `whenWrong` are the messages for people; the bounds hold for the API, the page and `pulse.yaml` alike. */
const systemFields = {
  pollingInterval: Type.Integer({
    description: 'Seconds between two polls of a connection.',
    minimum: 2,
    maximum: 3600,
    whenWrong: 'pollingInterval must be a whole number of seconds from 2 to 3600',
  }),
  connectionTimeout: Type.Integer({
    description: 'Seconds that a call of Proxmox may take.',
    minimum: 1,
    maximum: 120,
    whenWrong: 'connectionTimeout must be a whole number of seconds from 1 to 120',
  }),
  allowedOrigins: Type.String({
    description: 'Origins of other pages that may use the API and the WebSocket, separated by commas.',
    maxLength: 2000,
    whenWrong: 'allowedOrigins must be a text of at most 2000 characters',
  }),
  updateChannel: Type.Union([Type.Literal('stable'), Type.Literal('rc')], {
    whenWrong: 'updateChannel must be stable or rc',
  }),
  autoUpdateEnabled: Type.Boolean({
    description: 'Kept for programs that send it; Pulse never replaces itself.',
    whenWrong: 'autoUpdateEnabled must be true or false',
  }),
  autoUpdateCheckInterval: Type.Integer({
    description: 'Hours.',
    minimum: 1,
    maximum: 8760,
    whenWrong: 'autoUpdateCheckInterval must be a whole number of hours from 1 to 8760',
  }),
  autoUpdateTime: Type.String({
    pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
    whenWrong: 'autoUpdateTime must be a time such as 03:00',
  }),
  updateSource: Type.String({
    description: 'Where releases are published: the address of a repository in the form of the GitHub API, or `off`.',
    maxLength: 500,
    whenWrong: 'updateSource must be a text of at most 500 characters',
  }),
  discoveryEnabled: Type.Boolean({
    description: 'Look for Proxmox hosts every few minutes. Off unless switched on.',
    whenWrong: 'discoveryEnabled must be true or false',
  }),
  discoverySubnet: Type.String({
    description: '`auto` for the network of this server, or a private network such as 192.168.1.0/24.',
    maxLength: 100,
    whenWrong: 'discoverySubnet must be a text of at most 100 characters',
  }),
  publicUrl: Type.String({
    description: 'The address under which people reach this server, for links and setup commands; empty: not known.',
    maxLength: 500,
    whenWrong: 'publicUrl must be a text of at most 500 characters',
  }),
} as const

export const SystemSettingsShape = Type.Object(systemFields)
/** Settings of the server as a whole. */
export type SystemSettings = Static<typeof SystemSettingsShape>

const port = Type.Integer({ minimum: 1, maximum: 65_535, whenWrong: 'ports must be whole numbers from 1 to 65535' })
/** Of the listener; set by `PORT` or `--port`. Both say the same: there is one listener. */
const ports = { backendPort: port, frontendPort: port }

export const SystemConfigShape = Type.Object({ ...systemFields, ...ports, managed: ManagedShape })
export type SystemConfig = Static<typeof SystemConfigShape>

/** Absent fields keep what is stored. */
export const SystemChangeShape = Type.Partial(Type.Object({ ...systemFields, ...ports }))
export type SystemChange = Static<typeof SystemChangeShape>

const change = {
  access: 'write',
  body: SystemChangeShape,
  errors: ['settings.managed', 'settings.not-saved', 'settings.disk-full'],
} as const satisfies Partial<Endpoint>

const changed = Type.Object({
  status: Type.Literal('success'),
  message: Type.String(),
  pollingInterval: Type.Integer(),
})

/** The oldest of three families of settings calls: constants, but for what this server really has. */
const LegacySettingsShape = Type.Object({
  server: Type.Object({
    backend: Type.Object({ port: Type.Integer(), host: Type.String() }),
    frontend: Type.Object({ port: Type.Integer(), host: Type.String() }),
  }),
  monitoring: Type.Object({
    pollingInterval: Type.Integer({ description: 'Milliseconds.' }),
    concurrentPolling: Type.Boolean(),
    backupPollingCycles: Type.Integer(),
    metricsRetentionDays: Type.Integer(),
  }),
  logging: Type.Object({
    level: Type.String(),
    file: Type.String(),
    maxSize: Type.Integer(),
    maxBackups: Type.Integer(),
    maxAge: Type.Integer(),
    compress: Type.Boolean(),
  }),
  security: Type.Object({
    apiToken: Type.String(),
    allowedOrigins: Type.Array(Type.String()),
    iframeEmbedding: Type.String(),
    enableAuthentication: Type.Boolean(),
  }),
})
export type LegacySettings = Static<typeof LegacySettingsShape>

const Diagnosed = {
  id: Type.String(),
  name: Type.String(),
  host: Type.String(),
  connected: Type.Boolean(),
  error: Type.Optional(Type.String()),
  latencyMs: Type.Integer({ description: 'Milliseconds that the test took.' }),
  missingPrivileges: Type.Array(MissingPrivilegeShape),
}

export const DiagnosticsShape = Type.Object({
  version: Type.String(),
  runtime: Type.String(),
  uptime: Type.Number(),
  nodes: Type.Array(
    Type.Object({
      ...Diagnosed,
      type: Type.Literal('pve'),
      authMethod: Type.Union([Type.Literal('api_token'), Type.Literal('username_password'), Type.Literal('none')]),
      details: Type.Optional(Type.Object({ node_count: Type.Integer(), version: Type.String() })),
      clusterInfo: Type.Optional(Type.Object({ nodes: Type.Integer() })),
    }),
  ),
  pbs: Type.Array(
    Type.Object({
      ...Diagnosed,
      details: Type.Optional(Type.Object({ version: Type.String(), datastore_count: Type.Integer() })),
    }),
  ),
  system: Type.Object({
    os: Type.String(),
    arch: Type.String(),
    goVersion: Type.String({ description: 'Of Node.js; the name is the documented one.' }),
    numCPU: Type.Integer(),
    numGoroutine: Type.Integer(),
    memoryMB: Type.Integer(),
  }),
  errors: Type.Array(Type.String()),
})
export type Diagnostics = Static<typeof DiagnosticsShape>

const configExample: SystemConfig = {
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
  publicUrl: 'https://pulse.example.org',
  backendPort: 7655,
  frontendPort: 7655,
  managed: { publicUrl: 'environment' },
}

const changeExample = {
  body: { pollingInterval: 10 },
  output: { status: 'success', message: 'Polling interval updated to 10 seconds', pollingInterval: 10 },
} as const

const legacyExample: LegacySettings = {
  server: { backend: { port: 7655, host: '127.0.0.1' }, frontend: { port: 7655, host: '127.0.0.1' } },
  monitoring: {
    pollingInterval: 10_000,
    concurrentPolling: true,
    backupPollingCycles: 10,
    metricsRetentionDays: 7,
  },
  logging: { level: 'info', file: '', maxSize: 0, maxBackups: 0, maxAge: 0, compress: false },
  security: { apiToken: '', allowedOrigins: [], iframeEmbedding: 'DENY', enableAuthentication: true },
}

export const systemEndpoints = {
  'GET /api/config': {
    summary: 'A few settings, for old clients',
    access: 'read',
    output: Type.Object({
      pollingInterval: Type.Integer(),
      csrfProtection: Type.Boolean(),
      autoUpdateEnabled: Type.Boolean(),
      updateChannel: Type.String(),
    }),
    errors: [],
    example: {
      output: { pollingInterval: 10, csrfProtection: true, autoUpdateEnabled: false, updateChannel: 'stable' },
    },
  },
  'GET /api/config/system': {
    summary: 'Settings of the server as a whole',
    access: 'read',
    output: SystemConfigShape,
    errors: [],
    example: { output: configExample },
  },
  'POST /api/config/system': {
    summary: 'Change settings of the server; absent fields keep their values',
    ...change,
    output: changed,
    example: changeExample,
  },
  'PUT /api/config/system': { summary: 'The same as POST', ...change, output: changed, example: changeExample },
  'GET /api/system/settings': {
    summary: 'The same settings, in another spelling of the path',
    access: 'read',
    output: Type.Object({ ...SystemConfigShape.properties, apiToken: Type.Optional(Type.Literal('***HIDDEN***')) }),
    errors: [],
    example: { output: { ...configExample, apiToken: '***HIDDEN***' } },
  },
  'POST /api/system/settings/update': {
    summary: 'The same as `POST /api/config/system`',
    ...change,
    output: SuccessShape,
    example: { body: { pollingInterval: 10 }, output: { status: 'success' } },
  },
  'GET /api/settings': {
    summary: 'Settings in their oldest form',
    access: 'read',
    output: Type.Object({
      current: LegacySettingsShape,
      defaults: LegacySettingsShape,
      capabilities: Type.Object({
        canRestart: Type.Boolean(),
        canValidatePorts: Type.Boolean(),
        requiresRestart: Type.Boolean(),
      }),
    }),
    errors: [],
    example: {
      output: {
        current: legacyExample,
        defaults: legacyExample,
        capabilities: { canRestart: false, canValidatePorts: false, requiresRestart: false },
      },
    },
  },
  'POST /api/settings/update': {
    summary: 'Check settings in their oldest form, and take over those that this server has',
    access: 'write',
    body: Type.Object({
      settings: Type.Object({
        server: Type.Optional(Type.Unknown()),
        monitoring: Type.Optional(Type.Unknown()),
        logging: Type.Optional(Type.Unknown()),
        security: Type.Optional(Type.Unknown()),
      }),
      restartNow: Type.Optional(Type.Boolean()),
      validateOnly: Type.Optional(Type.Boolean()),
    }),
    output: Type.Object({
      valid: Type.Optional(Type.Literal(true)),
      success: Type.Optional(Type.Literal(true)),
      message: Type.String(),
      requiresRestart: Type.Optional(Type.Boolean()),
    }),
    errors: ['settings.managed', 'settings.not-saved', 'settings.disk-full'],
    example: {
      body: { settings: { monitoring: { pollingInterval: 10_000 } }, validateOnly: true },
      output: { valid: true, message: 'Configuration is valid' },
    },
  },
  'GET /api/diagnostics': {
    summary: 'Try every connection now, and say what this server runs on',
    access: 'read',
    output: DiagnosticsShape,
    errors: [],
    example: {
      output: {
        version: '1.0.0',
        runtime: 'node',
        uptime: 14_400,
        nodes: [
          {
            id: 'k3v9qmx2',
            name: 'homelab',
            host: 'https://192.0.2.10:8006',
            connected: true,
            latencyMs: 42,
            missingPrivileges: [],
            type: 'pve',
            authMethod: 'api_token',
            details: { node_count: 3, version: '9.2.4' },
            clusterInfo: { nodes: 3 },
          },
        ],
        pbs: [
          {
            id: 'p7w4hrt9',
            name: 'backup',
            host: 'https://192.0.2.20:8007',
            connected: false,
            error: 'connection refused',
            latencyMs: 3,
            missingPrivileges: [],
          },
        ],
        system: { os: 'linux', arch: 'amd64', goVersion: 'v24.15.0', numCPU: 4, numGoroutine: 1, memoryMB: 120 },
        errors: [],
      },
    },
  },
} as const satisfies Record<EndpointKey, Endpoint>
