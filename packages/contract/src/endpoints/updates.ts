import Type, { type Static } from 'typebox'
import type { Endpoint, EndpointKey } from './endpoint.ts'

export const UpdateCheckShape = Type.Object({
  available: Type.Boolean(),
  currentVersion: Type.String(),
  latestVersion: Type.String(),
  releaseNotes: Type.String(),
  /** Null where nothing was found. */
  releaseDate: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  downloadUrl: Type.String(),
  isPrerelease: Type.Boolean(),
  deploymentType: Type.String(),
  /** How this deployment is updated, in words and commands. */
  instructions: Type.String(),
  channel: Type.Union([Type.Literal('stable'), Type.Literal('rc')]),
  /** Why nothing was asked: `off`, or null. */
  reason: Type.Union([Type.String(), Type.Null()]),
  checkedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
})
export type UpdateCheck = Static<typeof UpdateCheckShape>

export const updateEndpoints = {
  'GET /api/updates/check': {
    summary: 'Is there a newer release?',
    description: 'Asked at most every five minutes; with the source `off` nothing leaves this server.',
    access: 'read',
    limit: 'update-check',
    query: Type.Object({ channel: Type.Optional(Type.Union([Type.Literal('stable'), Type.Literal('rc')])) }),
    output: UpdateCheckShape,
    errors: ['updates.failed'],
  },
  'POST /api/updates/apply': {
    summary: 'Deprecated: says how this deployment is updated; Pulse never replaces itself',
    access: 'write',
    body: Type.Object({ downloadUrl: Type.Optional(Type.String({ maxLength: 2000 })) }),
    bodyOptional: true,
    output: Type.Object({
      status: Type.Literal('manual'),
      message: Type.String(),
      deploymentType: Type.String(),
      instructions: Type.String(),
    }),
    errors: [],
  },
  'GET /api/updates/status': {
    summary: 'Deprecated: nothing is ever under way',
    access: 'read',
    output: Type.Object({
      status: Type.String(),
      progress: Type.Integer(),
      message: Type.String(),
      updatedAt: Type.String({ format: 'date-time' }),
    }),
    errors: [],
  },
} as const satisfies Record<EndpointKey, Endpoint>
