import type { discoveryEndpoints, registrationEndpoints } from '@pulse/contract'
import { expect } from 'vitest'
import type { BadAttempt, CallCase } from '../call-case.ts'

const noObject = (): BadAttempt => ({ body: [1], status: 400, code: 'request.malformed' })
const invalid = (field: string) => ({ status: 400, code: 'request.invalid', field }) as const
const target = { type: 'pve', host: 'https://192.0.2.10:8006', pulseUrl: 'http://192.0.2.5:7655' }

export const registrationCases: Readonly<Record<keyof typeof registrationEndpoints, CallCase>> = {
  'POST /api/setup-script': {
    good: () => ({
      body: { type: 'pve', host: 'https://192.0.2.10:8006' },
      answer: expect.stringMatching(/^#!\/bin\/sh\n/),
    }),
    bad: [
      noObject,
      () => ({ body: { ...target, type: 'esx' }, status: 400, code: 'request.invalid' }),
      () => ({ body: { ...target, host: 'https://h:8006"; id' }, ...invalid('host') }),
      () => ({ body: { ...target, pulseUrl: '$(id)' }, status: 400, code: 'setup-script.unknown-address' }),
    ],
  },
  'GET /api/setup-script': {
    good: () => ({
      query: { type: 'pbs', host: 'https://192.0.2.20:8007', pulse_url: 'http://192.0.2.5:7655' },
      answer: expect.stringMatching(/^#!\/bin\/sh\n/),
    }),
    bad: [
      () => ({ query: {}, status: 400, code: 'request.invalid' }),
      () => ({ query: { type: 'pve', host: '$(id)' }, ...invalid('host') }),
      () => ({ query: { type: 'pve', pulse_url: '$(id)' }, status: 400, code: 'setup-script.unknown-address' }),
    ],
  },
  'POST /api/setup-script-url': {
    good: () => ({ body: target, answer: { url: expect.stringContaining('http://192.0.2.5:7655/api/setup-script?') } }),
    bad: [
      noObject,
      () => ({ body: {}, status: 400, code: 'request.invalid' }),
      () => ({ body: { ...target, pulseUrl: 'http://p";id' }, status: 400, code: 'setup-script.unknown-address' }),
    ],
  },
  'POST /api/tokens/generate': {
    good: () => ({
      body: { validityMinutes: 30, maxUses: 5, allowedTypes: ['pve', 'pbs'], description: 'Production cluster setup' },
      answer: { token: expect.stringMatching(/^PULSE-REG-/), maxUses: 5, usedCount: 0 },
    }),
    bad: [
      noObject,
      () => ({ body: { validityMinutes: 'long' }, ...invalid('validityMinutes') }),
      () => ({ body: { allowedTypes: ['esx'] }, ...invalid('allowedTypes') }),
    ],
  },
  'GET /api/tokens/list': {
    good: () => ({ answer: expect.arrayContaining([expect.objectContaining({ maxUses: 5 })]) }),
    bad: [],
  },
  'DELETE /api/tokens/revoke': {
    good: ({ served }) => ({
      query: { token: served.app.modules.settings.document().registrationTokens[0]?.id ?? '' },
      answer: { success: true },
    }),
    bad: [
      () => ({ query: {}, ...invalid('token') }),
      () => ({ query: { token: 'none' }, status: 404, code: 'registration-token.missing' }),
    ],
  },
  'POST /api/auto-register': {
    good: ({ spare }) => ({
      body: { type: 'pve', host: spare.host, name: 'spare', tokenId: spare.tokenName, tokenValue: spare.tokenValue },
      // The case of adding a connection has added it.
      answer: { status: 'success', action: 'updated' },
    }),
    bad: [
      noObject,
      () => ({ body: {}, status: 400, code: 'request.invalid' }),
      ({ spare }) => ({ body: { type: 'esx', host: spare.host }, status: 400, code: 'request.invalid' }),
      ({ spare }) => ({
        body: { type: 'pve', host: spare.host, tokenId: 'no-token', tokenValue: 'x' },
        status: 400,
        code: 'request.invalid',
      }),
    ],
  },
}

export const discoveryCases: Readonly<Record<keyof typeof discoveryEndpoints, CallCase>> = {
  'GET /api/discover': { good: () => ({ answer: { scanning: false, servers: [] } }), bad: [] },
  'POST /api/discover': {
    good: () => ({ body: { subnet: '127.0.0.1/32' } }),
    bad: [
      noObject,
      () => ({ body: { subnet: 5 }, ...invalid('subnet') }),
      () => ({ body: { subnet: '203.0.113.0/24' }, ...invalid('subnet') }),
    ],
  },
  'DELETE /api/discover': { good: () => ({ answer: { scanning: false } }), bad: [] },
  'POST /api/test-notification': { good: () => ({ answer: { status: 'notification sent' } }), bad: [noObject] },
}
