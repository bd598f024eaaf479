/** The two published documents of the interface, by the version that they describe. */
export type PublishedDocument = '4.2.1' | '4.3'

/** A part of Pulse that brings calls of its own. */
export type LaterPart = 'charts' | 'backups' | 'alerts' | 'notifications'

/** A call that a published document promises. */
export interface PromisedCall {
  /** As a key of the endpoint table. */
  readonly call: string
  readonly documents: readonly PublishedDocument[]
  /** Not served yet: it comes with this part. */
  readonly later?: LaterPart
}

const both = ['4.2.1', '4.3'] as const
const older = ['4.2.1'] as const
const newer = ['4.3'] as const

/** Every call of both documents, in their order. Reviewed by hand; a test holds it against the documents. */
export const promisedCalls: readonly PromisedCall[] = [
  { call: 'GET /api/health', documents: both },
  { call: 'GET /api/version', documents: both },
  { call: 'GET /api/state', documents: both },
  { call: 'GET /api/charts', documents: both, later: 'charts' },
  { call: 'GET /api/storage/', documents: both },
  { call: 'GET /api/storage/:id', documents: both },
  { call: 'GET /api/storage-charts', documents: both, later: 'charts' },
  { call: 'GET /api/backups', documents: both, later: 'backups' },
  { call: 'GET /api/backups/unified', documents: both, later: 'backups' },
  { call: 'GET /api/backups/pve', documents: both, later: 'backups' },
  { call: 'GET /api/backups/pbs', documents: both, later: 'backups' },
  { call: 'GET /api/snapshots', documents: both, later: 'backups' },
  { call: 'GET /api/config/nodes', documents: both },
  { call: 'POST /api/config/nodes', documents: both },
  { call: 'PUT /api/config/nodes/:id', documents: both },
  { call: 'DELETE /api/config/nodes/:id', documents: both },
  { call: 'POST /api/config/nodes/test-connection', documents: both },
  { call: 'GET /api/config/system', documents: both },
  { call: 'POST /api/config/system', documents: both },
  { call: 'GET /api/system/api-token', documents: newer },
  { call: 'POST /api/system/api-token/generate', documents: newer },
  { call: 'DELETE /api/system/api-token/delete', documents: newer },
  { call: 'GET /api/export', documents: newer },
  { call: 'POST /api/config/export', documents: both },
  { call: 'POST /api/config/import', documents: both },
  { call: 'GET /api/notifications/email', documents: both, later: 'notifications' },
  { call: 'POST /api/notifications/email', documents: both, later: 'notifications' },
  { call: 'POST /api/notifications/email/test', documents: both, later: 'notifications' },
  { call: 'GET /api/notifications/email-providers', documents: both, later: 'notifications' },
  { call: 'GET /api/notifications/webhooks', documents: newer, later: 'notifications' },
  { call: 'POST /api/notifications/webhooks', documents: newer, later: 'notifications' },
  { call: 'PUT /api/notifications/webhooks/:id', documents: newer, later: 'notifications' },
  { call: 'DELETE /api/notifications/webhooks/:id', documents: newer, later: 'notifications' },
  { call: 'POST /api/notifications/webhooks/test', documents: newer, later: 'notifications' },
  { call: 'GET /api/notifications/webhook-templates', documents: newer, later: 'notifications' },
  { call: 'GET /api/notifications/thresholds', documents: both, later: 'alerts' },
  { call: 'POST /api/notifications/thresholds', documents: both, later: 'alerts' },
  { call: 'GET /api/notifications/thresholds/overrides', documents: both, later: 'alerts' },
  { call: 'POST /api/notifications/thresholds/overrides', documents: both, later: 'alerts' },
  { call: 'GET /api/notifications/alerts', documents: both, later: 'alerts' },
  { call: 'POST /api/notifications/alerts/clear', documents: both, later: 'alerts' },
  { call: 'POST /api/setup-script', documents: both },
  { call: 'POST /api/auto-register', documents: both },
  { call: 'POST /api/tokens/generate', documents: older },
  { call: 'GET /api/tokens/list', documents: older },
  { call: 'DELETE /api/tokens/revoke', documents: older },
  { call: 'GET /api/updates/check', documents: both },
  { call: 'POST /api/updates/apply', documents: both },
  { call: 'GET /api/updates/status', documents: both },
  // A WebSocket.
  { call: 'GET /ws', documents: both },
]
