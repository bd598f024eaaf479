import Type, { type Static } from 'typebox'
import { type Endpoint, type EndpointKey, scopes } from './endpoint.ts'

/** RFC 3339, UTC. */
const Time = Type.String({ format: 'date-time' })
const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const ScopeShape = Type.Enum([...scopes])

const Done = Type.Object({ success: Type.Literal(true), message: Type.String() })

/** Bounds are checked with documented words, not by the schema. */
const Username = Type.String({ maxLength: 200 })
const Password = Type.String({ maxLength: 1024 })

export const LoginInputShape = Type.Object({
  username: Type.String({ maxLength: 200, whenMissing: 'Invalid request body' }),
  password: Type.String({ maxLength: 1024, whenMissing: 'Invalid request body' }),
})

export const SecurityStatusShape = Type.Object({
  setupNeeded: Type.Boolean({ description: 'Nobody owns this server yet: only setup is possible.' }),
  unauthenticatedMode: Type.Boolean({
    description: 'The explicit setting `PULSE_ALLOW_UNAUTHENTICATED`: everybody may do everything.',
  }),
  loggedIn: Type.Boolean({
    description: 'Who asks is let in: by a session, a token, or because of the setting above.',
  }),
  /** Of the session that asks; null otherwise. */
  username: Nullable(Type.String()),
  apiTokenConfigured: Type.Boolean(),
  requiresAuth: Type.Boolean(),
  exportProtected: Type.Boolean(),
  unprotectedExportAllowed: Type.Boolean(),
  hasAuthentication: Type.Boolean(),
  configuredButPendingRestart: Type.Boolean(),
  hasAuditLogging: Type.Boolean(),
  credentialsEncrypted: Type.Boolean(),
  hasHTTPS: Type.Boolean(),
  clientIP: Type.String(),
  isPrivateNetwork: Type.Boolean(),
  isTrustedNetwork: Type.Boolean(),
  publicAccess: Type.Boolean(),
  registrationTokensEnabled: Type.Boolean(),
})
export type SecurityStatus = Static<typeof SecurityStatusShape>

export const QuickSetupInputShape = Type.Object({
  setupCode: Type.Optional(
    Type.String({
      description: 'The one-time code that the server printed at start and keeps in its data directory.',
      maxLength: 200,
    }),
  ),
  username: Type.Optional(Username),
  password: Type.Optional(Password),
  apiToken: Type.Optional(
    Type.String({
      description: 'A token that the caller made up, at least 32 characters; none is needed.',
      maxLength: 200,
    }),
  ),
})

export const SessionShape = Type.Object({
  id: Type.String(),
  current: Type.Boolean({ description: 'The session that asks.' }),
  createdAt: Time,
  expiresAt: Time,
  lastSeenAt: Time,
  address: Type.String(),
  userAgent: Type.String(),
})

export const ApiTokenShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  scopes: Type.Array(ScopeShape),
  createdAt: Nullable(Time),
  /** To the minute. */
  lastUsedAt: Nullable(Time),
  expiresAt: Nullable(Time),
  source: Type.Union([Type.Literal('settings'), Type.Literal('environment')], {
    description: '`environment` for the one of `API_TOKEN`, which can only be changed there.',
  }),
  primary: Type.Boolean({ description: 'The one that the documented `/api/system/api-token` calls manage.' }),
})
export type ApiTokenListing = Static<typeof ApiTokenShape>

export const ApiTokenInputShape = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  scopes: Type.Array(ScopeShape, { minItems: 1, maxItems: scopes.length, uniqueItems: true }),
  expiresInDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })),
})

export const AuditEventShape = Type.Object({
  sequence: Type.Integer({ description: 'Position in the log, from 1.' }),
  at: Time,
  event: Type.String({ description: '`login`, `logout`, `csrf_failure`, `settings_changed` and so on.' }),
  success: Type.Boolean(),
  user: Type.String(),
  ip: Type.String(),
  path: Type.String(),
  details: Type.String(),
})
export type AuditEvent = Static<typeof AuditEventShape>

export const PrimaryTokenShape = Type.Object({
  hasToken: Type.Boolean(),
  token: Type.Optional(Type.String()),
})

const tokenExample: ApiTokenListing = {
  id: 't9m4xkqd',
  name: 'dashboard',
  scopes: ['read'],
  createdAt: '2026-01-01T08:00:00.000Z',
  lastUsedAt: '2026-01-01T12:00:00.000Z',
  expiresAt: '2027-01-01T08:00:00.000Z',
  source: 'settings',
  primary: false,
}

const notSaved = ['settings.not-saved', 'settings.disk-full'] as const

export const accessEndpoints = {
  'POST /api/login': {
    summary: 'Log in with user name and password',
    description:
      'Sets the cookies `pulse_session` and `pulse_csrf`. After five failures from one address the account is locked for that address for 15 minutes.',
    access: 'open',
    limit: 'login',
    body: LoginInputShape,
    output: Done,
    errors: ['login.wrong', 'login.locked', 'setup.needed'],
    example: {
      body: { username: 'admin', password: 'your-secure-password' },
      output: { success: true, message: 'Successfully logged in' },
    },
  },
  'POST /api/logout': {
    summary: 'End the session that asks',
    access: 'read',
    body: Type.Object({}),
    bodyOptional: true,
    output: Done,
    errors: [],
    example: { output: { success: true, message: 'Successfully logged out' } },
  },
  'GET /api/security/status': {
    summary: 'How access is protected, and who asks',
    access: 'open',
    output: SecurityStatusShape,
    errors: [],
    example: {
      output: {
        setupNeeded: false,
        unauthenticatedMode: false,
        loggedIn: true,
        username: 'admin',
        apiTokenConfigured: true,
        requiresAuth: true,
        exportProtected: true,
        unprotectedExportAllowed: false,
        hasAuthentication: true,
        configuredButPendingRestart: false,
        hasAuditLogging: true,
        credentialsEncrypted: true,
        hasHTTPS: false,
        clientIP: '192.168.1.50',
        isPrivateNetwork: true,
        isTrustedNetwork: false,
        publicAccess: false,
        registrationTokensEnabled: true,
      },
    },
  },
  'POST /api/security/quick-setup': {
    summary: 'Name the owner of a new server',
    access: 'open',
    limit: 'login',
    body: QuickSetupInputShape,
    output: Type.Object({
      success: Type.Literal(true),
      message: Type.String(),
      method: Type.String(),
      deploymentType: Type.String(),
      requiresManualRestart: Type.Literal(false),
      note: Type.String(),
    }),
    errors: ['setup.done', 'setup.wrong-code', ...notSaved],
    example: {
      body: { setupCode: 'code-printed-at-start', username: 'admin', password: 'your-secure-password' },
      output: {
        success: true,
        message: 'Security enabled',
        method: 'settings',
        deploymentType: 'systemd',
        requiresManualRestart: false,
        note: 'In force at once; no restart is needed.',
      },
    },
  },
  'POST /api/security/change-password': {
    summary: 'Change the password of the owner; all other sessions end',
    access: 'owner',
    limit: 'login',
    passwordInBasic: true,
    body: Type.Object({
      /** May stand in a Basic header instead. */
      currentPassword: Type.Optional(Password),
      newPassword: Type.String({ maxLength: 1024, whenMissing: 'Invalid request body' }),
    }),
    output: Type.Object({
      success: Type.Literal(true),
      message: Type.String(),
      requiresRestart: Type.Literal(false),
    }),
    errors: ['login.wrong', 'login.locked', 'access.from-environment', ...notSaved],
    example: {
      body: { currentPassword: 'your-secure-password', newPassword: 'another-secure-password' },
      output: { success: true, message: 'Password changed', requiresRestart: false },
    },
  },
  'POST /api/security/remove-password': {
    summary: 'Refused: running without a login is a setting of the server, not of a page',
    access: 'owner',
    limit: 'login',
    passwordInBasic: true,
    body: Type.Object({ currentPassword: Type.Optional(Password) }),
    output: Done,
    errors: ['access.password-required', 'login.wrong', 'login.locked'],
    example: {
      body: { currentPassword: 'your-secure-password' },
      output: { success: true, message: 'Never answered: see 409' },
    },
  },
  'POST /api/security/apply-restart': {
    summary: 'Nothing to do: every change takes effect at once',
    access: 'owner',
    body: Type.Object({}),
    bodyOptional: true,
    output: Done,
    errors: [],
    example: { output: { success: true, message: 'No restart is needed' } },
  },
  'POST /api/security/reset-lockout': {
    summary: 'Forget the failed logins of an account or address',
    access: 'owner',
    body: Type.Object({
      identifier: Type.String({ minLength: 1, maxLength: 200, whenMissing: 'Identifier is required' }),
    }),
    output: Done,
    errors: [],
    example: {
      body: { identifier: '192.0.2.50' },
      output: { success: true, message: 'Lockout forgotten' },
    },
  },
  'GET /api/security/sessions': {
    summary: 'List the sessions of the owner',
    access: 'owner',
    output: Type.Array(SessionShape),
    errors: [],
    example: {
      output: [
        {
          id: 'h6t2wvbn',
          current: true,
          createdAt: '2026-01-01T08:00:00.000Z',
          expiresAt: '2026-01-02T08:00:00.000Z',
          lastSeenAt: '2026-01-01T12:00:00.000Z',
          address: '192.168.1.50',
          userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        },
      ],
    },
  },
  'DELETE /api/security/sessions/:id': {
    summary: 'End a session, and the WebSockets that it opened',
    description: 'The id `others` ends all sessions but the one that asks.',
    access: 'owner',
    output: Type.Object({ success: Type.Literal(true), ended: Type.Integer() }),
    errors: ['session.missing'],
    example: { path: { id: 'others' }, output: { success: true, ended: 2 } },
  },
  'GET /api/security/tokens': {
    summary: 'List the API tokens, without their values',
    access: 'owner',
    output: Type.Array(ApiTokenShape),
    errors: [],
    example: { output: [tokenExample] },
  },
  'POST /api/security/tokens': {
    summary: 'Make an API token; its value is shown this once',
    access: 'owner',
    body: ApiTokenInputShape,
    output: Type.Object({ token: Type.String(), entry: ApiTokenShape }),
    status: 201,
    errors: ['token.duplicate', ...notSaved],
    example: {
      body: { name: 'dashboard', scopes: ['read'], expiresInDays: 365 },
      output: { token: 'your-new-token', entry: tokenExample },
    },
  },
  'DELETE /api/security/tokens/:id': {
    summary: 'Revoke an API token, and end the WebSockets that it opened',
    access: 'owner',
    output: Type.Object({ success: Type.Literal(true) }),
    errors: ['token.missing', 'access.from-environment', ...notSaved],
    example: { path: { id: 't9m4xkqd' }, output: { success: true } },
  },
  'GET /api/security/audit': {
    summary: 'The audit log, newest first',
    access: 'owner',
    query: Type.Object({
      before: Type.Optional(Type.Integer({ description: 'Only entries before this sequence number.', minimum: 1 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
      event: Type.Optional(Type.String({ maxLength: 100 })),
    }),
    output: Type.Object({
      events: Type.Array(AuditEventShape),
      /** Give it as `before` for the next page; null at the end. */
      nextBefore: Nullable(Type.Integer()),
      intact: Type.Boolean({ description: 'Is the chain of hashes whole? False: the file was changed from outside.' }),
    }),
    errors: [],
    example: {
      query: { limit: 100 },
      output: {
        events: [
          {
            sequence: 42,
            at: '2026-01-01T08:00:00.000Z',
            event: 'login',
            success: true,
            user: 'admin',
            ip: '192.168.1.50',
            path: '/api/login',
            details: '',
          },
        ],
        nextBefore: null,
        intact: true,
      },
    },
  },
  'GET /api/system/api-token': {
    summary: 'Is there an API token?',
    description: 'With `reveal=true` also its value, if it was generated here.',
    access: 'owner',
    query: Type.Object({ reveal: Type.Optional(Type.Boolean()) }),
    output: PrimaryTokenShape,
    errors: [],
    example: { query: { reveal: true }, output: { hasToken: true, token: 'your-secure-token' } },
  },
  'POST /api/system/api-token/generate': {
    summary: 'Make a new primary API token with every scope; the one before it ends',
    access: 'owner',
    body: Type.Object({}),
    bodyOptional: true,
    output: PrimaryTokenShape,
    errors: [...notSaved],
    example: { output: { hasToken: true, token: 'your-new-token' } },
  },
  'DELETE /api/system/api-token/delete': {
    summary: 'Revoke the primary API token',
    access: 'owner',
    output: PrimaryTokenShape,
    errors: ['access.from-environment', ...notSaved],
    example: { output: { hasToken: false } },
  },
} as const satisfies Record<EndpointKey, Endpoint>
