import { type Access, type Scope, scopes } from '@pulse/contract'

/** Who asks, as the credentials of a request say. */
export type Principal =
  /** No credential was presented. */
  | { kind: 'nobody' }
  /** The explicit setting that everybody is let in; never anything else. */
  | { kind: 'anybody' }
  /** Logged in. `presented` tells whether the browser sent it by itself (a cookie) or a program did (Basic). */
  | { kind: 'owner'; name: string; sessionId: string; presented: 'cookie' | 'basic' }
  | { kind: 'token'; id: string; name: string; scopes: ReadonlySet<Scope> }

/** Does the principal hold what a call asks for? `invited` calls check their own invitations. */
export function mayCall(principal: Principal, access: Access): boolean {
  if (access === 'open' || access === 'invited') return true
  switch (principal.kind) {
    case 'nobody':
      return false
    case 'anybody':
    case 'owner':
      return true
    case 'token':
      if (access === 'owner') return scopes.every((scope) => principal.scopes.has(scope))
      return principal.scopes.has(access) || (access === 'read' && principal.scopes.has('write'))
  }
}

/** Names the principal in logs and in the audit trail. */
export function principalName(principal: Principal): string {
  switch (principal.kind) {
    case 'nobody':
      return ''
    case 'anybody':
      return 'anybody'
    case 'owner':
      return principal.name
    case 'token':
      return `token ${principal.name}`
  }
}

/**
 * What a WebSocket or a session of somebody hangs on: it ends when this ends. Undefined for who came without a
 * credential.
 */
export function authorityOf(principal: Principal): string | undefined {
  if (principal.kind === 'owner') return `session ${principal.sessionId}`
  return principal.kind === 'token' ? `token ${principal.id}` : undefined
}
