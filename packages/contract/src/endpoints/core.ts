import Type from 'typebox'
import { StateShape } from '../state.ts'
import type { Endpoint, EndpointKey } from './endpoint.ts'
import { stateExample } from './state-example.ts'

export const HealthShape = Type.Object({
  status: Type.Union([Type.Literal('healthy'), Type.Literal('degraded')]),
  timestamp: Type.Integer({ description: 'Seconds since epoch.' }),
  uptime: Type.Number({ description: 'Seconds since the server started.' }),
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
  'GET /api/health': {
    summary: 'Is the server alive and polling?',
    access: 'open',
    output: HealthShape,
    errors: [],
    example: { output: { status: 'healthy', timestamp: 1_754_995_749, uptime: 166.187561244 } },
  },
  'GET /api/version': {
    summary: 'Which version runs here?',
    access: 'open',
    output: VersionShape,
    errors: [],
    example: {
      output: {
        version: '1.0.0',
        build: 'release',
        runtime: 'node',
        channel: 'stable',
        isDocker: false,
        isDevelopment: false,
        deploymentType: 'systemd',
      },
    },
  },
  'GET /api/openapi.json': {
    summary: 'This interface as an OpenAPI 3.1 document',
    access: 'read',
    output: Type.Object({ openapi: Type.String() }),
    errors: [],
    example: { output: { openapi: '3.1.0' } },
  },
  'GET /api/state': {
    summary: 'The whole picture',
    description: 'All nodes, guests, storages, backup servers and backups, with their newest figures.',
    access: 'read',
    output: StateShape,
    errors: [],
    example: { output: stateExample },
  },
} as const satisfies Record<EndpointKey, Endpoint>
