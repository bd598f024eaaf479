import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface RawAnswer {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: string
}

export interface RawRequest {
  method: string
  /** As it goes over the wire: nothing is normalised. */
  path: string
  headers?: Readonly<Record<string, string>>
  body?: unknown
}

/** Sends requests exactly as they are written, over kept connections; each may come from an address of its own. */
export class RawClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 })
  readonly #base: URL
  readonly #isAtNewAddress: boolean
  #sent = 0

  /** @param isAtNewAddress every request claims another address; counts where the server trusts this machine as a proxy */
  constructor(base: string, { isAtNewAddress = false } = {}) {
    this.#base = new URL(base)
    this.#isAtNewAddress = isAtNewAddress
  }

  async send({ method, path, headers = {}, body }: RawRequest): Promise<RawAnswer> {
    const sent = body === undefined ? undefined : JSON.stringify(body)
    const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>()
    const outgoing = request(
      {
        agent: this.#agent,
        host: this.#base.hostname,
        port: this.#base.port,
        method,
        path,
        headers: {
          ...(this.#isAtNewAddress ? { 'x-forwarded-for': this.#nextAddress() } : {}),
          ...(sent === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) }),
          ...headers,
        },
      },
      (answer) => {
        text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }), reject)
      },
    )
    // An upgrade that is accepted: nothing is read of it.
    outgoing.on('upgrade', (answer, socket) => {
      socket.destroy()
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: '' })
    })
    outgoing.on('error', reject)
    outgoing.end(sent)
    return promise
  }

  close(): void {
    this.#agent.destroy()
  }

  /** Of 100.64.0.0/10, each in a block of its own. */
  #nextAddress(): string {
    this.#sent++
    return `100.${64 + (Math.floor(this.#sent / 65_536) % 64)}.${Math.floor(this.#sent / 256) % 256}.${this.#sent % 256}`
  }
}

/** The JSON of an answer, or nothing. */
export function jsonOf(answer: RawAnswer): unknown {
  try {
    return JSON.parse(answer.body)
  } catch {
    return undefined
  }
}
