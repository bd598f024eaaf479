import { request as plainRequest } from 'node:http'
import { Agent, request as tlsRequest } from 'node:https'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import type { FetchLike } from '@pulse/contract'
import { CommandError } from '../command-error.ts'

const patienceMs = 60_000
const longestAnswer = 64 * 1024 * 1024

/**
 * Requests to a Pulse server. None follows a redirect, and a token leaves only once the certificate has been checked.
 *
 * @param fingerprint SHA-256 of the certificate in hex, with or without colons; else the system's authorities decide
 */
export function serverFetch(token: string | undefined, fingerprint: string | undefined): FetchLike {
  const agent = fingerprint === undefined ? undefined : pinningAgent(fingerprint)
  return (url, { method, headers, body, signal }) => {
    const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<FetchLike>>>()
    const isTls = url.startsWith('https:')
    const request = (isTls ? tlsRequest : plainRequest)(url, {
      method,
      headers: {
        ...headers,
        ...(token !== undefined && { 'x-api-token': token }),
        ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
      },
      timeout: patienceMs,
      ...(signal && { signal }),
      ...(isTls && agent && { agent }),
    })
    request.on('timeout', () => request.destroy(new Error('it does not answer in time')))
    request.on('error', reject)
    request.on('response', (response) => {
      const parts: Buffer[] = []
      let length = 0
      response.on('data', (part: Buffer) => {
        length += part.length
        if (length > longestAnswer) request.destroy(new Error('its answer has no end'))
        else parts.push(part)
      })
      response.on('error', reject)
      response.on('end', () => {
        const { statusCode: status = 0 } = response
        const text = Buffer.concat(parts).toString()
        const headers = new Headers({ 'content-type': response.headers['content-type'] ?? '' })
        resolve({ ok: status >= 200 && status < 300, status, headers, text: () => Promise.resolve(text) })
      })
    })
    request.end(body)
    return promise
  }
}

/** Hands a connection over only when its certificate is the expected one: before, nothing is sent on it. */
function pinningAgent(fingerprint: string): Agent {
  const expected = plainHex(fingerprint)
  const agent = new Agent()
  agent.createConnection = (options, done) => {
    const socket: TLSSocket = connect({ ...(options as ConnectionOptions), rejectUnauthorized: false })
    const fail = (error: Error): void => done?.(error, socket)
    socket.once('error', fail)
    socket.once('secureConnect', () => {
      socket.off('error', fail)
      const shown = socket.getPeerCertificate().fingerprint256 ?? ''
      if (plainHex(shown) === expected) return done?.(null, socket)
      socket.destroy()
      done?.(
        new CommandError(
          'certificate',
          `The certificate of the server is not the expected one, and nothing was sent: it shows ${shown}.`,
        ),
        socket,
      )
    })
    return undefined
  }
  return agent
}

const plainHex = (fingerprint: string): string => fingerprint.replaceAll(':', '').toLowerCase()
