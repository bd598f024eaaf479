import type { accessEndpoints, CallInput, CallOutput } from '@pulse/contract'
import type { Asker, Cookie } from '../../security/security.ts'
import { DressedAnswer, type Handlers } from '../handlers.ts'

/** Where people and programs are let in, and where that is managed. */
export interface AccessDesk {
  /** @throws {AppError} `login.wrong`, `login.locked`, `setup.needed` */
  login(input: CallInput<'POST /api/login'>['body'], asker: Asker): Promise<readonly Cookie[]>
  logout(asker: Asker): Promise<readonly Cookie[]>
  status(asker: Asker): CallOutput<'GET /api/security/status'>
  /** @throws {AppError} `setup.done`, `setup.wrong-code`, `request.invalid` */
  setUp(input: CallInput<'POST /api/security/quick-setup'>['body'], asker: Asker): Promise<readonly Cookie[]>
  /** As documented: `docker`, `proxmoxve`, `systemd` or `manual`. */
  readonly deploymentType: string
  /** The current password may stand in a Basic header. @throws {AppError} `login.wrong`, `access.from-environment` */
  changePassword(
    input: CallInput<'POST /api/security/change-password'>['body'],
    asker: Asker,
  ): Promise<readonly Cookie[]>
  /** @throws {AppError} always: `access.password-required` to who knows the password */
  removePassword(input: CallInput<'POST /api/security/remove-password'>['body'], asker: Asker): Promise<never>
  resetLockout(identifier: string, asker: Asker): void
  sessions(asker: Asker): CallOutput<'GET /api/security/sessions'>
  /** How many ended. */
  endSession(id: string, asker: Asker): Promise<number>
  tokens(): CallOutput<'GET /api/security/tokens'>
  createToken(
    input: CallInput<'POST /api/security/tokens'>['body'],
    asker: Asker,
  ): Promise<CallOutput<'POST /api/security/tokens'>>
  revokeToken(id: string, asker: Asker): Promise<void>
  events(query: CallInput<'GET /api/security/audit'>['query']): Promise<CallOutput<'GET /api/security/audit'>>
  primaryToken(reveal: boolean, asker: Asker): CallOutput<'GET /api/system/api-token'>
  generatePrimaryToken(asker: Asker): Promise<string>
  /** Is there still one? The environment may have one, too. */
  deletePrimaryToken(asker: Asker): Promise<boolean>
}

const success = { success: true } as const

export function accessHandlers(desk: AccessDesk): Pick<Handlers, keyof typeof accessEndpoints> {
  return {
    'POST /api/login': async ({ body }, request) => {
      const cookies = await desk.login(body, request)
      return new DressedAnswer({ ...success, message: 'Successfully logged in' }, { cookies })
    },
    'POST /api/logout': async (_, request) => {
      const cookies = await desk.logout(request)
      const headers = { 'clear-site-data': '"cache"' }
      return new DressedAnswer({ ...success, message: 'Successfully logged out' }, { cookies, headers })
    },
    'GET /api/security/status': (_, request) => desk.status(request),
    'POST /api/security/quick-setup': async ({ body }, request) => {
      const cookies = await desk.setUp(body, request)
      return new DressedAnswer({ ...setUpDone, deploymentType: desk.deploymentType }, { cookies })
    },
    'POST /api/security/change-password': async ({ body }, request) => {
      const cookies = await desk.changePassword(body, request)
      return new DressedAnswer({ ...success, message: 'Password changed', requiresRestart: false }, { cookies })
    },
    'POST /api/security/remove-password': ({ body }, request) => desk.removePassword(body, request),
    'POST /api/security/apply-restart': () => ({
      ...success,
      message: 'Nothing to apply: every change takes effect at once',
    }),
    'POST /api/security/reset-lockout': ({ body }, request) => {
      desk.resetLockout(body.identifier, request)
      return { ...success, message: `Lockout reset for ${body.identifier}` }
    },
    'GET /api/security/sessions': (_, request) => desk.sessions(request),
    'DELETE /api/security/sessions/:id': async ({ path }, request) => ({
      ...success,
      ended: await desk.endSession(path.id, request),
    }),
    ...tokenHandlers(desk),
    'GET /api/security/audit': ({ query }) => desk.events(query),
  }
}

const setUpDone = {
  ...success,
  message: 'Security enabled',
  method: 'settings',
  requiresManualRestart: false,
  note: 'In force at once; no restart is needed.',
} as const

type TokenKey = keyof typeof accessEndpoints & `${string} /api/${'security/tokens' | 'system/api-token'}${string}`

function tokenHandlers(desk: AccessDesk): Pick<Handlers, TokenKey> {
  return {
    'GET /api/security/tokens': () => desk.tokens(),
    'POST /api/security/tokens': ({ body }, request) => desk.createToken(body, request),
    'DELETE /api/security/tokens/:id': async ({ path }, request) => {
      await desk.revokeToken(path.id, request)
      return success
    },
    'GET /api/system/api-token': ({ query }, request) => desk.primaryToken(query?.reveal === true, request),
    'POST /api/system/api-token/generate': async (_, request) => ({
      hasToken: true,
      token: await desk.generatePrimaryToken(request),
    }),
    'DELETE /api/system/api-token/delete': async (_, request) => ({ hasToken: await desk.deletePrimaryToken(request) }),
  }
}
