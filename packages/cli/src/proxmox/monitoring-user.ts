import { monitorPrivileges, monitorRole, type Wish } from '@pulse/contract'
import type { Product, Verb } from '@pulse/proxmox/schema'
import { CommandError } from '../command-error.ts'
import { shellQuoted } from './equivalent.ts'

/** The user that Pulse looks through, as it should be. */
export interface MonitoringUser {
  readonly product: Product
  readonly version: string
  /** `pulse@pve` */
  readonly userid: string
  readonly tokenName: string
  readonly wishes: ReadonlySet<Wish>
}

/** What a server has of it. */
export interface AccessState {
  readonly user?: { readonly isUsable: boolean }
  readonly token?: { readonly isUsable: boolean; readonly isSeparated: boolean }
  /** Privileges of the role, by its name; of Proxmox VE only. */
  readonly role?: readonly string[]
  /** Of the user and its token. */
  readonly grants: readonly Grant[]
}

export interface Grant {
  readonly path: string
  /** userid or token id */
  readonly to: string
  readonly role: string
  readonly propagate: boolean
}

/** One thing to do, as a call of the API and as a command of the server's own shell. */
export interface Step {
  /** What is there afterwards. */
  readonly what: string
  /** Whether something that was there is changed by it. */
  readonly mends: boolean
  readonly verb: Verb
  /** With placeholders. */
  readonly path: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly command: readonly string[]
  /** Its answer holds the secret of the token. */
  readonly tellsSecret?: true
}

/** How each thing is done on one product. */
export interface StepMakers {
  role?(privileges: readonly string[]): Step
  addToRole?(privileges: readonly string[]): Step
  user(userid: string): Step
  enableUser(userid: string): Step
  grant(grant: Grant): Step
  token(userid: string, tokenName: string): Step
  mendToken(userid: string, tokenName: string): Step
  removeToken(userid: string, tokenName: string): Step
}

export interface Plan {
  /** In this order: a token is made when all it needs is there, as its secret is told only once. */
  readonly steps: readonly Step[]
  /** What is right already. */
  readonly there: readonly string[]
  /** What is not as it would be made, and stays. */
  readonly left: readonly string[]
}

export const comment = 'Monitoring by Pulse'

/** Nothing is there yet. */
export const nothing: AccessState = { grants: [] }

export const tokenIdOf = ({ userid, tokenName }: MonitoringUser): string => `${userid}!${tokenName}`

/**
 * The user that options ask for; without a realm, that of the product itself is meant.
 *
 * @throws CommandError of kind `usage`, naming the option
 */
export function readMonitoringUser(
  given: { readonly user: string | undefined; readonly token: string | undefined },
  server: { readonly product: Product; readonly version: string },
  wishes: ReadonlySet<Wish>,
): MonitoringUser {
  const name = given.user ?? 'pulse'
  const userid = name.includes('@') ? name : `${name}@${server.product}`
  const tokenName = given.token ?? 'pulse'
  if (!/^[A-Za-z0-9_][\w.-]{0,40}@[A-Za-z][\w.-]+$/.test(userid))
    throw new CommandError('usage', `--user is a name such as pulse@${server.product}, not "${name}".`)
  if (userid === 'root@pam')
    throw new CommandError('usage', '--user is a user for Pulse alone: root@pam may do everything.')
  if (!/^[A-Za-z][\w.-]{1,30}$/.test(tokenName))
    throw new CommandError('usage', `--token is a name of letters, digits, ".", "_" and "-", not "${tokenName}".`)
  return { ...server, userid, tokenName, wishes }
}

/** Privileges that the role gets, sorted. Proxmox VE only: a backup server has none but its own roles. */
export function wantedPrivileges({ product, version, wishes }: MonitoringUser): readonly string[] {
  return product === 'pve' ? monitorPrivileges(version, wishes) : []
}

/** Roles and where they are given, to the user and to the token: a token never may more than both of them. */
export function wantedGrants(user: MonitoringUser, to: string): readonly Grant[] {
  const roles: readonly [role: string, path: string][] =
    user.product === 'pve'
      ? [[monitorRole, '/']]
      : [
          ['Audit', '/'],
          // On its own path it takes nothing away: a deeper entry replaces what comes from above.
          ['RemoteAudit', '/remote'],
        ]
  return roles.map(([role, path]) => ({ path, to, role, propagate: true }))
}

/** For a POSIX shell. */
export const shellLine = (command: readonly string[]): string => command.map(shellQuoted).join(' ')
