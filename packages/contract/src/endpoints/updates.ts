import Type, { type Static } from 'typebox'
import type { Endpoint, EndpointKey } from './endpoint.ts'

export const UpdateCheckShape = Type.Object({
  available: Type.Boolean(),
  currentVersion: Type.String(),
  latestVersion: Type.String(),
  releaseNotes: Type.String(),
  releaseDate: Type.Union([Type.String({ format: 'date-time' }), Type.Null()], {
    description: 'Null where nothing was found.',
  }),
  downloadUrl: Type.String(),
  isPrerelease: Type.Boolean(),
  deploymentType: Type.String(),
  instructions: Type.String({ description: 'How this deployment is updated, in words and commands.' }),
  channel: Type.Union([Type.Literal('stable'), Type.Literal('rc')]),
  reason: Type.Union([Type.String(), Type.Null()], { description: 'Why nothing was asked: `off`, or null.' }),
  checkedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
})
export type UpdateCheck = Static<typeof UpdateCheckShape>

export const updateEndpoints = {
  'GET /api/updates/check': {
    summary: 'Is there a newer release?',
    description:
      'An answer is kept for five minutes, a failure for one. With the source `off` nothing leaves this server, and `reason` is `off`.',
    access: 'read',
    limit: 'update-check',
    query: Type.Object({ channel: Type.Optional(Type.Union([Type.Literal('stable'), Type.Literal('rc')])) }),
    output: UpdateCheckShape,
    errors: ['updates.failed'],
    example: {
      query: { channel: 'stable' },
      output: {
        available: true,
        currentVersion: '1.0.0',
        latestVersion: '1.1.0',
        releaseNotes: 'What is new.',
        releaseDate: '2026-01-01T08:00:00.000Z',
        downloadUrl: 'https://github.com/example/pulse/releases/tag/v1.1.0',
        isPrerelease: false,
        deploymentType: 'docker',
        instructions: 'docker pull the new image and recreate the container',
        channel: 'stable',
        reason: null,
        checkedAt: '2026-01-01T12:00:00.000Z',
      },
    },
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
    example: {
      output: {
        status: 'manual',
        message: 'Pulse never replaces itself',
        deploymentType: 'docker',
        instructions: 'docker pull the new image and recreate the container',
      },
    },
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
    example: {
      output: {
        status: 'idle',
        progress: 0,
        message: 'Nothing is under way',
        updatedAt: '2026-01-01T12:00:00.000Z',
      },
    },
  },
} as const satisfies Record<EndpointKey, Endpoint>
