import type { AccessDesk } from '../http/http.ts'
import { AppError, type Networks, privateNetworks } from '../platform/platform.ts'
import { type Asker, readBasic, type Security } from '../security/security.ts'
import { noting } from './noting.ts'
import { securityStatus } from './security-status.ts'

interface AccessDeskOptions {
  security: Security
  deploymentType: string
  /** Without a login, export and import are open to public networks, too. */
  allowUnprotectedExport: boolean
  /** Without a login, registration is not open. */
  requireRegistrationToken: boolean
  /** Only shown; private networks unless given. */
  trustedNetworks?: Networks | undefined
}

/** The security module behind the calls that let in and that manage who comes in. Changes are noted in the audit trail. */
export function accessDesk(options: AccessDeskOptions): AccessDesk {
  const { security, deploymentType, trustedNetworks = privateNetworks } = options
  const note = noting(security)
  return {
    deploymentType,
    login: (input, { presented, caller }) => security.login(input, presented, caller),
    logout: ({ principal, caller }) => security.logout(principal, caller),
    status: ({ principal, caller }) => securityStatus({ ...options, trustedNetworks }, principal, caller),
    setUp: ({ setupCode = '', username = '', password = '', apiToken = '' }, { caller }) =>
      security.setup({ setupCode, username, password, apiToken }, caller),
    changePassword: (input, asker) =>
      security.changePassword(
        { currentPassword: currentPassword(input.currentPassword, asker), newPassword: input.newPassword },
        asker,
      ),
    async removePassword(input, asker) {
      const password = currentPassword(input.currentPassword, asker)
      if (password === '') throw new AppError('login.wrong', 'Current password required', { field: 'currentPassword' })
      await security.checkPassword(password, asker)
      throw new AppError(
        'access.password-required',
        'A server always has a login: set PULSE_ALLOW_UNAUTHENTICATED=true and restart to run without one',
      )
    },
    resetLockout(identifier, asker) {
      security.resetLockout(identifier)
      note('lockout_reset', asker, `Lockout reset for: ${identifier}`)
    },
    sessions: ({ principal }) => security.sessions(principal),
    async endSession(id, asker) {
      const count = await security.endSession(id, asker.principal)
      note('session_ended', asker, id === 'others' ? `All others ended: ${count}` : `Session ended: ${id}`)
      return count
    },
    tokens: () => [...security.tokens()],
    async createToken(input, asker) {
      const made = await security.createToken(input)
      const { name, scopes } = made.entry
      note('token_created', asker, `API token "${name}" with ${scopes.join(', ')}`)
      return made
    },
    async revokeToken(id, asker) {
      const name = security.tokens().find((token) => token.id === id)?.name ?? id
      await security.revokeToken(id)
      note('token_revoked', asker, `API token "${name}"`)
    },
    async events(query = {}) {
      const { events, ...rest } = await security.events(query)
      return { ...rest, events: [...events] }
    },
    primaryToken(reveal, asker) {
      const hasToken = security.hasPrimaryToken()
      const token = reveal ? security.revealPrimaryToken() : undefined
      if (token === undefined) return { hasToken }
      note('token_revealed', asker, 'Primary API token')
      return { hasToken, token }
    },
    async generatePrimaryToken(asker) {
      const token = await security.generatePrimaryToken()
      note('token_created', asker, 'Primary API token')
      return token
    },
    async deletePrimaryToken(asker) {
      await security.deletePrimaryToken()
      note('token_revoked', asker, 'Primary API token')
      return security.hasPrimaryToken()
    },
  }
}

/** In the body, or in a Basic header, whose user name does not count: pages of the original send a fixed one. */
function currentPassword(inBody: string | undefined, { presented }: Asker): string {
  return inBody ?? readBasic(presented.authorization ?? '')?.password ?? ''
}
