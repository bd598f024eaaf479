import type { connectionEndpoints, storageEndpoints } from '@pulse/contract'
import { expect } from 'vitest'
import type { BadAttempt, CallCase, Stand } from '../call-case.ts'

const noObject = (): BadAttempt => ({ body: [1], status: 400, code: 'request.malformed' })
const success = { status: 'success' }
const pve = { type: 'pve', host: '127.0.0.1:9', user: 'root@pam', password: 'hunter2', verifySSL: false }

const noHost = (): BadAttempt => ({
  body: { ...pve, host: undefined },
  status: 400,
  code: 'request.invalid',
  field: 'host',
})
const noType = (): BadAttempt => ({
  body: { ...pve, type: 'esx' },
  status: 400,
  code: 'request.invalid',
  field: 'type',
})
const noCredentials = (): BadAttempt => ({
  body: { type: 'pve', host: '127.0.0.1:9' },
  status: 400,
  code: 'request.invalid',
})
const spareHost = ({ spare }: Stand) => ({ type: 'pve', ...spare })

export const connectionCases: Readonly<Record<keyof typeof connectionEndpoints, CallCase>> = {
  'GET /api/config/nodes': {
    good: () => ({ answer: expect.arrayContaining([expect.objectContaining({ name: 'attic', type: 'pve' })]) }),
    bad: [],
  },
  'POST /api/config/nodes': {
    good: (stand) => ({ body: { ...spareHost(stand), name: 'spare' }, answer: { ...success, name: 'spare' } }),
    bad: [
      noObject,
      noHost,
      noType,
      noCredentials,
      (stand) => ({ body: spareHost(stand), status: 409, code: 'connection.duplicate' }),
      () => ({ body: { ...pve, fingerprint: 'no' }, status: 400, code: 'request.invalid', field: 'fingerprint' }),
      () => ({ body: { ...pve, verifySSL: 'no' }, status: 400, code: 'request.invalid', field: 'verifySSL' }),
    ],
  },
  'PUT /api/config/nodes/:id': {
    good: async (stand) => ({
      path: { id: await stand.addConnection('to-change') },
      body: { name: 'changed' },
      answer: success,
    }),
    bad: [
      () => ({ path: { id: 'none' }, ...noObject() }),
      () => ({ path: { id: 'none' }, body: { name: 'x' }, status: 404, code: 'connection.missing' }),
      ({ served }) => ({
        path: { id: served.app.modules.settings.connections()[0]?.id ?? '' },
        body: { host: '127.0.0.66:8006' },
        status: 400,
        code: 'connection.secret-needed',
      }),
    ],
  },
  'DELETE /api/config/nodes/:id': {
    good: async (stand) => ({ path: { id: await stand.addConnection('to-go') }, answer: success }),
    bad: [() => ({ path: { id: 'none' }, status: 404, code: 'connection.missing' })],
  },
  'POST /api/config/nodes/test-connection': {
    good: (stand) => ({ body: spareHost(stand), answer: { ...success, nodeCount: 1 } }),
    bad: [noObject, noHost, noType, noCredentials, () => ({ body: pve, status: 400, code: 'connection.unreachable' })],
  },
  'POST /api/config/nodes/test-config': {
    good: (stand) => ({ body: spareHost(stand), answer: { ...success, latency: expect.any(Number) } }),
    bad: [noObject, noType],
  },
  'POST /api/config/nodes/:id/test': {
    good: ({ served }) => ({
      path: { id: served.app.modules.settings.connections()[0]?.id ?? '' },
      answer: success,
    }),
    bad: [],
  },
  'POST /api/connections/inspect': {
    good: ({ spare }) => ({
      body: { type: 'pve', host: spare.host },
      answer: { fingerprint: spare.fingerprint, trustedBySystem: false },
    }),
    bad: [
      noObject,
      noType,
      () => ({ body: { type: 'pve' }, status: 400, code: 'request.invalid', field: 'host' }),
      () => ({ body: { type: 'pve', host: '127.0.0.1:9' }, status: 400, code: 'connection.unreachable' }),
    ],
  },
}

export const storageCases: Readonly<Record<keyof typeof storageEndpoints, CallCase>> = {
  'GET /api/storage/': { good: () => ({ answer: someStorages }), bad: [] },
  'GET /api/storage': { good: () => ({ answer: someStorages }), bad: [] },
  'GET /api/storage/:id': {
    good: () => ({ path: { id: 'pve1' }, answer: someStorages }),
    bad: [() => ({ path: { id: 'none' }, status: 404, code: 'storage.missing' })],
  },
}

const someStorages = { data: expect.arrayContaining([expect.objectContaining({ name: 'local' })]) }
