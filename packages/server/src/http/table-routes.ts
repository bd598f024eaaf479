import { type CallKey, type Endpoint, endpoints } from '@pulse/contract'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../platform/platform.ts'
import { bodyCheck } from './check-body.ts'
import { queryCheck } from './check-query.ts'
import { writeCookie } from './cookies.ts'
import type { Admission, RouteRule } from './gate.ts'
import { DressedAnswer, type Handler, type Handlers, ReadyAnswer, type RequestFacts } from './handlers.ts'
import { bodyStream } from './io/body-stream.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Absent on files and pages, which hold nothing secret. */
    rule?: RouteRule
  }
  interface FastifyRequest {
    admission: Admission | undefined
  }
}

/** A route for every entry of the endpoint table, and none for anything else. */
export function addTableRoutes(app: FastifyInstance, handlers: Partial<Handlers>): void {
  readJsonOnly(app)
  for (const key of Object.keys(endpoints) as CallKey[]) {
    const handler = handlers[key]
    if (handler) addRoute(app, key, handler as Handler<typeof key>)
  }
  refuseWrongMethods(app)
}

/** No other content type is read, so that no form of a foreign page can ever send something that is understood. */
function readJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (_, text, done) => {
    if (text.trim() === '') return done(null, undefined)
    try {
      done(null, JSON.parse(text))
    } catch {
      done(new AppError('request.malformed', 'Invalid request body'))
    }
  })
}

function addRoute<K extends CallKey>(app: FastifyInstance, key: K, handler: Handler<K>): void {
  const { method, url } = routeOf(key)
  const endpoint: Endpoint = endpoints[key]
  const check = endpoint.body && bodyCheck(endpoint.body)
  const checkQuery = endpoint.query && queryCheck(endpoint.query)
  const { access, limit, tokenInQuery, passwordInBasic } = endpoint
  app.route<{ Params: Record<string, string> }>({
    method,
    url,
    config: {
      rule: {
        access,
        ...(limit ? { limit } : {}),
        ...(tokenInQuery ? { tokenInQuery } : {}),
        ...(passwordInBasic ? { passwordInBasic } : {}),
      },
    },
    ...(endpoint.bodyLimitBytes === undefined ? {} : { bodyLimit: endpoint.bodyLimitBytes }),
    handler: async (request, reply) => {
      const body: unknown = endpoint.bodyOptional ? (request.body ?? {}) : request.body
      const call = {
        path: request.params,
        ...(checkQuery ? { query: checkQuery(request.query) } : {}),
        ...(check ? { body: check(body) } : {}),
      } as Parameters<Handler<K>>[0]
      const answer = await handler(call, factsOf(request))
      if (answer instanceof ReadyAnswer) return sendReady(reply, answer)
      const dressed = answer instanceof DressedAnswer ? answer : new DressedAnswer(answer, {})
      for (const cookie of dressed.cookies)
        reply.header('set-cookie', writeCookie(cookie, request.admission?.caller.secure ?? false))
      const status = endpoint.status ?? 200
      reply.code(status).header('cache-control', 'no-store').headers(dressed.headers)
      if (endpoint.produces) reply.type(endpoint.produces)
      return status === 204 ? reply.send() : reply.send(dressed.value)
    },
  })
}

function sendReady(reply: FastifyReply, { status, headers, body }: ReadyAnswer): FastifyReply {
  reply.code(status).headers(headers)
  if (!body) return reply.send()
  const length = body.reduce((sum, part) => sum + part.length, 0)
  return reply.header('content-length', length).send(bodyStream(body))
}

function routeOf(key: string): { method: string; url: string } {
  const space = key.indexOf(' ')
  return { method: key.slice(0, space), url: key.slice(space + 1) }
}

function factsOf({ headers, admission }: FastifyRequest): RequestFacts {
  if (!admission) throw new Error('a call of the table went past the gate')
  const header = (name: string): string => {
    const value = headers[name]
    return typeof value === 'string' ? value : ''
  }
  return {
    acceptEncoding: header('accept-encoding'),
    ifNoneMatch: header('if-none-match'),
    ...admission,
    header,
  }
}

/** A path that exists answers every other method with 405 and the list of its own, before any body is read. */
function refuseWrongMethods(app: FastifyInstance): void {
  const paths = Map.groupBy(Object.keys(endpoints).map(routeOf), ({ url }) => url)
  for (const [url, routes] of paths) {
    const allowed = routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
    const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter((m) => !allowed.includes(m))
    app.route({
      method: others,
      url,
      exposeHeadRoute: false,
      config: { rule: { access: 'unknown' } },
      onRequest: async (_, reply) => {
        reply.header('allow', allowed.join(', '))
        throw new AppError('route.wrong-method', `Method not allowed: use ${allowed.join(' or ')}`)
      },
      handler: () => {},
    })
  }
}
