import { Agent, request } from 'node:http'
import { clientHeaders } from './clients.ts'

export type Encoding = 'identity' | 'gzip' | 'br' | 'zstd'

export interface StateAnswer {
  ms: number
  /** On the wire. */
  bytes: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 })

/** One `GET /api/state`, measured from the request to the last byte of the answer, which `take` may look at. */
export function getState(
  port: number,
  encoding: Encoding,
  take: (chunk: Buffer) => void = () => {},
): Promise<StateAnswer> {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': encoding, ...clientHeaders() }
    const call = request({ host: '127.0.0.1', port, path: '/api/state', agent, headers }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        take(chunk)
      })
      answer.on('error', reject)
      answer.on('end', () => {
        const ms = performance.now() - startedAt
        if (answer.statusCode === 200) resolve({ ms, bytes })
        else reject(new Error(`/api/state answered ${answer.statusCode}`))
      })
    })
    call.on('error', reject)
    call.end()
  })
}

/** Requests at a steady rate, as several clients would make them. Returns their durations, ascending. */
export async function stateDurations(
  port: number,
  { perSecond, forMs, encoding }: { perSecond: number; forMs: number; encoding: Encoding },
): Promise<number[]> {
  const all: Promise<StateAnswer>[] = []
  const end = performance.now() + forMs
  while (performance.now() < end) {
    all.push(getState(port, encoding))
    await sleep(1000 / perSecond)
  }
  return (await Promise.all(all)).map(({ ms }) => ms).sort((a, b) => a - b)
}

/** `ratio` 0.99 is the value below which 99 % lie. */
export const percentile = (ascending: readonly number[], ratio: number): number =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * ratio))] ?? Number.NaN

/** Guests in the state, without parsing it: reading megabytes again and again would slow down what is measured. */
export async function countGuests(port: number): Promise<number> {
  const chunks: Buffer[] = []
  await getState(port, 'identity', (chunk) => chunks.push(chunk))
  const body = Buffer.concat(chunks)
  const end = body.indexOf('"pbs":[')
  const mark = '"vmid":'
  let count = 0
  for (let at = body.indexOf(mark); at >= 0 && at < end; at = body.indexOf(mark, at + mark.length)) count++
  return count
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
