import Type from 'typebox'
import { StateStorageShape } from '../state.ts'
import type { Endpoint, EndpointKey } from './endpoint.ts'
import { stateExample } from './state-example.ts'

/** Seconds since epoch. */
const timestamp = Type.Integer()
const Many = Type.Object({ data: Type.Array(StateStorageShape), timestamp })

export const storageEndpoints = {
  'GET /api/storage/': {
    summary: 'All storages',
    access: 'read',
    output: Many,
    errors: [],
    example: { output: { data: stateExample.storage, timestamp: 1_767_268_800 } },
  },
  'GET /api/storage': {
    summary: 'The same, without the slash',
    access: 'read',
    output: Many,
    errors: [],
    example: { output: { data: stateExample.storage, timestamp: 1_767_268_800 } },
  },
  'GET /api/storage/:id': {
    summary: 'One storage, or the storages of one node',
    description: 'A storage has the first right to the id; ids and names of nodes are understood, too.',
    access: 'read',
    output: Type.Union([Type.Object({ data: StateStorageShape, timestamp }), Many]),
    errors: ['storage.missing'],
    example: { path: { id: 'pve1' }, output: { data: stateExample.storage, timestamp: 1_767_268_800 } },
  },
} as const satisfies Record<EndpointKey, Endpoint>
