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
import type { Handlers } from '../handlers.ts'
import { isOwnSite } from '../own-site.ts'
import { errorBody, expectedFailure } from '../problem.ts'
import { securityHeaders } from '../security-headers.ts'
import { addTableRoutes } from '../table-routes.ts'
import { refuseSocket } from './bare-answer.ts'
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

const closingGraceMs = 500

const limits = {
  bodyLimit: 1024 * 1024,
  requestTimeout: 15_000,
  keepAliveTimeout: 60_000,
  routerOptions: { maxParamLength: 200 },
  http: {
    headersTimeout: 10_000,
    // Any other upgrade (curl asks for h2c) is an ordinary request.
    shouldUpgradeCallback: ({ url, headers }: IncomingMessage) =>
      pathOf(url) === socketPath && /websocket/i.test(headers.upgrade ?? ''),
  },
}

export async function createWebServer(options: WebServerOptions): Promise<WebServer> {
  const { clock } = options
  const guard = { closing: false }
  const sendError = errorSender(options)
  const app: FastifyInstance = Fastify({
    ...limits,
    // We answer by ourselves while closing, in the one form that all errors have.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    genReqId: () => randomUUID(),
    frameworkErrors: sendError,
    clientErrorHandler: (_, socket) =>
      refuseSocket(socket, new AppError('request.malformed', 'Invalid request'), clock.now()),
  })
  app.setErrorHandler(sendError)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(ownHeaders(request))
    const refusal = refuseEarly(request.raw, guard)
    if (refusal) throw refusal
  })
  app.server.on('upgrade', (request, socket, head) => {
    const refusal = refuseEarly(request, guard)
    if (refusal) refuseSocket(socket, refusal, clock.now())
    else options.upgrade(request, socket, head)
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

/** Before anything else of a request is looked at, and the same for upgrades. */
function refuseEarly({ headers }: IncomingMessage, { closing }: { closing: boolean }): AppError | undefined {
  if (closing) return new AppError('server.stopping', 'The server is shutting down')
  if (isOwnSite(headers.host, headers.origin)) return undefined
  return new AppError(
    'request.foreign-host',
    'This server answers only under a loopback address, such as http://127.0.0.1:7655, and only to its own pages',
  )
}

function errorSender({ clock, log }: WebServerOptions) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const body = errorBody(expectedFailure(error), request.id, clock.now())
    if (body.status_code >= 500) {
      const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined
      log.error({ requestId: request.id, route: request.routeOptions?.url, error, reason }, 'a request failed')
    }
    const headers = { ...ownHeaders(request), 'cache-control': 'no-store' }
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
