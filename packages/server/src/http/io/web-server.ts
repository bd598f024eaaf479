import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { socketPath } from '@pulse/contract'
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type InjectOptions,
  type LightMyRequestResponse,
} from 'fastify'
import { AppError, type Clock, type Log, StartError } from '../../platform/platform.ts'
import { writeCookie } from '../cookies.ts'
import type { Admission, Ask, Gate } from '../gate.ts'
import type { Handlers } from '../handlers.ts'
import { isPlainPath } from '../plain-path.ts'
import { errorBody, expectedFailure } from '../problem.ts'
import type { Cookie } from '../../security/security.ts'
import { mostHeadBytes, mostHeaders, refuseHead, unreadable } from '../request-head.ts'
import { securityHeaders } from '../security-headers.ts'
import { addTableRoutes } from '../table-routes.ts'
import { refuseSocket } from './bare-answer.ts'
import { docsPath, serveFiles } from './serve-files.ts'

export interface WebServerOptions {
  handlers: Partial<Handlers>
  gate: Gate
  /** Takes over a WebSocket request whose origin and authority are checked; may throw an `AppError` to refuse. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer, admission: Admission) => void
  /** In PEM; plain HTTP without. */
  tls?: { certificate: string; key: string } | undefined
  /** Folder of the built web interface. */
  webRoot: string
  /** How long a client may take; the usual times unless given. */
  patience?: Partial<Patience>
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

const closingGraceMs = 500

/** Milliseconds. */
export interface Patience {
  /** For the head of a request. */
  headMs: number
  /** For all of a request. */
  requestMs: number
  /** Between two looks at the clock. */
  checkMs: number
}

const usualPatience: Patience = { headMs: 10_000, requestMs: 30_000, checkMs: 2_000 }

/** All connections together; as many again as there may be WebSockets. */
const mostConnections = 4000

function limitsOf({ headMs, requestMs, checkMs }: Patience, tls: WebServerOptions['tls']) {
  const connection = {
    headersTimeout: headMs,
    connectionsCheckingInterval: checkMs,
    maxHeaderSize: mostHeadBytes,
    insecureHTTPParser: false,
    // Refused by ourselves, in the one form that all errors have.
    requireHostHeader: false,
    // Any other upgrade (curl asks for h2c) is an ordinary request.
    shouldUpgradeCallback: ({ url, headers }: IncomingMessage) =>
      pathOf(url) === socketPath && /websocket/i.test(headers.upgrade ?? ''),
  }
  const secure = tls && {
    cert: tls.certificate,
    key: tls.key,
    minVersion: 'TLSv1.2' as const,
    handshakeTimeout: headMs,
  }
  return {
    bodyLimit: 1024 * 1024,
    requestTimeout: requestMs,
    keepAliveTimeout: 60_000,
    routerOptions: { maxParamLength: 200 },
    ...(secure ? { https: { ...connection, ...secure } } : { http: connection }),
  }
}

export async function createWebServer(options: WebServerOptions): Promise<WebServer> {
  const { clock, gate } = options
  const guard = { closing: false }
  const sendError = errorSender(options)
  const app: FastifyInstance = Fastify({
    ...limitsOf({ ...usualPatience, ...options.patience }, options.tls),
    // We answer by ourselves while closing, in the one form that all errors have.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
    frameworkErrors: sendError,
    clientErrorHandler: ({ code }, socket) => refuseSocket(socket, unreadable(code), clock.now()),
  })
  // One more than may come, so that too many are seen; what Node leaves out, it leaves out silently.
  app.server.maxHeadersCount = mostHeaders + 1
  app.server.maxConnections = mostConnections
  app.setErrorHandler(sendError)
  app.decorateRequest('admission', undefined)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(ownHeaders(request))
    if (guard.closing) throw stopping()
    refuseHead(request.raw)
    const ask = askOf(request.raw)
    if (allowOrigin(reply, gate.sharedOrigin(ask)) && isPreflight(ask))
      return reply.code(204).header('cache-control', 'no-store').send()
    const path = pathOf(request.raw.url)
    const rule = request.routeOptions.config.rule ?? (isCall(path) ? { access: 'unknown' as const } : undefined)
    if (!rule) return
    const plain = isPlainPath(path)
    const dress = (cookies: readonly Cookie[]): void => {
      for (const cookie of cookies) reply.header('set-cookie', writeCookie(cookie, gate.callerOf(ask).secure))
    }
    request.admission = await gate.admit(ask, plain ? rule : { access: 'unknown' }, dress)
    if (!plain) throw new AppError('route.missing', 'There is no such path')
  })
  // The body is there now.
  app.addHook('preHandler', async ({ admission }) => {
    if (admission) gate.confirm(admission)
  })
  app.server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {})
    const refuse = (error: unknown): void => {
      const failure = expectedFailure(error)
      if (!failure) options.log.error({ error }, 'a WebSocket request failed')
      refuseSocket(socket, failure, clock.now())
    }
    const admit = async (): Promise<void> => {
      if (guard.closing) throw stopping()
      refuseHead(request)
      const admission = await gate.admitSocket(askOf(request))
      // In one step with the door, so that nothing can end unnoticed between: from there on the socket is told.
      gate.confirm(admission)
      options.upgrade(request, socket, head, admission)
    }
    admit().catch(refuse)
  })
  addTableRoutes(app, options.handlers)
  await serveFiles(app, options.webRoot)

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
      guard.closing = true
      const cut = setTimeout(() => app.server.closeAllConnections(), closingGraceMs)
      await app.close()
      clearTimeout(cut)
    },
    inject: (request) => app.inject(request),
  }
}

const stopping = (): AppError => new AppError('server.stopping', 'The server is shutting down')

function askOf(request: IncomingMessage): Ask {
  const { method = 'GET', url = '/', headers, socket } = request
  return {
    method,
    url,
    peer: socket.remoteAddress ?? '',
    secure: 'encrypted' in socket && socket.encrypted === true,
    header(name) {
      const value = headers[name]
      return typeof value === 'string' ? value : ''
    },
  }
}

/** Answers of calls may be read by pages of these origins, never with cookies of ours. */
function allowOrigin(reply: FastifyReply, origin: string | undefined): boolean {
  reply.header('vary', 'Origin')
  if (origin === undefined) return false
  reply.headers({
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
    'access-control-allow-headers': 'Content-Type, Authorization, X-API-Token, X-CSRF-Token',
    'access-control-expose-headers': 'Retry-After, X-Request-Id',
    'cross-origin-resource-policy': 'cross-origin',
  })
  return true
}

const isPreflight = (ask: Ask): boolean =>
  ask.method === 'OPTIONS' && ask.header('access-control-request-method') !== ''

/** Everything that is no page and no file of the page; one page lives below `/api`. */
const isCall = (path: string): boolean => /^\/+(api|ws)(\/|$|[^a-z-])/i.test(path) && path !== docsPath

function errorSender({ clock, log }: WebServerOptions) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const body = errorBody(expectedFailure(error), request.id, clock.now())
    if (body.status_code >= 500) {
      const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined
      log.error({ requestId: request.id, route: request.routeOptions?.url, error, reason }, 'a request failed')
    }
    const headers = { ...ownHeaders(request), 'cache-control': 'no-store' }
    if (body.retryAfter !== undefined) reply.header('retry-after', body.retryAfter)
    void reply.code(body.status_code).headers(headers).send(body)
  }
}

const ownHeaders = ({ id }: FastifyRequest) => ({ ...securityHeaders, 'x-request-id': id })

const pathOf = (url: string | undefined): string => (url ?? '').split('?')[0] ?? ''

function cannotListen(error: unknown, host: string, port: number): StartError {
  const { code = 'unknown reason' } = error as NodeJS.ErrnoException
  const other = 'choose another port with --port or PORT'
  if (code === 'EADDRINUSE')
    return new StartError(`Port ${port} on ${host} is in use. Stop the program that uses it, or ${other}.`, error)
  if (code === 'EACCES')
    return new StartError(`Port ${port} needs rights that this user does not have: ${other}.`, error)
  return new StartError(`Cannot listen on ${host}, port ${port} (${code}).`, error)
}
