import Type, { type Static } from 'typebox'
import type { Endpoint, EndpointKey } from './endpoint.ts'

const Found = Type.Object({
  ip: Type.String(),
  port: Type.Integer(),
  type: Type.Union([Type.Literal('pve'), Type.Literal('pbs')]),
  version: Type.String({ description: '`Unknown` where the host does not say without credentials.' }),
  hostname: Type.Optional(Type.String()),
  release: Type.Optional(Type.String()),
  configured: Type.Boolean({ description: 'A connection watches it already.' }),
})
export type DiscoveredServer = Static<typeof Found>

export const DiscoveryShape = Type.Object({
  servers: Type.Array(Found),
  errors: Type.Optional(Type.Array(Type.String())),
  scanning: Type.Boolean(),
  subnet: Type.Union([Type.String(), Type.Null()], {
    description: 'Of the scan under way, else of the last one; null before the first.',
  }),
  progress: Type.Object(
    { done: Type.Integer(), total: Type.Integer() },
    { description: 'Addresses tried, of how many.' },
  ),
  updated: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'When the last scan ended; null before that.',
  }),
  networks: Type.Array(Type.String(), { description: 'The networks of this server that could be scanned.' }),
})
export type Discovery = Static<typeof DiscoveryShape>

const discoveryExample: Discovery = {
  servers: [
    {
      ip: '192.168.1.100',
      port: 8006,
      type: 'pve',
      version: 'Unknown',
      hostname: 'pve1.example.org',
      configured: false,
    },
  ],
  scanning: false,
  subnet: '192.168.1.0/24',
  progress: { done: 254, total: 254 },
  updated: '2026-01-01T12:00:00.000Z',
  networks: ['192.168.1.0/24'],
}

export const discoveryEndpoints = {
  'GET /api/discover': {
    summary: 'Proxmox hosts found by the last scan, or so far by the one under way',
    description:
      'Nothing is scanned unless somebody asks for it or `discoveryEnabled` is set. `errors` says what kept a scan from being complete, and nothing about single hosts. A mail gateway looks like Proxmox VE from outside.',
    access: 'read',
    output: DiscoveryShape,
    errors: [],
    example: { output: discoveryExample },
  },
  'POST /api/discover': {
    summary: 'Start a scan of a private network',
    description:
      '`subnet` is a private IPv4 network of at most 1024 addresses, or `auto` for those of this server; without it, the setting `discoverySubnet` counts. Only ports 8006 and 8007 are tried, ten addresses a second, without credentials. A second scan is refused while one is under way.',
    access: 'owner',
    limit: 'probe',
    body: Type.Object({ subnet: Type.Optional(Type.String({ maxLength: 100 })) }),
    bodyOptional: true,
    output: DiscoveryShape,
    errors: ['discovery.busy'],
    example: { body: { subnet: '192.168.1.0/24' }, output: { ...discoveryExample, scanning: true, servers: [] } },
  },
  'DELETE /api/discover': {
    summary: 'Stop the scan under way',
    access: 'owner',
    output: DiscoveryShape,
    errors: [],
    example: { output: discoveryExample },
  },
  'POST /api/test-notification': {
    summary: 'Send an invented `node_auto_registered` message to all WebSockets',
    access: 'notify',
    body: Type.Object({}),
    bodyOptional: true,
    output: Type.Object({ status: Type.Literal('notification sent') }),
    errors: [],
    example: { output: { status: 'notification sent' } },
  },
} as const satisfies Record<EndpointKey, Endpoint>
