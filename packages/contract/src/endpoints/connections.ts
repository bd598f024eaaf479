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
  /** Label; made from the host where missing. */
  name: Type.Optional(Type.String({ maxLength: 200 })),
  user: Type.Optional(Type.String({ maxLength: 200 })),
  password: Type.Optional(Type.String({ maxLength: 1000 })),
  /** `user@realm!name`, or the bare name with `user` beside it. */
  tokenName: Type.Optional(Type.String({ maxLength: 300 })),
  tokenValue: Type.Optional(Type.String({ maxLength: 1000 })),
  /** SHA-256 of the certificate, hex with or without colons; several, one per cluster member, separated by commas. */
  fingerprint: Type.Optional(Type.String({ maxLength: 10_000 })),
  /** Without a fingerprint: true checks the certificate against the system's authorities, false checks nothing. */
  verifySSL: Flag,
  ...watchFlags,
}

/** `whenMissing` and `whenWrong` are the documented messages of these fields. */
const target = {
  /** Host, host:port or URL; https and the product's port are filled in. */
  host: Type.String({ maxLength: 500, whenMissing: 'Host is required' }),
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
      /** Where it is held, or is not, if that is `partly`. */
      where: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
})

export const PrivilegesShape = Type.Object({
  /** When the host said so; it is asked every ten minutes. Null: not yet. */
  checkedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  /** What the credentials may see, thing by thing. */
  sights: Type.Array(SightShape),
  /** What they lack, and what that costs. */
  missing: Type.Array(MissingPrivilegeShape),
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
  /** `connected`, or `disconnected` with `error` saying why. */
  status: Type.Union([Type.Literal('connected'), Type.Literal('disconnected')]),
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
  /** Signed by an authority that this system trusts, for this host name. */
  trustedBySystem: Type.Boolean(),
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
  certificate: Type.Optional(PeerCertificateShape),
  /** Privileges that the credentials lack, and what each costs. */
  missingPrivileges: Type.Optional(Type.Array(MissingPrivilegeShape)),
  /** What the credentials may see, thing by thing; empty where the host does not tell. */
  sights: Type.Optional(Type.Array(SightShape)),
})

export const SoftTestShape = Type.Object({
  status: Type.Union([Type.Literal('success'), Type.Literal('error')]),
  message: Type.String(),
  /** Milliseconds. */
  latency: Type.Optional(Type.Integer()),
})

export const connectionEndpoints = {
  'GET /api/config/nodes': {
    summary: 'List the connections',
    access: 'read',
    output: Type.Array(ConnectionListingShape),
    errors: [],
  },
  'POST /api/config/nodes': {
    summary: 'Add a connection',
    access: 'write',
    body: ConnectionInputShape,
    output: AddedShape,
    status: 201,
    errors: ['connection.duplicate', 'settings.not-saved', 'settings.disk-full'],
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
      'settings.not-saved',
      'settings.disk-full',
    ],
  },
  'DELETE /api/config/nodes/:id': {
    summary: 'Delete a connection',
    access: 'write',
    output: SuccessShape,
    errors: ['connection.missing', 'settings.not-saved', 'settings.disk-full'],
  },
  'POST /api/config/nodes/test-connection': {
    summary: 'Try a connection without storing it',
    access: 'write',
    body: ConnectionInputShape,
    output: TestConnectionShape,
    errors: ['connection.unreachable'],
  },
  'POST /api/config/nodes/test-config': {
    summary: 'Try a connection without storing it; failures are answered with 200 and `status: error`',
    access: 'write',
    body: ConnectionInputShape,
    output: SoftTestShape,
    errors: [],
  },
  'POST /api/config/nodes/:id/test': {
    summary: 'Try a stored connection',
    access: 'write',
    output: SoftTestShape,
    errors: [],
  },
  'POST /api/connections/inspect': {
    summary: 'Show the certificate of a host, for a person to compare and trust; nothing secret is sent',
    access: 'write',
    body: InspectInputShape,
    output: InspectShape,
    errors: ['connection.unreachable'],
  },
} as const satisfies Record<EndpointKey, Endpoint>
