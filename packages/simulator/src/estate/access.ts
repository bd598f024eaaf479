export interface ApiToken {
  readonly name: string
  secret: string
  /** With separation a token has no right that it was not given itself. */
  separated: boolean
  comment: string
  /** Only the backup server can switch a token off. */
  enabled: boolean
  /** Seconds since the epoch; 0 is never. */
  expireAt: number
}

interface FactorFacts {
  readonly id: string
  readonly createdAt: number
  description: string
  enabled: boolean
}

/** What a user says beside the password: the code of an authenticator, or one of a list, each of them once. */
export type SecondFactor =
  | (FactorFacts & { readonly type: 'totp'; readonly key: Uint8Array })
  | (FactorFacts & { readonly type: 'recovery'; codes: readonly string[] })

export interface User {
  readonly userid: string
  /** Empty: nobody can log in with it. */
  password: string
  comment: string
  email: string
  firstName: string
  lastName: string
  keys: string
  groups: readonly string[]
  readonly tokens: ApiToken[]
  readonly factors: SecondFactor[]
  enabled: boolean
  expireAt: number
}

/** A user of whom nothing is known but the name. */
export function blankUser(userid: string): User {
  const texts = { password: '', comment: '', email: '', firstName: '', lastName: '', keys: '' }
  return { userid, ...texts, groups: [], tokens: [], factors: [], enabled: true, expireAt: 0 }
}

export interface Group {
  readonly groupid: string
  comment: string
}

/** Where users come from: `pam`, the product's own, or a directory. */
export interface Realm {
  readonly realm: string
  readonly type: string
  settings: Readonly<Record<string, unknown>>
}

export interface AclEntry {
  readonly path: string
  /** userid, user!token, or group name. */
  readonly subject: string
  readonly kind: 'user' | 'token' | 'group'
  readonly role: string
  readonly propagate: boolean
}

export interface Access {
  readonly users: User[]
  readonly groups: Group[]
  readonly acl: AclEntry[]
  /** Privileges by role, the built-in ones and those that people made. */
  readonly roles: Map<string, readonly string[]>
  readonly realms: Realm[]
  /** The one user who may everything. */
  readonly superuser: string
  /** Grows with every change, so that what was worked out from it is not used any longer. */
  revision: number
}

/** Who asks: a user with a ticket, or a user's token. */
export interface Principal {
  readonly user: User
  readonly token: ApiToken | null
}

/** `user@realm` or `user@realm!token`. */
export function principalId(principal: Principal): string {
  return principal.token === null ? principal.user.userid : `${principal.user.userid}!${principal.token.name}`
}

function parents(path: string): string[] {
  const segments = path.split('/').filter((segment) => segment !== '')
  const paths = ['/']
  for (let length = 1; length <= segments.length; length++) paths.push(`/${segments.slice(0, length).join('/')}`)
  return paths
}

/** Privileges of one subject on one path; the value tells whether they reach the objects below. */
function privilegesOf(
  access: Access,
  kind: 'user' | 'token',
  subject: string,
  groups: readonly string[],
  path: string,
) {
  let held = new Map<string, boolean>()
  for (const level of parents(path)) {
    const here = access.acl.filter((entry) => entry.path === level && (level === path || entry.propagate))
    const own = here.filter((entry) => entry.kind === kind && entry.subject === subject)
    const entries =
      own.length > 0 ? own : here.filter((entry) => entry.kind === 'group' && groups.includes(entry.subject))
    if (entries.length === 0) continue
    // An entry further down replaces what came from above; NoAccess takes everything.
    held = new Map()
    if (entries.some((entry) => entry.role === 'NoAccess')) continue
    for (const entry of entries) {
      for (const privilege of access.roles.get(entry.role) ?? []) {
        held.set(privilege, (held.get(privilege) ?? false) || entry.propagate)
      }
    }
  }
  return held
}

/** Answers "may this principal do that here" for one product instance; remembers what it worked out. */
export class Gate {
  readonly #access: Access
  readonly #known = new Map<string, Map<string, boolean>>()
  #revision: number

  constructor(access: Access) {
    this.#access = access
    this.#revision = access.revision
  }

  privileges(principal: Principal, path: string): ReadonlyMap<string, boolean> {
    if (this.#revision !== this.#access.revision) {
      this.#known.clear()
      this.#revision = this.#access.revision
    }
    const key = `${principalId(principal)} ${path}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const worked = this.#workOut(principal, path)
    this.#known.set(key, worked)
    return worked
  }

  can(principal: Principal, path: string, privilege: string): boolean {
    return this.privileges(principal, path).has(privilege)
  }

  /** Whether nothing below the root changes what the principal may do: lists need no filter row by row. */
  isUniform(principal: Principal): boolean {
    const { user, token } = principal
    if (user.userid === this.#access.superuser && (token === null || !token.separated)) return true
    const subjects = new Set([user.userid, principalId(principal), ...user.groups])
    return this.#access.acl.every((entry) => !subjects.has(entry.subject) || (entry.path === '/' && entry.propagate))
  }

  #workOut(principal: Principal, path: string): Map<string, boolean> {
    const { user, token } = principal
    const ofUser =
      user.userid === this.#access.superuser
        ? everything(this.#access)
        : privilegesOf(this.#access, 'user', user.userid, user.groups, path)
    if (token === null || !token.separated) return ofUser
    const ofToken = privilegesOf(this.#access, 'token', principalId(principal), [], path)
    return new Map([...ofToken].filter(([privilege]) => ofUser.has(privilege)))
  }
}

function everything(access: Access): Map<string, boolean> {
  return new Map([...access.roles.values()].flat().map((privilege) => [privilege, true]))
}

const gates = new WeakMap<Access, Gate>()

/** The gate of one product instance, whose memory lasts from call to call. */
export function gateOf(access: Access): Gate {
  const known = gates.get(access) ?? new Gate(access)
  gates.set(access, known)
  return known
}
