import type { CallKey } from '../../client/client.ts'

/** What a call of the collection needs that its example does not tell. */
export interface SpecialCall {
  /** Values of the path, instead of those of the example. */
  readonly path?: Readonly<Record<string, string>>
  /** Parameters of the query, instead of those of the example. */
  readonly query?: Readonly<Record<string, string>>
  /** The body, instead of that of the example. */
  readonly body?: unknown
  /** Variables without which the request is skipped, and what to say then. */
  readonly needs?: readonly string[]
  /** JavaScript: runs before the request, after it is signed in. */
  readonly before?: string
  /** JavaScript: runs after a success; `answer` is its body. */
  readonly after?: string
  /** Other answers that are right: the status, and when. */
  readonly also?: Readonly<Record<number, string>>
  /** Takes something away, or ends what others may use. */
  readonly isDestructive?: true
}

/** Variables of the collection: what a request needs that another one has made, and what a reader may want to change. */
export const collectionVariables = {
  connection_id: ['none-yet', 'Id of the connection that *Add a connection* has made.'],
  registered_id: ['none-yet', 'Id of the connection that *Register a Proxmox host* has made.'],
  registration_token: ['none-yet', 'The registration token that *Make a registration token* has made.'],
  api_token_id: ['none-yet', 'Id of the API token that *Make an API token* has made.'],
  guest_id: ['none-yet', 'Id of a guest; set by *The whole picture*.'],
  storage_id: ['none-yet', 'Id of a storage; set by *All storages*.'],
  export_data: ['none-yet', 'What *Export the configuration* has answered.'],
  scan_network: ['192.168.1.0/24', 'Private network that *Start a scan* looks at.'],
} as const satisfies Record<string, readonly [value: string, description: string]>

const set = (variable: keyof typeof collectionVariables, value: string): string =>
  `pm.collectionVariables.set('${variable}', ${value})`

const host = {
  type: 'pve',
  host: '{{PVE_BASE_URL}}',
  tokenName: '{{PVE_TOKEN_ID}}',
  tokenValue: '{{PVE_TOKEN_SECRET}}',
  fingerprint: '{{PVE_FINGERPRINT}}',
  verifySSL: false,
}
const needsHost = ['PVE_BASE_URL', 'PVE_TOKEN_ID', 'PVE_TOKEN_SECRET'] as const
const needsPassword = ['PULSE_USERNAME', 'PULSE_PASSWORD'] as const

/** By key of the endpoint table. */
export const specialCalls: Partial<Record<CallKey, SpecialCall>> = {
  'GET /api/state': {
    after: `const [guest] = [...answer.vms, ...answer.containers]\nif (guest) ${set('guest_id', 'guest.id')}`,
  },
  'POST /api/login': {
    body: { username: '{{PULSE_USERNAME}}', password: '{{PULSE_PASSWORD}}' },
    needs: needsPassword,
  },
  'POST /api/security/quick-setup': {
    body: { setupCode: '{{PULSE_SETUP_CODE}}', username: '{{PULSE_USERNAME}}', password: '{{PULSE_PASSWORD}}' },
    needs: [...needsPassword, 'PULSE_SETUP_CODE'],
    also: { 409: 'the server has an owner already' },
  },
  'POST /api/security/change-password': {
    // To what it is: whoever changes it for good changes the environment, too.
    body: { currentPassword: '{{PULSE_PASSWORD}}', newPassword: '{{PULSE_PASSWORD}}' },
    needs: needsPassword,
    isDestructive: true,
  },
  'POST /api/security/remove-password': {
    body: { currentPassword: '{{PULSE_PASSWORD}}' },
    needs: needsPassword,
    also: { 409: 'a server always has a login' },
  },
  'DELETE /api/security/sessions/:id': { path: { id: 'others' }, isDestructive: true },
  'POST /api/security/tokens': { after: set('api_token_id', 'answer.entry.id') },
  'DELETE /api/security/tokens/:id': { path: { id: '{{api_token_id}}' }, isDestructive: true },
  'GET /api/system/api-token': { query: {} },
  'POST /api/system/api-token/generate': { isDestructive: true },
  'DELETE /api/system/api-token/delete': { isDestructive: true },
  'POST /api/config/nodes': {
    body: { ...host, name: 'postman' },
    needs: needsHost,
    after: set('connection_id', 'answer.id'),
  },
  'PUT /api/config/nodes/:id': {
    path: { id: '{{connection_id}}' },
    body: { name: 'postman-renamed' },
    needs: needsHost,
  },
  'DELETE /api/config/nodes/:id': { path: { id: '{{connection_id}}' }, needs: needsHost, isDestructive: true },
  'POST /api/config/nodes/test-connection': { body: host, needs: needsHost },
  'POST /api/config/nodes/test-config': { body: { ...host, name: 'postman' }, needs: needsHost },
  'POST /api/config/nodes/:id/test': { path: { id: '{{connection_id}}' }, needs: needsHost },
  'POST /api/connections/inspect': {
    body: { type: 'pve', host: '{{PVE_BASE_URL}}' },
    needs: ['PVE_BASE_URL'],
  },
  'GET /api/storage/': {
    after: `const [storage] = answer.data\nif (storage) ${set('storage_id', 'storage.id')}`,
  },
  'GET /api/storage/:id': {
    path: { id: '{{storage_id}}' },
    before: skipIf(`pm.variables.get('storage_id') === 'none-yet'`, 'There is no storage yet.'),
  },
  'GET /api/guests/metadata/:id': { path: { id: '{{guest_id}}' } },
  'PUT /api/guests/metadata/:id': { path: { id: '{{guest_id}}' } },
  'POST /api/guests/metadata/:id': { path: { id: '{{guest_id}}' } },
  'DELETE /api/guests/metadata/:id': { path: { id: '{{guest_id}}' }, isDestructive: true },
  'POST /api/config/export': { body: { passphrase: passphrase() }, after: set('export_data', 'answer.data') },
  'GET /api/export': { query: {}, needs: ['PULSE_API_TOKEN'] },
  'POST /api/config/import': {
    body: { data: '{{export_data}}', passphrase: passphrase() },
    before: skipIf(`pm.variables.get('export_data') === 'none-yet'`, 'Nothing was exported yet.'),
    isDestructive: true,
  },
  'DELETE /api/config/file': { isDestructive: true },
  'POST /api/tokens/generate': { after: set('registration_token', 'answer.token') },
  'DELETE /api/tokens/revoke': { query: { token: '{{registration_token}}' }, isDestructive: true },
  'POST /api/auto-register': {
    body: {
      type: 'pve',
      host: '{{PVE_BASE_URL}}',
      name: 'postman-registered',
      tokenId: '{{PVE_TOKEN_ID}}',
      tokenValue: '{{PVE_TOKEN_SECRET}}',
      fingerprint: '{{PVE_FINGERPRINT}}',
    },
    needs: needsHost,
    after: set('registered_id', 'answer.id'),
  },
  'POST /api/discover': { body: { subnet: '{{scan_network}}' }, also: { 409: 'a scan is under way' } },
}

/** A word that everybody can see is none. */
function passphrase(): string {
  return 'your-passphrase'
}

function skipIf(condition: string, why: string): string {
  return `if (${condition}) {\n  console.log('${why}')\n  pm.execution.skipRequest()\n}`
}
