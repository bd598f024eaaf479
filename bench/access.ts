import { Agent, request } from 'node:http'
import { clientHeaders } from './clients.ts'
import { percentile, sleep } from './state-requests.ts'

export interface AccessFigures {
  smallP50Ms: number
  smallP99Ms: number
  /** While 20 people log in at once. */
  loginLoopP99Ms: number
  loginMostMs: number
}

interface Loop {
  watchLoop(): Promise<unknown>
  loopDelay(): Promise<{ p99Ms: number }>
}

const perSecond = 200
const logins = 20
const agent = new Agent({ keepAlive: true, maxSockets: 16 })

/** Small authenticated calls at a steady rate, then logins, while the estate is being polled. */
export async function measureAccess(port: number, forMs: number, loop: Loop): Promise<AccessFigures> {
  await smallDurations(port, 2000)
  const small = await smallDurations(port, forMs)
  await loop.watchLoop()
  const tries = await Promise.all(Array.from({ length: logins }, () => login(port)))
  const { p99Ms } = await loop.loopDelay()
  return {
    smallP50Ms: percentile(small, 0.5),
    smallP99Ms: percentile(small, 0.99),
    loginLoopP99Ms: p99Ms,
    loginMostMs: Math.max(...tries),
  }
}

async function smallDurations(port: number, forMs: number): Promise<number[]> {
  const all: Promise<number>[] = []
  const start = performance.now()
  // Due times are fixed beforehand: a slow answer does not thin out the rate.
  for (let i = 0; i < (forMs * perSecond) / 1000; i++) {
    const wait = start + (i * 1000) / perSecond - performance.now()
    if (wait > 0) await sleep(wait)
    all.push(timed(port, 'GET', '/api/config', 200))
  }
  return (await Promise.all(all)).sort((a, b) => a - b)
}

/** A wrong name costs the same hash as a right one. */
const login = (port: number): Promise<number> =>
  timed(port, 'POST', '/api/login', 401, JSON.stringify({ username: 'ada', password: 'a wrong guess' }))

function timed(port: number, method: string, path: string, expected: number, body?: string): Promise<number> {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const { 'x-api-token': token, ...from } = clientHeaders()
    const credential = body === undefined ? { 'x-api-token': token ?? '' } : { 'content-type': 'application/json' }
    const headers = { ...from, ...credential }
    const call = request({ host: '127.0.0.1', port, path, method, agent, headers }, (answer) => {
      answer.resume()
      answer.on('error', reject)
      answer.on('end', () => {
        if (answer.statusCode === expected) resolve(performance.now() - startedAt)
        else reject(new Error(`${path} answered ${answer.statusCode}`))
      })
    })
    call.on('error', reject)
    call.end(body)
  })
}
