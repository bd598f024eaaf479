import type { accessEndpoints, coreEndpoints } from '@pulse/contract'
import { expect } from 'vitest'
import { ownerName, ownerPassword } from '../../served.ts'
import type { BadAttempt, CallCase } from '../call-case.ts'

const noObject = (): BadAttempt => ({ body: [1], status: 400, code: 'request.malformed' })
const done = { success: true, message: expect.stringMatching(/./) }

export const coreCases: Readonly<Record<keyof typeof coreEndpoints, CallCase>> = {
  'GET /api/health': {
    good: () => ({ answer: { status: expect.stringMatching(/^(healthy|degraded)$/), timestamp: expect.any(Number) } }),
    bad: [],
  },
  'GET /api/version': { good: () => ({ answer: { build: 'release', channel: 'stable' } }), bad: [] },
  'GET /api/openapi.json': { good: () => ({ answer: { openapi: '3.1.0' } }), bad: [] },
  'GET /api/state': {
    good: () => ({
      answer: {
        nodes: expect.arrayContaining([expect.objectContaining({ name: 'pve1', status: 'online' })]),
        pbs: expect.arrayContaining([expect.objectContaining({ name: 'pbs-main' })]),
      },
    }),
    bad: [],
  },
}

export const accessCases: Readonly<Record<keyof typeof accessEndpoints, CallCase>> = {
  'POST /api/login': {
    good: () => ({ body: { username: ownerName, password: ownerPassword }, answer: done }),
    bad: [
      noObject,
      () => ({ body: { username: ownerName }, status: 400, code: 'request.invalid', field: 'password' }),
      () => ({ body: { username: ownerName, password: 'wrong' }, status: 401, code: 'login.wrong' }),
      () => ({ body: { username: 'somebody', password: ownerPassword }, status: 401, code: 'login.wrong' }),
    ],
  },
  'POST /api/logout': { good: () => ({ answer: done }), bad: [noObject] },
  'GET /api/security/status': {
    good: () => ({ answer: { setupNeeded: false, requiresAuth: true, loggedIn: true } }),
    bad: [],
  },
  'POST /api/security/quick-setup': {
    good: () => ({ body: { setupCode: 'x', username: 'eve', password: 'long enough' } }),
    refuses: { status: 409, code: 'setup.done' },
    bad: [noObject, () => ({ body: { username: 5 }, status: 400, code: 'request.invalid', field: 'username' })],
  },
  'POST /api/security/change-password': {
    good: () => ({ body: { currentPassword: ownerPassword, newPassword: ownerPassword }, answer: done }),
    bad: [
      noObject,
      () => ({ body: {}, status: 400, code: 'request.invalid', field: 'newPassword' }),
      () => ({
        body: { currentPassword: ownerPassword, newPassword: 'short' },
        status: 400,
        code: 'request.invalid',
        field: 'newPassword',
      }),
      () => ({
        body: { currentPassword: 'wrong', newPassword: 'long enough' },
        status: 401,
        code: 'login.wrong',
      }),
    ],
  },
  'POST /api/security/remove-password': {
    good: () => ({ body: { currentPassword: ownerPassword } }),
    refuses: { status: 409, code: 'access.password-required' },
    bad: [
      noObject,
      () => ({ body: { currentPassword: 5 }, status: 400, code: 'request.invalid', field: 'currentPassword' }),
    ],
  },
  'POST /api/security/apply-restart': { good: () => ({ answer: done }), bad: [noObject] },
  'POST /api/security/reset-lockout': {
    good: () => ({ body: { identifier: '192.0.2.1' }, answer: done }),
    bad: [noObject, () => ({ body: {}, status: 400, code: 'request.invalid', field: 'identifier' })],
  },
  'GET /api/security/sessions': { good: () => ({}), bad: [] },
  'DELETE /api/security/sessions/:id': {
    good: async ({ served }) => {
      await served.login()
      return { path: { id: 'others' }, answer: { success: true } }
    },
    bad: [() => ({ path: { id: 'none' }, status: 404, code: 'session.missing' })],
  },
  'GET /api/security/tokens': { good: () => ({}), bad: [] },
  'POST /api/security/tokens': {
    good: () => ({
      body: { name: 'dashboard', scopes: ['read'] },
      answer: { entry: { name: 'dashboard', scopes: ['read'] } },
    }),
    bad: [
      noObject,
      () => ({ body: { scopes: ['read'] }, status: 400, code: 'request.invalid', field: 'name' }),
      () => ({ body: { name: 'x', scopes: [] }, status: 400, code: 'request.invalid', field: 'scopes' }),
      () => ({ body: { name: 'x', scopes: ['everything'] }, status: 400, code: 'request.invalid', field: 'scopes' }),
      () => ({ body: { name: 'dashboard', scopes: ['read'] }, status: 409, code: 'token.duplicate' }),
    ],
  },
  'DELETE /api/security/tokens/:id': {
    good: async ({ served }) => {
      const { entry } = await served.app.modules.security.createToken({ name: 'to go', scopes: ['read'] })
      return { path: { id: entry.id }, answer: { success: true } }
    },
    bad: [() => ({ path: { id: 'none' }, status: 404, code: 'token.missing' })],
  },
  'GET /api/security/audit': {
    good: () => ({ query: { limit: '5' }, answer: { intact: true } }),
    bad: [
      () => ({ query: { limit: '0' }, status: 400, code: 'request.invalid', field: 'limit' }),
      () => ({ query: { before: 'x' }, status: 400, code: 'request.invalid', field: 'before' }),
    ],
  },
  'POST /api/system/api-token/generate': { good: () => ({ answer: { hasToken: true } }), bad: [noObject] },
  'GET /api/system/api-token': {
    good: () => ({ query: { reveal: 'true' }, answer: { hasToken: true, token: expect.stringMatching(/.{32}/) } }),
    bad: [() => ({ query: { reveal: 'perhaps' }, status: 400, code: 'request.invalid', field: 'reveal' })],
  },
  'DELETE /api/system/api-token/delete': { good: () => ({ answer: { hasToken: false } }), bad: [] },
}
