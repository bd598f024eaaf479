import { blankUser, gateOf, type Principal, type User } from '../../estate/access.ts'
import { spendCode } from '../../estate/access-changes.ts'
import type { Estate } from '../../estate/estate.ts'
import type { Node } from '../../estate/node.ts'
import type { Site } from '../../estate/site.ts'
import type { VersionFacts } from '../../estate/version.ts'
import { ApiFailure, type ApiRequest } from '../answer.ts'
import { textOf } from '../parameters.ts'
import {
  createCsrfToken,
  createTicket,
  isActive,
  isCsrfTokenValid,
  type Login,
  type TicketDialect,
  ticketOf,
  tokenLogin,
  userOfTicket,
} from '../session.ts'
import type { Target } from '../target.ts'
import { challengeTicket, fittingFactor, isChallengeOf } from './second-factor.ts'
import { readParameters } from './transport.ts'

const dialect: TicketDialect = { prefix: 'PVE', cookies: ['PVEAuthCookie'], tokenScheme: 'PVEAPIToken' }
const loginDelayMs = 3000

/** The node at whose door a request stands. */
export interface Door {
  readonly estate: Estate
  readonly site: Site
  readonly node: Node
  readonly version: VersionFacts
}

function loginFailure(door: Door, text: string): ApiFailure {
  const shown = door.version.uniformLoginError && text !== 'No ticket' ? 'Authentication failed!' : text
  return new ApiFailure(401, shown, { delayMs: loginDelayMs })
}

/** The principal of calls that need no login. */
export function nobody(): Principal {
  return { user: blankUser('nobody@pve'), token: null }
}

/** Who asks; an empty 401 after three seconds where nobody can tell. */
export function loginOf(door: Door, request: ApiRequest): Principal {
  const login = readLogin(door, request)
  if ('problem' in login) throw loginFailure(door, login.problem)
  // An upload with a ticket is taken without the second token.
  if (login.byTicket && request.method !== 'GET' && request.upload === undefined) {
    const { userid } = login.principal.user
    const token = request.headers['csrfpreventiontoken']
    if (!isCsrfTokenValid(door.site.seed, userid, token, door.estate.clock.now())) {
      throw new ApiFailure(401, 'Permission denied - invalid csrf token', { delayMs: loginDelayMs })
    }
  }
  return login.principal
}

/** A cookie wins over a token. */
function readLogin(door: Door, request: ApiRequest): Login {
  const now = door.estate.clock.now()
  const ticket = ticketOf(dialect, request.headers)
  if (ticket !== undefined) {
    const user = userOfTicket(dialect, door.site.seed, door.site.access, ticket, now)
    return user === null
      ? { problem: 'permission denied - invalid PVE ticket' }
      : { principal: { user, token: null }, byTicket: true }
  }
  const authorization = request.headers['authorization'] ?? ''
  if (!/^PVEAPIToken[= ]/.test(authorization)) return { problem: 'No ticket' }
  return tokenLogin(dialect, door.site.access, authorization, now)
}

/** Which privileges each part of the interface looks at. */
const areas: Readonly<Record<string, RegExp>> = {
  vms: /^(VM\.|Permissions\.Modify)/,
  access: /^(User\.|Group\.|Permissions\.Modify)/,
  storage: /^(Datastore\.|Permissions\.Modify)/,
  nodes: /^(Sys\.|Permissions\.Modify)/,
  sdn: /^(SDN\.|Permissions\.Modify)/,
  dc: /^(Sys\.Audit|Sys\.Modify|SDN\.)/,
  mapping: /^(Mapping\.|Permissions\.Modify)/,
}

/** What somebody may do anywhere, by part of the interface; a pool counts for guests and storages. */
function capabilities(site: Site, principal: Principal): Record<string, Record<string, number>> {
  const gate = gateOf(site.access)
  const paths = ['/', '/nodes', '/access/groups', '/vms', '/storage', '/sdn', '/mapping']
  const capabilities: Record<string, Record<string, number>> = {}
  for (const area of Object.keys(areas)) capabilities[area] = {}
  for (const path of new Set([...paths, ...site.access.acl.map((entry) => entry.path)])) {
    const folder = /^\/(\w+)/.exec(path)?.[1] ?? 'dc'
    for (const area of folder === 'pool' ? ['vms', 'storage'] : [folder]) {
      const shown = capabilities[area]
      for (const privilege of gate.privileges(principal, path).keys()) {
        if (shown !== undefined && areas[area]?.test(privilege) === true) shown[privilege] = 1
      }
    }
  }
  return capabilities
}

const failed = (): ApiFailure => new ApiFailure(401, 'authentication failure', { delayMs: loginDelayMs })

/** POST `/access/ticket`: by password, by a ticket that is still good, or in a second step by a second factor. */
export function ticketCall(door: Door, request: ApiRequest, target: Target): unknown {
  const parameters = readParameters(request, target)
  const now = door.estate.clock.now()
  const { site } = door
  const name = textOf(parameters, 'username') ?? ''
  const realm = textOf(parameters, 'realm')
  const userid = realm === undefined || name.includes('@') ? name : `${name}@${realm}`
  const password = textOf(parameters, 'password') ?? ''
  const user = site.access.users.find((one) => one.userid === userid)
  if (user === undefined || !isActive(user, now) || password === '') throw failed()
  const challenge = textOf(parameters, 'tfa-challenge')
  if (challenge !== undefined) {
    const factor = fittingFactor(user, password, now)
    if (factor === undefined || !isChallengeOf(site.seed, user, challenge, now)) throw failed()
    spendCode(site.access, factor, password.slice('recovery:'.length))
    return session(door, user)
  }
  if (userOfTicket(dialect, site.seed, site.access, password, now) === user) return session(door, user)
  if (user.password !== password) throw failed()
  const ticket = challengeTicket(site.seed, user, now)
  if (ticket === null) return session(door, user)
  return { username: userid, ticket, CSRFPreventionToken: createCsrfToken(site.seed, userid, now), NeedTFA: 1 }
}

function session({ site, estate }: Door, user: User): unknown {
  const now = estate.clock.now()
  const principal: Principal = { user, token: null }
  return {
    username: user.userid,
    ticket: createTicket(dialect, site.seed, user.userid, now),
    CSRFPreventionToken: createCsrfToken(site.seed, user.userid, now),
    cap: capabilities(site, principal),
    ...(!site.standalone && gateOf(site.access).can(principal, '/', 'Sys.Audit') && { clustername: site.name }),
  }
}
