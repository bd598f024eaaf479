import { Agent, request } from 'node:http'

export type Encoding = 'identity' | 'gzip' | 'br' | 'zstd'

export interface StateAnswer {
  ms: number
  /** On the wire. */
  bytes: number
  body: Buffer
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 })

/** One `GET /api/state`, measured from the request to the last byte of the answer. */
export function getState(port: number, encoding: Encoding): Promise<StateAnswer> {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': encoding }
    const call = request({ host: '127.0.0.1', port, path: '/api/state', agent, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const ms = performance.now() - startedAt
        const body = Buffer.concat(chunks)
        if (answer.statusCode === 200) resolve({ ms, bytes: body.length, body })
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

/** Guests in a state, without parsing it: reading five megabytes again and again would slow down what is measured. */
export function countGuests(body: Buffer): number {
  let count = 0
  const mark = '"vmid":'
  const end = body.indexOf('"pbs":[')
  for (let at = body.indexOf(mark); at >= 0 && at < end; at = body.indexOf(mark, at + mark.length)) count++
  return count
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
