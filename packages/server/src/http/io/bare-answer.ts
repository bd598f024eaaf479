import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import type { AppError } from '../../platform/platform.ts'
import { errorBody } from '../problem.ts'
import { securityHeaders } from '../security-headers.ts'

/** Answers on a bare socket: broken requests and refused WebSockets have no reply object. */
export function refuseSocket(socket: Duplex, failure: AppError | undefined, now: number): void {
  const body = errorBody(failure, randomUUID(), now)
  const text = JSON.stringify(body)
  socket.on('error', () => {})
  if (!socket.writable) return void socket.destroy()
  const head = {
    ...securityHeaders,
    'cache-control': 'no-store',
    connection: 'close',
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    ...(body.retryAfter === undefined ? {} : { 'retry-after': String(body.retryAfter) }),
  }
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${body.status_code} ${phrase(body.status_code)}\r\n${lines.join('')}\r\n${text}`)
}

const phrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  408: 'Request Timeout',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  503: 'Service Unavailable',
}

const phrase = (status: number): string => phrases[status] ?? 'Error'
