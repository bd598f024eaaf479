import Type from 'typebox'
import { StateShape } from '../state.ts'
import type { Endpoint, EndpointKey } from './endpoint.ts'

export const HealthShape = Type.Object({
  status: Type.Union([Type.Literal('healthy'), Type.Literal('degraded')]),
  /** Seconds since epoch. */
  timestamp: Type.Integer(),
  /** Seconds since the server started. */
  uptime: Type.Number(),
})

export const VersionShape = Type.Object({
  version: Type.String(),
  build: Type.String(),
  runtime: Type.String(),
  channel: Type.String(),
  isDocker: Type.Boolean(),
  isDevelopment: Type.Boolean(),
  deploymentType: Type.String(),
})

export const coreEndpoints = {
  'GET /api/health': { summary: 'Is the server alive and polling?', access: 'open', output: HealthShape, errors: [] },
  'GET /api/version': { summary: 'Which version runs here?', access: 'open', output: VersionShape, errors: [] },
  'GET /api/openapi.json': {
    summary: 'This interface as an OpenAPI 3.1 document',
    access: 'read',
    output: Type.Object({ openapi: Type.String() }),
    errors: [],
  },
  'GET /api/state': { summary: 'The whole picture', access: 'read', output: StateShape, errors: [] },
} as const satisfies Record<EndpointKey, Endpoint>
