import type { IncomingHttpHeaders } from 'node:http'
import { Agent, request } from 'node:https'
import type { Credential, Endpoint } from '../src/simulator.ts'

export interface Reply {
  readonly status: number
  readonly reason: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  readonly text: string
}

export interface Question {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly agent?: Agent
}

/** One request over TLS, on a connection of its own unless an agent is given. The path is taken as it is. */
export function ask(endpoint: Endpoint, path: string, question: Question = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const isChunked = question.headers?.['Transfer-Encoding'] !== undefined
    const length =
      question.body === undefined || isChunked ? {} : { 'Content-Length': String(Buffer.byteLength(question.body)) }
    const outgoing = request(
      {
        host: endpoint.host,
        port: endpoint.port,
        path,
        method: question.method ?? 'GET',
        headers: { ...length, ...question.headers },
        ca: endpoint.caPem,
        agent: question.agent ?? new Agent({ keepAlive: false }),
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const body = Buffer.concat(chunks)
          const { statusCode = 0, statusMessage = '', headers } = incoming
          resolve({ status: statusCode, reason: statusMessage, headers, body, text: body.toString('utf8') })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(question.body)
  })
}

/** The token header in the form of the endpoint's product. */
export function tokenHeader(endpoint: Endpoint, credential: Credential): Record<string, string> {
  const { tokenId, secret } = credential
  return {
    Authorization: endpoint.product === 'pve' ? `PVEAPIToken=${tokenId}=${secret}` : `PBSAPIToken=${tokenId}:${secret}`,
  }
}

export async function askApi(
  endpoint: Endpoint,
  credential: Credential,
  path: string,
  question: Question = {},
): Promise<Reply> {
  const headers = { ...tokenHeader(endpoint, credential), ...question.headers }
  return ask(endpoint, `/api2/json${path}`, { ...question, headers })
}

/** `data` of an answer that has to be a success. */
export async function dataOf(endpoint: Endpoint, credential: Credential, path: string): Promise<unknown> {
  const reply = await askApi(endpoint, credential, path)
  if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${reply.reason}`)
  return (JSON.parse(reply.text) as { data: unknown }).data
}

export type Row = Record<string, unknown>

export async function rowsOf(endpoint: Endpoint, credential: Credential, path: string): Promise<Row[]> {
  const data = await dataOf(endpoint, credential, path)
  if (!Array.isArray(data)) throw new Error(`${path}: no list`)
  return data as Row[]
}

/** Waits, in real time, until something is so. */
export async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let turn = 0; turn < 400; turn++) {
    if (isSo()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`Not so after 2 s: ${what}`)
}

export function endpointOf(endpoints: readonly Endpoint[], name: string): Endpoint {
  const found = endpoints.find((endpoint) => endpoint.name === name)
  if (found === undefined) throw new Error(`No endpoint ${name}`)
  return found
}

/** The values of one column as text, sorted: for lists whose order means nothing. */
export function column(rows: readonly Row[], key: string): string[] {
  return rows.map((row) => String(row[key])).sort()
}
