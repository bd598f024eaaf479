import type { SecondFactor, User } from '../../estate/access.ts'
import { addFactor, removeFactor } from '../../estate/access-changes.ts'
import { hexText, uuidText } from '../../estate/chance.ts'
import { base32Bytes } from '../../estate/one-time-code.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, textOf } from '../parameters.ts'
import { parameterFailure, userOf } from './access-names.ts'
import { can, type PveCall, type PveHandlers, requireQuorum } from './call.ts'
import { fitsCode } from './second-factor.ts'

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

function addRecovery(call: PveCall, user: User): unknown {
  const { seed, access } = call.site
  if (user.factors.some((one) => one.type === 'recovery')) throw new ApiFailure(500, 'user already has recovery keys')
  const codes = Array.from({ length: 10 }, (_, index) => {
    const code = hexText(16, seed, 'recovery', user.userid, call.now / 1000, index)
    return code.match(/..../g)?.join('-') ?? code
  })
  const facts = { id: 'recovery', createdAt: call.now, description: '', enabled: true }
  addFactor(access, user, { ...facts, type: 'recovery', codes })
  return { id: 'recovery', recovery: codes }
}

/** The secret comes in the address that authenticators read; a code proves that they have read it. */
function addAuthenticator(call: PveCall, user: User): unknown {
  const description = textOf(call.parameters, 'description') ?? ''
  const address = textOf(call.parameters, 'totp')
  const code = textOf(call.parameters, 'value')
  if (description === '') throw new ApiFailure(500, "'description' is required for new entries")
  if (address === undefined) throw new ApiFailure(500, "missing 'totp' parameter (must be an otpauth: uri)")
  if (code === undefined) throw new ApiFailure(500, "'value' is required for totp")
  const key = base32Bytes(/^otpauth:\/\/totp\/[^?]*\?(?:.*&)?secret=([^&]+)/.exec(address)?.[1] ?? '')
  if (key === null) throw new ApiFailure(500, 'bad totp uri')
  if (!fitsCode(key, code, call.now)) throw new ApiFailure(500, 'failed to verify TOTP challenge')
  const id = uuidText(call.site.seed, 'totp', user.userid, call.site.access.revision, Math.floor(call.now / 1000))
  addFactor(call.site.access, user, { id, type: 'totp', key, createdAt: call.now, description, enabled: true })
  return { id }
}

function add(call: PveCall): unknown {
  requireQuorum(call)
  requirePassword(call)
  const type = textOf(call.parameters, 'type')
  if (type === 'recovery') return addRecovery(call, userOf(call))
  if (type === 'totp') return addAuthenticator(call, userOf(call))
  throw new ApiFailure(500, `adding a second factor of type '${type}' needs its device`)
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
