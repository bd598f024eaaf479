import Type, { type Static } from 'typebox'
import type { Endpoint, EndpointKey } from './endpoint.ts'

const Flag = Type.Optional(Type.Boolean())

/** What of a connection is watched. */
const watchFlags = {
  monitorVMs: Flag,
  monitorContainers: Flag,
  monitorStorage: Flag,
  monitorBackups: Flag,
  monitorDatastores: Flag,
  monitorSyncJobs: Flag,
  monitorVerifyJobs: Flag,
  monitorPruneJobs: Flag,
  monitorGarbageJobs: Flag,
}

/** Empty text counts as "not given" in all of them, as documented. */
const connectionFields = {
  name: Type.Optional(Type.String({ description: 'Label; made from the host where missing.', maxLength: 200 })),
  user: Type.Optional(Type.String({ maxLength: 200 })),
  password: Type.Optional(Type.String({ maxLength: 1000 })),
  tokenName: Type.Optional(
    Type.String({ description: '`user@realm!name`, or the bare name with `user` beside it.', maxLength: 300 }),
  ),
  tokenValue: Type.Optional(Type.String({ maxLength: 1000 })),
  fingerprint: Type.Optional(
    Type.String({
      description:
        'SHA-256 of the certificate, hex with or without colons; several, one per cluster member, separated by commas.',
      maxLength: 10_000,
    }),
  ),
  /** Without a fingerprint: true checks the certificate against the system's authorities, false checks nothing. */
  verifySSL: Flag,
  ...watchFlags,
}

/** `whenMissing` and `whenWrong` are the documented messages of these fields. */
const target = {
  host: Type.String({
    description: "Host, host:port or URL; https and the product's port are filled in.",
    maxLength: 500,
    whenMissing: 'Host is required',
  }),
  type: Type.Union([Type.Literal('pve'), Type.Literal('pbs')], {
    whenMissing: 'Invalid node type',
    whenWrong: 'Invalid node type',
  }),
}

export const ConnectionInputShape = Type.Object({ ...target, ...connectionFields })
export type ConnectionInput = Static<typeof ConnectionInputShape>

/** Absent fields keep what is stored. */
export const ConnectionChangeShape = Type.Object({
  type: Type.Optional(ConnectionInputShape.properties.type),
  host: Type.Optional(ConnectionInputShape.properties.host),
  ...connectionFields,
})
export type ConnectionChange = Static<typeof ConnectionChangeShape>

const ClusterEndpointShape = Type.Object({
  NodeID: Type.String(),
  NodeName: Type.String(),
  Host: Type.String(),
  IP: Type.String(),
  Online: Type.Boolean(),
  LastSeen: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
})

/** What credentials lack, and what is not shown without it. */
export const MissingPrivilegeShape = Type.Object({
  privilege: Type.String(),
  path: Type.String(),
  without: Type.String(),
})

const Degree = Type.Union([Type.Literal('yes'), Type.Literal('partly'), Type.Literal('no')])

/** One thing that is shown of a connection, whether its credentials may see it, and the privileges that this takes. */
export const SightShape = Type.Object({
  what: Type.String(),
  seen: Degree,
  needs: Type.Array(
    Type.Object({
      privilege: Type.String(),
      path: Type.String(),
      held: Degree,
      where: Type.Union([Type.String(), Type.Null()], {
        description: 'Where it is held, or is not, if that is `partly`.',
      }),
    }),
  ),
})

export const PrivilegesShape = Type.Object({
  checkedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'When the host said so; it is asked every ten minutes. Null: not yet.',
  }),
  sights: Type.Array(SightShape, { description: 'What the credentials may see, thing by thing.' }),
  missing: Type.Array(MissingPrivilegeShape, { description: 'What they lack, and what that costs.' }),
})

/** A configured connection, without its secrets. */
export const ConnectionListingShape = Type.Object({
  id: Type.String(),
  type: ConnectionInputShape.properties.type,
  name: Type.String(),
  host: Type.String(),
  user: Type.Optional(Type.String()),
  hasPassword: Type.Boolean(),
  tokenName: Type.Optional(Type.String()),
  hasToken: Type.Boolean(),
  fingerprint: Type.Optional(Type.String()),
  verifySSL: Type.Boolean(),
  ...watchFlags,
  status: Type.Union([Type.Literal('connected'), Type.Literal('disconnected')], {
    description: '`connected`, or `disconnected` with `error` saying why.',
  }),
  error: Type.Optional(Type.String()),
  isCluster: Flag,
  clusterName: Type.Optional(Type.String()),
  clusterEndpoints: Type.Optional(Type.Array(ClusterEndpointShape)),
  privileges: PrivilegesShape,
})
export type ConnectionListing = Static<typeof ConnectionListingShape>

export const SuccessShape = Type.Object({ status: Type.Literal('success') })

export const AddedShape = Type.Object({
  status: Type.Literal('success'),
  id: Type.String(),
  name: Type.String(),
})

/** The certificate that a host shows, for a person to compare and trust. */
export const PeerCertificateShape = Type.Object({
  fingerprint: Type.String(),
  subject: Type.String(),
  issuer: Type.String(),
  validTo: Type.String({ format: 'date-time' }),
  trustedBySystem: Type.Boolean({ description: 'Signed by an authority that this system trusts, for this host name.' }),
})

export const InspectInputShape = Type.Object(target)

/** `host` is the address as it would be stored. */
export const InspectShape = Type.Object({ host: Type.String(), ...PeerCertificateShape.properties })
export type Inspection = Static<typeof InspectShape>

export const TestConnectionShape = Type.Object({
  status: Type.Literal('success'),
  message: Type.String(),
  isCluster: Flag,
  nodeCount: Type.Optional(Type.Integer()),
  clusterNodeCount: Type.Optional(Type.Integer()),
  datastoreCount: Type.Optional(Type.Integer()),
  clusterName: Type.Optional(Type.String()),
  version: Type.Optional(Type.String()),
  missingPrivileges: Type.Optional(
    Type.Array(MissingPrivilegeShape, { description: 'Privileges that the credentials lack, and what each costs.' }),
  ),
  sights: Type.Optional(
    Type.Array(SightShape, {
      description: 'What the credentials may see, thing by thing; empty where the host does not tell.',
    }),
  ),
})

export const SoftTestShape = Type.Object({
  status: Type.Union([Type.Literal('success'), Type.Literal('error')]),
  message: Type.String(),
  latency: Type.Optional(Type.Integer({ description: 'Milliseconds.' })),
})

/** 32 bytes that are no certificate's. */
const exampleFingerprint = Array<string>(32).fill('AB').join(':')

const exampleCertificate: Static<typeof PeerCertificateShape> = {
  fingerprint: exampleFingerprint,
  subject: 'pve1.example.org',
  issuer: 'Proxmox Virtual Environment',
  validTo: '2028-01-01T00:00:00.000Z',
  trustedBySystem: false,
}

const exampleInput: ConnectionInput = {
  type: 'pve',
  host: 'https://192.0.2.10:8006',
  tokenName: 'pulse-monitor@pve!pulse',
  tokenValue: 'token-secret',
  fingerprint: exampleFingerprint,
}

export const connectionEndpoints = {
  'GET /api/config/nodes': {
    summary: 'List the connections',
    access: 'read',
    output: Type.Array(ConnectionListingShape),
    errors: [],
    example: {
      output: [
        {
          id: 'k3v9qmx2',
          type: 'pve',
          name: 'homelab',
          host: 'https://192.0.2.10:8006',
          hasPassword: false,
          tokenName: 'pulse-monitor@pve!pulse',
          hasToken: true,
          fingerprint: exampleFingerprint,
          verifySSL: false,
          monitorVMs: true,
          monitorContainers: true,
          monitorStorage: true,
          monitorBackups: true,
          status: 'connected',
          isCluster: true,
          clusterName: 'homelab',
          clusterEndpoints: [
            {
              NodeID: 'node/pve1',
              NodeName: 'pve1',
              Host: '192.0.2.10',
              IP: '192.0.2.10',
              Online: true,
              LastSeen: '2026-01-01T12:00:00.000Z',
            },
          ],
          privileges: {
            checkedAt: '2026-01-01T12:00:00.000Z',
            sights: [
              {
                what: 'virtual machines, containers and their snapshots',
                seen: 'yes',
                needs: [{ privilege: 'VM.Audit', path: '/vms', held: 'yes', where: null }],
              },
              {
                what: 'backups on storages other than a backup server',
                seen: 'no',
                needs: [
                  {
                    privilege: 'Datastore.AllocateSpace',
                    path: '/storage',
                    held: 'partly',
                    where: 'only on /storage/nas',
                  },
                  { privilege: 'VM.Backup', path: '/vms', held: 'no', where: null },
                ],
              },
            ],
            missing: [
              {
                privilege: 'VM.Backup',
                path: '/vms',
                without: 'backups on storages other than a backup server',
              },
            ],
          },
        },
      ],
    },
  },
  'POST /api/config/nodes': {
    summary: 'Add a connection',
    access: 'write',
    body: ConnectionInputShape,
    output: AddedShape,
    status: 201,
    errors: ['connection.duplicate', 'settings.not-saved', 'settings.disk-full'],
    example: {
      body: { ...exampleInput, name: 'homelab' },
      output: { status: 'success', id: 'k3v9qmx2', name: 'homelab' },
    },
  },
  'PUT /api/config/nodes/:id': {
    summary: 'Change a connection; absent fields keep their values',
    access: 'write',
    body: ConnectionChangeShape,
    output: SuccessShape,
    errors: [
      'connection.missing',
      'connection.duplicate',
      'connection.secret-needed',
      'settings.managed',
      'settings.not-saved',
      'settings.disk-full',
    ],
    example: {
      path: { id: 'k3v9qmx2' },
      body: { name: 'homelab', monitorBackups: false },
      output: { status: 'success' },
    },
  },
  'DELETE /api/config/nodes/:id': {
    summary: 'Delete a connection',
    access: 'write',
    output: SuccessShape,
    errors: ['connection.missing', 'settings.managed', 'settings.not-saved', 'settings.disk-full'],
    example: { path: { id: 'k3v9qmx2' }, output: { status: 'success' } },
  },
  'POST /api/config/nodes/test-connection': {
    summary: 'Try a connection without storing it',
    access: 'write',
    body: ConnectionInputShape,
    output: TestConnectionShape,
    errors: ['connection.unreachable'],
    example: {
      body: exampleInput,
      output: {
        status: 'success',
        message: 'Successfully connected to 3 node(s)',
        isCluster: true,
        nodeCount: 3,
        clusterNodeCount: 3,
        clusterName: 'homelab',
        version: '9.2.4',
        missingPrivileges: [],
        sights: [
          {
            what: 'virtual machines, containers and their snapshots',
            seen: 'yes',
            needs: [{ privilege: 'VM.Audit', path: '/vms', held: 'yes', where: null }],
          },
        ],
      },
    },
  },
  'POST /api/config/nodes/test-config': {
    summary: 'Try a connection without storing it; failures are answered with 200 and `status: error`',
    access: 'write',
    body: ConnectionInputShape,
    output: SoftTestShape,
    errors: [],
    example: {
      body: exampleInput,
      output: { status: 'success', message: 'Connected to PVE cluster with 3 nodes', latency: 42 },
    },
  },
  'POST /api/config/nodes/:id/test': {
    summary: 'Try a stored connection',
    access: 'write',
    output: SoftTestShape,
    errors: [],
    example: {
      path: { id: 'k3v9qmx2' },
      output: { status: 'error', message: 'Connection failed: connection refused' },
    },
  },
  'POST /api/connections/inspect': {
    summary: 'Show the certificate of a host, for a person to compare and trust; nothing secret is sent',
    access: 'write',
    body: InspectInputShape,
    output: InspectShape,
    errors: ['connection.unreachable'],
    example: {
      body: { type: 'pve', host: '192.0.2.10' },
      output: { host: 'https://192.0.2.10:8006', ...exampleCertificate },
    },
  },
} as const satisfies Record<EndpointKey, Endpoint>
