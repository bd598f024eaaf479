import type { AutoRegisterInput, CallInput, CallOutput, registrationEndpoints, SetupScriptInput } from '@pulse/contract'
import type { Caller, Principal } from '../../security/security.ts'
import { DressedAnswer, type Handlers, type RequestFacts } from '../handlers.ts'

/** Who asks to be registered, and the invitations that were brought; empty where there is none. */
export interface Visitor {
  principal: Principal
  caller: Caller
  registrationToken: string
  setupCode: string
}

export interface ServedScript {
  text: string
  /** A constant for each product. */
  fileName: string
}

/** Where hosts are invited and registered. */
export interface RegistrationDesk {
  /** @throws {AppError} `request.invalid`, `setup-script.unknown-address` */
  setupScript(input: SetupScriptInput, visitor: Visitor): ServedScript
  /** The same for who may only have an invitation. @throws {AppError} also `setup-code.wrong`, `registration.refused` */
  invitedScript(input: SetupScriptInput, visitor: Visitor): ServedScript
  setupCommand(input: SetupScriptInput, visitor: Visitor): CallOutput<'POST /api/setup-script-url'>
  register(input: AutoRegisterInput, visitor: Visitor): Promise<CallOutput<'POST /api/auto-register'>>
  makeToken(
    wish: CallInput<'POST /api/tokens/generate'>['body'],
    visitor: Visitor,
  ): Promise<CallOutput<'POST /api/tokens/generate'>>
  listTokens(): CallOutput<'GET /api/tokens/list'>
  revokeToken(tokenOrId: string, visitor: Visitor): Promise<void>
}

export function registrationHandlers(desk: RegistrationDesk): Pick<Handlers, keyof typeof registrationEndpoints> {
  return {
    'POST /api/setup-script': ({ body }, request) => script(desk.setupScript(body, visitorOf(request))),
    'GET /api/setup-script': ({ query = {} }, request) => {
      const { type, host, pulse_url: pulseUrl, backup_perms: backupPerms, auth_token, token } = query
      const input = { type, host, pulseUrl, backupPerms: backupPerms === 'true' || backupPerms === '1' }
      const visitor = visitorOf(request)
      const setupCode = visitor.setupCode || auth_token || token || ''
      return script(desk.invitedScript(withoutUndefined(input), { ...visitor, setupCode }))
    },
    'POST /api/setup-script-url': ({ body }, request) => desk.setupCommand(body, visitorOf(request)),
    'POST /api/auto-register': ({ body }, request) => {
      const visitor = visitorOf(request)
      return desk.register(body, { ...visitor, setupCode: body.setupCode || body.authToken || visitor.setupCode })
    },
    'POST /api/tokens/generate': ({ body }, request) => desk.makeToken(body, visitorOf(request)),
    'GET /api/tokens/list': () => desk.listTokens(),
    'DELETE /api/tokens/revoke': async ({ query = {} }, request) => {
      await desk.revokeToken(query.token ?? '', visitorOf(request))
      return { success: true }
    },
  }
}

const visitorOf = (request: RequestFacts): Visitor => ({
  principal: request.principal,
  caller: request.caller,
  registrationToken: request.header('x-registration-token').trim(),
  setupCode: request.header('x-setup-code').trim(),
})

const script = ({ text, fileName }: ServedScript): DressedAnswer<string> =>
  new DressedAnswer(text, { headers: { 'content-disposition': `inline; filename=${fileName}` } })

function withoutUndefined(input: { [K in keyof SetupScriptInput]: SetupScriptInput[K] | undefined }): SetupScriptInput {
  const { type, host, pulseUrl, backupPerms } = input
  return {
    ...(type === undefined ? {} : { type }),
    ...(host === undefined ? {} : { host }),
    ...(pulseUrl === undefined ? {} : { pulseUrl }),
    ...(backupPerms === undefined ? {} : { backupPerms }),
  }
}
