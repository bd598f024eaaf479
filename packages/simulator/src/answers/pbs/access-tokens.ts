import type { ApiToken, User } from '../../estate/access.ts'
import { addToken, changeToken, removeToken } from '../../estate/access-changes.ts'
import { uuidText } from '../../estate/chance.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, listOf, numberOf, type Parameters, textOf } from '../parameters.ts'
import { Digested, type PbsCall, type PbsHandlers, requireDigest } from './call.ts'
import { userOf } from './named-user.ts'

export function tokenRow(user: User, token: ApiToken): Record<string, unknown> {
  return {
    tokenid: `${user.userid}!${token.name}`,
    enable: token.enabled,
    expire: token.expireAt,
    ...(token.comment !== '' && { comment: token.comment }),
  }
}

const nameOf = (call: PbsCall): string => textOf(call.parameters, 'token-name') ?? ''

function findToken(call: PbsCall): ApiToken | undefined {
  return userOf(call).tokens.find((one) => one.name === nameOf(call))
}

function tokenOf(call: PbsCall): ApiToken {
  const token = findToken(call)
  if (token === undefined) throw new ApiFailure(400, `no such token '${userOf(call).userid}!${nameOf(call)}'`)
  return token
}

function givenFacts(parameters: Parameters): Partial<ApiToken> {
  const facts: Partial<ApiToken> = {}
  const comment = listOf(parameters, 'delete').includes('comment') ? '' : textOf(parameters, 'comment')
  if (comment !== undefined) facts.comment = comment
  const expireAt = numberOf(parameters, 'expire')
  if (expireAt !== undefined) facts.expireAt = expireAt
  if (textOf(parameters, 'enable') !== undefined) facts.enabled = flagOf(parameters, 'enable')
  return facts
}

function newSecret(call: PbsCall): string {
  const { seed, access } = call.server
  return uuidText(seed, 'token', nameOf(call), userOf(call).userid, access.revision, Math.floor(call.now / 1000))
}

const at = '/access/users/{userid}/token'

export const tokenHandlers: PbsHandlers = {
  [`GET ${at}`]: (call) => {
    const user = userOf(call)
    const rows = user.tokens.map((token) => ({ 'token-name': token.name, ...tokenRow(user, token) }))
    return new Digested(rows, call)
  },
  [`GET ${at}/{token-name}`]: (call) => new Digested(tokenRow(userOf(call), tokenOf(call)), call),
  // The only answer that ever shows the value.
  [`POST ${at}/{token-name}`]: (call) => {
    requireDigest(call)
    const user = userOf(call)
    const name = nameOf(call)
    if (findToken(call) !== undefined) {
      throw new ApiFailure(400, `token '${name}' for user '${user.userid}' already exists.`)
    }
    const secret = newSecret(call)
    const blank = { name, secret, separated: true, comment: '', enabled: true, expireAt: 0 }
    addToken(call.server.access, user, { ...blank, ...givenFacts(call.parameters) })
    return { tokenid: `${user.userid}!${name}`, value: secret }
  },
  [`PUT ${at}/{token-name}`]: (call) => {
    requireDigest(call)
    const token = tokenOf(call)
    changeToken(call.server.access, token, givenFacts(call.parameters))
    if (!flagOf(call.parameters, 'regenerate')) return {}
    changeToken(call.server.access, token, { secret: newSecret(call) })
    return { secret: token.secret }
  },
  [`DELETE ${at}/{token-name}`]: (call) => {
    requireDigest(call)
    const user = userOf(call)
    const token = findToken(call)
    if (token === undefined) {
      throw new ApiFailure(400, `token '${nameOf(call)}' of user '${user.userid}' does not exist.`)
    }
    removeToken(call.server.access, user, token)
    return null
  },
}
