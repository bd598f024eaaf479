import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzip } from 'node:zlib'
import type { Answer, ApiRequest } from '../answers/answers.ts'
import type { Clock } from '../clock.ts'
import { type Delivery, deliver, type Fault } from '../faults/faults.ts'
import type { RequestBook } from '../requests.ts'
import { isUpload, readUpload } from './multipart.ts'

export interface Exchange {
  readonly endpoint: string
  readonly clock: Clock
  readonly requests: RequestBook
  /** Added to every answer. */
  readonly latencyMs: number
  readonly compresses: boolean
  answer(request: ApiRequest): Answer
  faults(call: { endpoint: string; method: string; path: string }): Fault[]
}

const bodyLimitBytes = 512 * 1024
const compressionStartBytes = 1024

/** Reads one request, has it answered, and sends the answer when and how it is to be sent. */
export function serve(exchange: Exchange, message: IncomingMessage, response: ServerResponse, reset: () => void): void {
  response.on('error', () => {})
  message.on('error', () => {})
  void readRequest(message).then((request) => {
    const answer = answerOf(exchange, request)
    const { method } = request
    const delivery = deliver(answer, exchange.faults({ endpoint: exchange.endpoint, method, path: answer.path }))
    exchange.requests.note({
      endpoint: exchange.endpoint,
      method,
      path: answer.path,
      template: answer.template,
      status: delivery.answer.status,
      hasCredential: hasCredential(request, answer.path),
    })
    dispatch(exchange, delivery, request, response, reset)
  })
}

/** A fault of the simulator's own becomes an answer that says so: one wrong call must not end a whole estate. */
function answerOf(exchange: Exchange, request: ApiRequest): Answer {
  try {
    return exchange.answer(request)
  } catch (error) {
    const reason = `simulator: ${error instanceof Error ? error.message : String(error)}`
    const headers = { 'Content-Type': 'application/json;charset=UTF-8', Connection: 'close' }
    return { status: 500, reason, headers, body: '{"data":null}', delayMs: 0, path: request.target, template: null }
  }
}

function hasCredential(request: ApiRequest, path: string): boolean {
  const { authorization, cookie } = request.headers
  return (
    authorization !== undefined ||
    /AuthCookie=/.test(cookie ?? '') ||
    (path === '/access/ticket' && request.method === 'POST')
  )
}

/** A body that is refused anyway is not read to its end. */
async function readRequest(message: IncomingMessage): Promise<ApiRequest> {
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join('; ') : value]),
  )
  const request = { method: message.method ?? 'GET', target: message.url ?? '/', headers }
  const type = headers['content-type']
  if (headers['transfer-encoding'] === undefined && isUpload(request.method, request.target, type)) {
    return { ...request, body: '', upload: await readUpload(message, type ?? '') }
  }
  const isRefused =
    headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > bodyLimitBytes
  if (isRefused) {
    message.resume()
    return { ...request, body: '' }
  }
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    message.on('data', (chunk: Buffer) => chunks.push(chunk))
    message.on('end', () => resolve({ ...request, body: Buffer.concat(chunks).toString('utf8') }))
  })
}

function dispatch(
  exchange: Exchange,
  delivery: Delivery,
  request: ApiRequest,
  response: ServerResponse,
  reset: () => void,
): void {
  const { manner, answer } = delivery
  const isHung = manner.kind === 'never' || manner.kind === 'hang-after' || answer.delayMs === Number.POSITIVE_INFINITY
  const finish = exchange.requests.begin(isHung)
  response.on('close', finish)
  if (manner.kind === 'never' || answer.delayMs === Number.POSITIVE_INFINITY) return
  const send = (): void => {
    if (response.destroyed) return
    if (manner.kind === 'close' && manner.how === 'reset') reset()
    else if (manner.kind === 'close') response.socket?.destroy()
    else void sendBody(exchange, delivery, request, response)
  }
  const delayMs = answer.delayMs + exchange.latencyMs
  if (delayMs === 0) return send()
  const cancel = exchange.clock.after(delayMs, send)
  response.on('close', cancel)
}

async function sendBody(
  exchange: Exchange,
  delivery: Delivery,
  request: ApiRequest,
  response: ServerResponse,
): Promise<void> {
  const { answer, manner } = delivery
  const plain = Buffer.from(answer.body, 'utf8')
  const isWanted = exchange.compresses && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  const isCompressed =
    delivery.isCompressed || (isWanted && plain.length > compressionStartBytes && answer.status === 200)
  const body = isCompressed ? await compressed(plain) : plain
  const date = new Date(exchange.clock.now()).toUTCString()
  response.sendDate = false
  response.writeHead(answer.status, printable(answer.reason), {
    ...answer.headers,
    ...(/\bclose\b/i.test(request.headers['connection'] ?? '') && { Connection: 'close' }),
    Date: date,
    Expires: date,
    'Content-Length': String(body.length + delivery.lengthError),
    ...(isCompressed && { 'Content-Encoding': 'gzip' }),
  })
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  switch (manner.kind) {
    case 'cut':
      response.write(body.subarray(0, manner.bytes), () => response.socket?.destroy())
      return
    case 'hang-after':
      response.write(body.subarray(0, manner.bytes))
      return
    case 'drip':
      drip(exchange.clock, body, manner.bytesPerSecond, response)
      return
    case 'whole':
    case 'never':
    case 'close':
      if (delivery.lengthError === 0) response.end(body)
      // After a wrong length the connection is of no use: what follows would be taken for body.
      else response.write(body, () => (delivery.lengthError > 0 ? response.socket?.destroy() : response.end()))
  }
}

/** A second's worth of bytes each second. */
function drip(clock: Clock, body: Buffer, bytesPerSecond: number, response: ServerResponse): void {
  let sent = 0
  let cancel = (): void => {}
  response.on('close', () => cancel())
  const step = (): void => {
    if (response.destroyed) return
    response.write(body.subarray(sent, sent + bytesPerSecond))
    sent += bytesPerSecond
    if (sent >= body.length) response.end()
    else cancel = clock.after(1000, step)
  }
  step()
}

function compressed(body: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    gzip(body, { level: 1 }, (error, result) => (error === null ? resolve(result) : reject(error)))
  })
}

/** Node refuses reason phrases with control characters. */
function printable(reason: string): string {
  return reason.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?')
}
