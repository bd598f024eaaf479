import { monitorRole } from '@pulse/contract'
import {
  type AccessState,
  type Grant,
  type MonitoringUser,
  type Plan,
  type StepMakers,
  tokenIdOf,
  wantedGrants,
  wantedPrivileges,
} from './monitoring-user.ts'
import { pbsSteps } from './monitoring-user-steps-pbs.ts'
import { pveSteps } from './monitoring-user-steps-pve.ts'

/**
 * What is to be done so that the user is as it should be, given what the server has already.
 *
 * @param rotate whether a token that is there gets a new secret
 */
export function planOf(user: MonitoringUser, state: AccessState, rotate: boolean): Plan {
  const make = user.product === 'pve' ? pveSteps : pbsSteps
  const parts = [
    rolePart(user, state, make),
    userPart(user, state, make),
    grantPart(user, state, make, user.userid),
    tokenPart(user, state, make, rotate),
    grantPart(user, state, make, tokenIdOf(user), rotate && state.token !== undefined),
  ]
  return {
    steps: parts.flatMap(({ steps }) => steps),
    there: parts.flatMap(({ there }) => there),
    left: parts.flatMap(({ left }) => left),
  }
}

const part = (found: Partial<Plan>): Plan => ({ steps: [], there: [], left: [], ...found })

function rolePart(user: MonitoringUser, { role }: AccessState, make: StepMakers): Plan {
  if (!make.role || !make.addToRole) return part({})
  const wanted = wantedPrivileges(user)
  if (!role) return part({ steps: [make.role(wanted)] })
  const missing = wanted.filter((privilege) => !role.includes(privilege))
  const extra = role.filter((privilege) => !wanted.includes(privilege))
  return part({
    ...(missing.length > 0 ? { steps: [make.addToRole(missing)] } : { there: [`role ${monitorRole}`] }),
    ...(extra.length > 0 && { left: [`role ${monitorRole} has more than was asked for: ${extra.join(', ')}`] }),
  })
}

function userPart({ userid }: MonitoringUser, { user }: AccessState, make: StepMakers): Plan {
  if (!user) return part({ steps: [make.user(userid)] })
  return user.isUsable ? part({ there: [`user ${userid}`] }) : part({ steps: [make.enableUser(userid)] })
}

function tokenPart(user: MonitoringUser, { token }: AccessState, make: StepMakers, rotate: boolean): Plan {
  const { userid, tokenName } = user
  if (!token) return part({ steps: [make.token(userid, tokenName)] })
  // Everywhere alike: not every version can give a new secret to a token that it keeps.
  if (rotate) return part({ steps: [make.removeToken(userid, tokenName), make.token(userid, tokenName)] })
  return token.isUsable && token.isSeparated
    ? part({ there: [`token ${tokenIdOf(user)}`] })
    : part({ steps: [make.mendToken(userid, tokenName)] })
}

/** @param gone whether what was granted goes away on the way, as with a token that is removed */
function grantPart(user: MonitoringUser, state: AccessState, make: StepMakers, to: string, gone = false): Plan {
  const wanted = wantedGrants(user, to)
  const held = gone ? [] : state.grants.filter((grant) => grant.to === to)
  const isHeld = (one: Grant): boolean => held.some((grant) => isSame(grant, one))
  const others = state.grants.filter(
    (grant) => grant.to === to && !wanted.some((one) => one.path === grant.path && one.role === grant.role),
  )
  return {
    steps: wanted.filter((one) => !isHeld(one)).map((one) => make.grant(one)),
    there: wanted.filter(isHeld).map((one) => `role ${one.role} on ${one.path} for ${to}`),
    left: others.map(({ role, path }) => `${to} has role ${role} on ${path} as well`),
  }
}

const isSame = (a: Grant, b: Grant): boolean => a.path === b.path && a.role === b.role && a.propagate === b.propagate
