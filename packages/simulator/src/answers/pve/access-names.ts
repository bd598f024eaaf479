import type { ApiToken, User } from '../../estate/access.ts'
import { pveRoles } from '../../estate/built-in-roles.ts'
import { ApiFailure } from '../answer.ts'
import { listOf, textOf } from '../parameters.ts'
import type { PveCall } from './call.ts'

/** The answer to parameters that cannot be. */
export function parameterFailure(errors: Readonly<Record<string, string>>): ApiFailure {
  return new ApiFailure(400, 'Parameter verification failed.', { errors })
}

function misnamed(parameter: string, problem: string): ApiFailure {
  return parameterFailure({ [parameter]: `invalid format - ${problem}\n` })
}

/** The name of a user with its realm; the realm need not exist. */
export function useridOf(call: PveCall): string {
  const userid = textOf(call.parameters, 'userid') ?? ''
  const problem = useridProblem(userid)
  if (problem !== undefined) throw misnamed('userid', problem)
  return userid
}

function useridProblem(userid: string): string | undefined {
  if (userid.length < 3) return `user name '${userid}' is too short`
  if (userid.length > 64) return `user name '${userid}' is too long (${userid.length} > 64)`
  const isWellFormed = /^[^\s:/]+@[A-Za-z][A-Za-z0-9.\-_]+$/.test(userid)
  return isWellFormed ? undefined : `value '${userid}' does not look like a valid user name`
}

export function userOf(call: PveCall): User {
  const userid = useridOf(call)
  const user = call.site.access.users.find((one) => one.userid === userid)
  if (user === undefined) throw new ApiFailure(500, `no such user ('${userid}')`)
  return user
}

export function tokenOf(call: PveCall): ApiToken {
  const user = userOf(call)
  const name = textOf(call.parameters, 'tokenid') ?? ''
  const token = user.tokens.find((one) => one.name === name)
  if (token === undefined) throw new ApiFailure(500, `no such token '${name}' for user '${user.userid}'`)
  return token
}

/** The name of a group or role. */
export function plainNameOf(call: PveCall, parameter: 'groupid' | 'roleid'): string {
  const name = textOf(call.parameters, parameter) ?? ''
  const kind = parameter === 'groupid' ? 'group' : 'role'
  if (!/^[A-Za-z0-9.\-_]+$/.test(name)) throw misnamed(parameter, `${kind} name '${name}' contains invalid characters`)
  return name
}

/** The privileges of a role; those that this version does not know are refused. */
export function privilegesOf(call: PveCall): string[] {
  const known = pveRoles(call.site.version).get('Administrator') ?? []
  const privileges = listOf(call.parameters, 'privs')
  const unknown = privileges.find((privilege) => !known.includes(privilege))
  if (unknown !== undefined) throw misnamed('privs', `invalid privilege '${unknown}'`)
  return privileges
}
