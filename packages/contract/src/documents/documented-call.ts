import { accessEndpoints } from '../endpoints/access.ts'
import { connectionEndpoints } from '../endpoints/connections.ts'
import { coreEndpoints } from '../endpoints/core.ts'
import { discoveryEndpoints } from '../endpoints/discovery.ts'
import type { Endpoint, Verb } from '../endpoints/endpoint.ts'
import { guestMetadataEndpoints } from '../endpoints/guest-metadata.ts'
import { registrationEndpoints } from '../endpoints/registration.ts'
import { storageEndpoints } from '../endpoints/storage.ts'
import { systemEndpoints } from '../endpoints/system.ts'
import { transferEndpoints } from '../endpoints/transfer.ts'
import { updateEndpoints } from '../endpoints/updates.ts'

/** Calls that belong together, as readers of the documents see them. */
export interface CallGroup {
  readonly name: string
  readonly description: string
  readonly endpoints: Readonly<Record<string, Endpoint>>
}

/** In the order in which a reader, or a run of the Postman collection, needs them. */
export const callGroups: readonly CallGroup[] = [
  { name: 'Core', description: 'Health, version and the whole picture.', endpoints: coreEndpoints },
  {
    name: 'Access',
    description: 'Login, sessions, API tokens, the password of the owner and the audit log.',
    endpoints: accessEndpoints,
  },
  {
    name: 'Connections',
    description: 'The Proxmox VE hosts, clusters and Backup Servers that are watched.',
    endpoints: connectionEndpoints,
  },
  { name: 'Storage', description: 'Storages of all nodes.', endpoints: storageEndpoints },
  { name: 'System', description: 'Settings of the server as a whole, and diagnostics.', endpoints: systemEndpoints },
  {
    name: 'Guest metadata',
    description: 'Notes and links of guests; they follow a guest through migration and renaming.',
    endpoints: guestMetadataEndpoints,
  },
  {
    name: 'Transfer',
    description: 'Export and import of the configuration, and `pulse.yaml`.',
    endpoints: transferEndpoints,
  },
  {
    name: 'Registration',
    description: 'Setup scripts with which a Proxmox host registers itself, and the tokens that permit it.',
    endpoints: registrationEndpoints,
  },
  {
    name: 'Discovery',
    description: 'Looking for Proxmox hosts in private networks, only when asked.',
    endpoints: discoveryEndpoints,
  },
  { name: 'Updates', description: 'Is there a newer release?', endpoints: updateEndpoints },
]

/** One entry of the endpoint table, in the parts that documents are made of. */
export interface DocumentedCall {
  /** Of the endpoint table: `PUT /api/config/nodes/:id`. */
  readonly key: string
  readonly verb: Verb
  /** With placeholders as OpenAPI has them: `/api/config/nodes/{id}`. */
  readonly path: string
  /** Names of the placeholders, in order. */
  readonly placeholders: readonly string[]
  /** `putConfigNodesById`; stays the same as long as the path does. */
  readonly operationId: string
  /** Name of its group. */
  readonly group: string
  readonly endpoint: Endpoint
}

/** Every call, in the order of the groups. */
export const documentedCalls: readonly DocumentedCall[] = callGroups.flatMap(({ name, endpoints }) =>
  Object.entries(endpoints).map(([key, endpoint]) => describedCall(key, name, endpoint)),
)

function describedCall(key: string, group: string, endpoint: Endpoint): DocumentedCall {
  const space = key.indexOf(' ')
  const path = key.slice(space + 1)
  return {
    key,
    verb: key.slice(0, space) as Verb,
    path: path.replaceAll(/:(\w+)/g, '{$1}'),
    placeholders: [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name),
    operationId: operationIdOf(key),
    group,
    endpoint,
  }
}

/** `/api/storage/` and `/api/storage` are two paths: the slash at the end becomes `All`. */
function operationIdOf(key: string): string {
  const [verb = '', ...words] = key
    .replace(' /api/', ' ')
    .replace(/\/$/, '/all')
    .replaceAll(':', 'by-')
    .split(/[^A-Za-z0-9]+/)
  return verb.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}
