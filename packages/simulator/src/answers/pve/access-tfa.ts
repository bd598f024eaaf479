import type { SecondFactor, User } from '../../estate/access.ts'
import { addFactor, removeFactor } from '../../estate/access-changes.ts'
import { hexText, uuidText } from '../../estate/chance.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, textOf } from '../parameters.ts'
import { parameterFailure, userOf } from './access-names.ts'
import { can, type PveCall, type PveHandlers, requireQuorum } from './call.ts'

function factorRow(factor: SecondFactor): Record<string, unknown> {
  return {
    id: factor.id,
    type: factor.type,
    description: factor.description,
    created: Math.floor(factor.createdAt / 1000),
    enable: factor.enabled ? 1 : 0,
  }
}

function factorOf(call: PveCall, user: User): SecondFactor {
  const id = textOf(call.parameters, 'id') ?? ''
  const factor = user.factors.find((one) => one.id === id)
  if (factor === undefined) throw new ApiFailure(404, `no such tfa entry '${id}'`)
  return factor
}

/** Everybody but root says his password again. */
function requirePassword(call: PveCall): void {
  const asker = call.principal.user
  if (asker.userid === call.site.access.superuser) return
  const password = textOf(call.parameters, 'password')
  if (password === undefined) throw parameterFailure({ password: 'password is required to modify TFA data' })
  if (password !== asker.password) throw new ApiFailure(401, 'authentication failure', { delayMs: 3000 })
}

function add(call: PveCall): unknown {
  requireQuorum(call)
  requirePassword(call)
  const user = userOf(call)
  const { seed, access } = call.site
  const type = textOf(call.parameters, 'type')
  const description = textOf(call.parameters, 'description') ?? ''
  if (type === 'recovery') {
    if (user.factors.some((one) => one.type === 'recovery')) throw new ApiFailure(500, 'user already has recovery keys')
    addFactor(access, user, { id: 'recovery', type, createdAt: call.now, description: '', enabled: true })
    const codes = Array.from({ length: 10 }, (_, index) =>
      hexText(16, seed, 'recovery', user.userid, call.now / 1000, index),
    )
    return { id: 'recovery', recovery: codes.map((code) => code.match(/..../g)?.join('-') ?? code) }
  }
  if (type !== 'totp') throw new ApiFailure(500, `adding a second factor of type '${type}' needs its device`)
  if (description === '') throw new ApiFailure(500, "'description' is required for new entries")
  if (textOf(call.parameters, 'totp') === undefined)
    throw new ApiFailure(500, "missing 'totp' parameter (must be an otpauth: uri)")
  if (textOf(call.parameters, 'value') === undefined) throw new ApiFailure(500, "'value' is required for totp")
  const id = uuidText(seed, 'totp', user.userid, access.revision, Math.floor(call.now / 1000))
  addFactor(access, user, { id, type, createdAt: call.now, description, enabled: true })
  return { id }
}

export const tfaHandlers: PveHandlers = {
  'GET /access/tfa': (call) =>
    call.site.access.users
      .filter((user) => {
        const isOwn = user.userid === call.principal.user.userid
        return isOwn || ['User.Modify', 'Sys.Audit'].some((privilege) => can(call, '/access/groups', privilege))
      })
      .filter((user) => user.factors.length > 0)
      .map((user) => ({ userid: user.userid, entries: user.factors.map(factorRow) })),
  'GET /access/tfa/{userid}': (call) => userOf(call).factors.map(factorRow),
  'GET /access/tfa/{userid}/{id}': (call) => factorRow(factorOf(call, userOf(call))),
  'POST /access/tfa/{userid}': add,
  'PUT /access/tfa/{userid}/{id}': (call) => {
    requireQuorum(call)
    requirePassword(call)
    const factor = factorOf(call, userOf(call))
    factor.description = textOf(call.parameters, 'description') ?? factor.description
    if (textOf(call.parameters, 'enable') !== undefined) factor.enabled = flagOf(call.parameters, 'enable')
    return null
  },
  'DELETE /access/tfa/{userid}/{id}': (call) => {
    requireQuorum(call)
    requirePassword(call)
    const user = userOf(call)
    removeFactor(call.site.access, user, factorOf(call, user))
    return null
  },
  'GET /access/users/{userid}/tfa': (call) => {
    const types = new Set(userOf(call).factors.map((factor) => factor.type))
    return flagOf(call.parameters, 'multiple') ? { types: [...types] } : {}
  },
  'PUT /access/users/{userid}/unlock-tfa': (call) => {
    requireQuorum(call)
    userOf(call)
    // Nobody here locks a factor by failed attempts.
    return 0
  },
}
