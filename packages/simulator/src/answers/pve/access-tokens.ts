import type { ApiToken } from '../../estate/access.ts'
import { addToken, changeToken, removeToken } from '../../estate/access-changes.ts'
import { uuidText } from '../../estate/chance.ts'
import { flagOf, listOf, numberOf, type Parameters, textOf } from '../parameters.ts'
import { parameterFailure, tokenOf, userOf } from './access-names.ts'
import { type PveCall, type PveHandlers, requireQuorum } from './call.ts'

export function tokenRow(token: ApiToken): Record<string, unknown> {
  return {
    expire: token.expireAt,
    privsep: token.separated ? 1 : 0,
    ...(token.comment !== '' && { comment: token.comment }),
  }
}

function givenFacts(parameters: Parameters): Partial<ApiToken> {
  const facts: Partial<ApiToken> = {}
  const comment = textOf(parameters, 'comment')
  if (comment !== undefined) facts.comment = comment
  const expireAt = numberOf(parameters, 'expire')
  if (expireAt !== undefined) facts.expireAt = expireAt
  if (textOf(parameters, 'privsep') !== undefined) facts.separated = flagOf(parameters, 'privsep')
  return facts
}

function newSecret(call: PveCall, fullId: string): string {
  return uuidText(call.site.seed, 'token', fullId, call.site.access.revision, Math.floor(call.now / 1000))
}

/** The only answer that ever shows the value. */
function create(call: PveCall): unknown {
  requireQuorum(call)
  const user = userOf(call)
  const name = textOf(call.parameters, 'tokenid') ?? ''
  if (user.tokens.some((one) => one.name === name)) throw parameterFailure({ tokenid: 'Token already exists.' })
  const fullId = `${user.userid}!${name}`
  const secret = newSecret(call, fullId)
  const blank = { name, secret, separated: true, comment: '', enabled: true, expireAt: 0 }
  const token = { ...blank, ...givenFacts(call.parameters) }
  addToken(call.site.access, user, token)
  const { expire, ...info } = tokenRow(token)
  const isDated = call.parameters['expire'] !== undefined
  return { 'full-tokenid': fullId, value: secret, info: isDated ? { expire, ...info } : info }
}

function update(call: PveCall): unknown {
  requireQuorum(call)
  const token = tokenOf(call)
  const cleared = listOf(call.parameters, 'delete')
  changeToken(call.site.access, token, {
    ...givenFacts(call.parameters),
    ...(cleared.includes('comment') && { comment: '' }),
    ...(cleared.includes('expire') && { expireAt: 0 }),
    ...(cleared.includes('privsep') && { separated: true }),
  })
  if (!flagOf(call.parameters, 'regenerate')) return tokenRow(token)
  const fullId = `${userOf(call).userid}!${token.name}`
  changeToken(call.site.access, token, { secret: newSecret(call, fullId) })
  return { ...tokenRow(token), 'full-tokenid': fullId, value: token.secret }
}

const at = '/access/users/{userid}/token'

export const tokenHandlers: PveHandlers = {
  [`GET ${at}`]: (call) => userOf(call).tokens.map((token) => ({ tokenid: token.name, ...tokenRow(token) })),
  [`GET ${at}/{tokenid}`]: (call) => tokenRow(tokenOf(call)),
  [`POST ${at}/{tokenid}`]: create,
  [`PUT ${at}/{tokenid}`]: update,
  [`DELETE ${at}/{tokenid}`]: (call) => {
    requireQuorum(call)
    removeToken(call.site.access, userOf(call), tokenOf(call))
    return null
  },
}
