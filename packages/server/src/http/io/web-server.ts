import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type CallKey, type Endpoint, endpoints, socketPath } from '@pulse/contract'
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type InjectOptions,
  type LightMyRequestResponse,
} from 'fastify'
import { AppError, type Clock, type Log, StartError } from '../../platform/platform.ts'
import { bodyCheck } from '../check-body.ts'
import { type Handler, type Handlers, ReadyAnswer, type RequestFacts } from '../handlers.ts'
import { isOwnSite } from '../own-site.ts'
import { errorBody, expectedFailure } from '../problem.ts'
import { securityHeaders } from '../security-headers.ts'
import { serveFiles } from './serve-files.ts'

export interface WebServerOptions {
  handlers: Handlers
  /** Takes over a WebSocket request whose host and origin are checked. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Folder of the built web interface. */
  webRoot: string
  clock: Clock
  log: Log
}

export interface WebServer {
  /** @throws {StartError} the port cannot be had */
  listen(host: string, port: number): Promise<{ address: string; port: number }>
  /** Refuses new requests, gives those under way half a second, then cuts them off. */
  close(): Promise<void>
  /** In-process requests, for tests. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>
}

const mostBodyBytes = 1024 * 1024
const closingGraceMs = 500

export async function createWebServer(options: WebServerOptions): Promise<WebServer> {
  const { clock, log } = options
  let closing = false
  const app: FastifyInstance = Fastify({
    bodyLimit: mostBodyBytes,
    requestTimeout: 15_000,
    keepAliveTimeout: 60_000,
    routerOptions: { maxParamLength: 200 },
    // We answer by ourselves while closing, in the one form that all errors have.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
    http: {
      headersTimeout: 10_000,
      // Any other upgrade (curl asks for h2c) is an ordinary request.
      shouldUpgradeCallback: ({ url, headers }) =>
        pathOf(url) === socketPath && /websocket/i.test(headers.upgrade ?? ''),
    },
    frameworkErrors: (error, request, reply) => sendError(error, request, reply),
    clientErrorHandler: (_, socket) =>
      refuseSocket(socket, new AppError('request.malformed', 'Invalid request'), clock),
  })

  function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const failure = expectedFailure(error)
    const body = errorBody(failure, request.id, clock.now())
    if (body.status_code >= 500) {
      const cause = error instanceof Error ? error.cause : undefined
      log.error({ requestId: request.id, route: request.routeOptions?.url, error, cause }, 'a request failed')
    }
    void reply
      .code(body.status_code)
      .headers({ ...ownHeaders(request), 'cache-control': 'no-store' })
      .send(body)
  }

  function refuseEarly({ headers }: IncomingMessage): AppError | undefined {
    if (closing) return new AppError('server.stopping', 'The server is shutting down')
    if (isOwnSite(headers.host, headers.origin)) return undefined
    return new AppError(
      'request.foreign-host',
      'This server answers only under a loopback address, such as http://127.0.0.1:7655, and only to its own pages',
    )
  }

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(ownHeaders(request))
    const refusal = refuseEarly(request.raw)
    if (refusal) throw refusal
  })
  app.setErrorHandler(sendError)
  readJsonOnly(app)
  for (const key of Object.keys(endpoints) as CallKey[]) addRoute(app, key, options.handlers[key])
  refuseWrongMethods(app)
  await serveFiles(app, options.webRoot)

  app.server.on('upgrade', (request, socket, head) => {
    const refusal = refuseEarly(request)
    if (refusal) refuseSocket(socket, refusal, clock)
    else options.upgrade(request, socket, head)
  })

  return {
    async listen(host, port) {
      try {
        await app.listen({ host, port })
      } catch (error) {
        throw cannotListen(error, host, port)
      }
      const { address, port: bound } = app.server.address() as AddressInfo
      return { address, port: bound }
    },
    async close() {
      closing = true
      const cut = setTimeout(() => app.server.closeAllConnections(), closingGraceMs)
      await app.close()
      clearTimeout(cut)
    },
    inject: (request) => app.inject(request),
  }
}

const ownHeaders = ({ id }: FastifyRequest) => ({ ...securityHeaders, 'x-request-id': id })

const pathOf = (url: string | undefined): string => (url ?? '').split('?')[0] ?? ''

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
  app.route<{ Params: Record<string, string> }>({
    method,
    url,
    handler: async (request, reply) => {
      const call = { path: request.params, ...(check ? { body: check(request.body) } : {}) } as Parameters<
        Handler<K>
      >[0]
      const answer = await handler(call, factsOf(request))
      if (answer instanceof ReadyAnswer) return reply.code(answer.status).headers(answer.headers).send(answer.body)
      return reply
        .code(endpoint.status ?? 200)
        .header('cache-control', 'no-store')
        .send(answer)
    },
  })
}

function routeOf(key: string): { method: string; url: string } {
  const space = key.indexOf(' ')
  return { method: key.slice(0, space), url: key.slice(space + 1) }
}

function factsOf({ headers }: FastifyRequest): RequestFacts {
  const acceptEncoding = headers['accept-encoding']
  return {
    acceptEncoding: typeof acceptEncoding === 'string' ? acceptEncoding : '',
    ifNoneMatch: headers['if-none-match'] ?? '',
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
      onRequest: async (_, reply) => {
        reply.header('allow', allowed.join(', '))
        throw new AppError('route.wrong-method', `Method not allowed: use ${allowed.join(' or ')}`)
      },
      handler: () => {},
    })
  }
}

/** Answers on a bare socket: broken requests and refused WebSockets have no reply object. */
function refuseSocket(socket: Duplex, failure: AppError, clock: Clock): void {
  const body = errorBody(failure, randomUUID(), clock.now())
  const text = JSON.stringify(body)
  socket.on('error', () => {})
  if (!socket.writable) return void socket.destroy()
  const head = {
    ...securityHeaders,
    connection: 'close',
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
  }
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${body.status_code} ${phrase(body.status_code)}\r\n${lines.join('')}\r\n${text}`)
}

const phrase = (status: number): string =>
  ({ 400: 'Bad Request', 403: 'Forbidden', 503: 'Service Unavailable' })[status] ?? 'Error'

function cannotListen(error: unknown, host: string, port: number): StartError {
  const { code = 'unknown reason' } = error as NodeJS.ErrnoException
  const other = 'choose another port with --port or PORT'
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} on ${host} is in use. Stop the program that uses it, or ${other}.`, error)
  if (code === 'EACCES')
    return new StartError(`Port ${port} needs rights that this user does not have: ${other}.`, error)
  return new StartError(`Cannot listen on ${host}, port ${port} (${code}).`, error)
}
