import type { guestMetadataEndpoints, systemEndpoints, transferEndpoints, updateEndpoints } from '@pulse/contract'
import { expect } from 'vitest'
import type { BadAttempt, CallCase } from '../call-case.ts'

const noObject = (): BadAttempt => ({ body: [1], status: 400, code: 'request.malformed' })
const invalid = (field: string) => ({ status: 400, code: 'request.invalid', field }) as const
const success = { status: 'success' }

const changesSystem: CallCase = {
  good: () => ({ body: { pollingInterval: 15 }, answer: success }),
  bad: [
    noObject,
    () => ({ body: { pollingInterval: 1 }, ...invalid('pollingInterval') }),
    () => ({ body: { pollingInterval: '15' }, ...invalid('pollingInterval') }),
    () => ({ body: { updateChannel: 'nightly' }, ...invalid('updateChannel') }),
    () => ({ body: { autoUpdateTime: '25:00' }, ...invalid('autoUpdateTime') }),
  ],
}

export const systemCases: Readonly<Record<keyof typeof systemEndpoints, CallCase>> = {
  'GET /api/config': { good: () => ({ answer: { csrfProtection: true } }), bad: [] },
  'GET /api/config/system': { good: () => ({ answer: { updateSource: 'off', discoveryEnabled: false } }), bad: [] },
  'POST /api/config/system': changesSystem,
  'PUT /api/config/system': changesSystem,
  'GET /api/system/settings': { good: () => ({ answer: { pollingInterval: 15 } }), bad: [] },
  'POST /api/system/settings/update': changesSystem,
  'GET /api/settings': { good: () => ({ answer: { current: { monitoring: expect.anything() } } }), bad: [] },
  'POST /api/settings/update': {
    good: () => ({ body: { settings: {}, validateOnly: true }, answer: { valid: true } }),
    bad: [
      noObject,
      () => ({ body: {}, ...invalid('settings') }),
      () => ({ body: { settings: 5 }, ...invalid('settings') }),
    ],
  },
  'GET /api/diagnostics': {
    good: () => ({ answer: { nodes: expect.arrayContaining([expect.objectContaining({ connected: true })]) } }),
    bad: [],
  },
}

const setsNotes: CallCase = {
  good: () => ({
    path: { id: 'k3v9qmx2~guest~101' },
    body: { customUrl: 'https://wiki.example.org/web', description: 'the web server', tags: ['prod'] },
    answer: { id: 'k3v9qmx2~guest~101', customUrl: 'https://wiki.example.org/web', tags: ['prod'] },
  }),
  bad: [
    () => ({ path: { id: 'x' }, ...noObject() }),
    () => ({ path: { id: 'x' }, body: { customUrl: 'javascript:alert(1)' }, ...invalid('customUrl') }),
    () => ({ path: { id: 'x' }, body: { description: 5 }, ...invalid('description') }),
    () => ({ path: { id: 'x' }, body: { tags: 'prod' }, ...invalid('tags') }),
  ],
}

export const guestMetadataCases: Readonly<Record<keyof typeof guestMetadataEndpoints, CallCase>> = {
  'PUT /api/guests/metadata/:id': setsNotes,
  'POST /api/guests/metadata/:id': setsNotes,
  'GET /api/guests/metadata': { good: () => ({ answer: { 'k3v9qmx2~guest~101': { tags: ['prod'] } } }), bad: [] },
  'GET /api/guests/metadata/': { good: () => ({ answer: { 'k3v9qmx2~guest~101': { tags: ['prod'] } } }), bad: [] },
  'GET /api/guests/metadata/:id': {
    good: () => ({ path: { id: 'k3v9qmx2~guest~101' }, answer: { description: 'the web server' } }),
    bad: [],
  },
  'DELETE /api/guests/metadata/:id': { good: () => ({ path: { id: 'k3v9qmx2~guest~101' } }), bad: [] },
}

const yaml = 'version: 1\nsettings:\n  pollingInterval: 15\n'
const readsFile: CallCase = {
  good: () => ({ body: { text: yaml, name: 'pulse.yaml' } }),
  bad: [
    noObject,
    () => ({ body: {}, ...invalid('text') }),
    () => ({ body: { text: 'settings: [' }, status: 400, code: 'config-file.invalid' }),
  ],
}

export const transferCases: Readonly<Record<keyof typeof transferEndpoints, CallCase>> = {
  'POST /api/config/export': {
    good: () => ({ body: { passphrase: 'correct horse battery' }, answer: success }),
    bad: [noObject, () => ({ body: {}, ...invalid('passphrase') })],
  },
  'GET /api/export': { good: () => ({ answer: success }), bad: [] },
  'POST /api/config/import': {
    good: async (stand) => ({ body: { ...(await stand.exported()), dryRun: true }, answer: success }),
    bad: [
      noObject,
      () => ({ body: { passphrase: 'x' }, ...invalid('data') }),
      () => ({ body: { data: 'x' }, ...invalid('passphrase') }),
      () => ({ body: { data: 'AAAA', passphrase: 'correct horse battery' }, status: 400, code: 'request.invalid' }),
    ],
  },
  'GET /api/config/file/text': {
    good: () => ({ answer: { text: expect.stringMatching(/^version: 1$/m) } }),
    bad: [],
  },
  'POST /api/config/file/plan': readsFile,
  'POST /api/config/file/apply': readsFile,
  'GET /api/config/file': { good: () => ({ answer: { file: { name: 'pulse.yaml' } } }), bad: [] },
  'DELETE /api/config/file': { good: () => ({ answer: success }), bad: [] },
}

export const updateCases: Readonly<Record<keyof typeof updateEndpoints, CallCase>> = {
  'GET /api/updates/check': {
    good: () => ({ answer: { available: false, reason: 'off', deploymentType: expect.stringMatching(/./) } }),
    bad: [() => ({ query: { channel: 'nightly' }, ...invalid('channel') })],
  },
  'POST /api/updates/apply': {
    good: () => ({ answer: { status: 'manual', instructions: expect.stringMatching(/./) } }),
    bad: [noObject, () => ({ body: { downloadUrl: 5 }, ...invalid('downloadUrl') })],
  },
  'GET /api/updates/status': { good: () => ({ answer: { progress: 0 } }), bad: [] },
}
