import type { User } from '../../estate/access.ts'
import { ApiFailure } from '../answer.ts'
import { textOf } from '../parameters.ts'
import type { PbsCall } from './call.ts'

/** The user that the path names. */
export function userOf(call: PbsCall): User {
  const userid = textOf(call.parameters, 'userid') ?? ''
  const user = call.server.access.users.find((one) => one.userid === userid)
  if (user === undefined) throw new ApiFailure(400, `no such user '${userid}'`)
  return user
}
