import type { Credential, Endpoint } from '../src/simulator.ts'
import { ask, askApi, type Reply, until } from './ask.ts'
import type { ManualClock } from './manual-clock.ts'

type Values = Readonly<Record<string, string>>
export type Call = readonly [verb: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, values?: Values]

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

/** Parameters go where the verb wants them. */
function question(verb: string, path: string, values: Values = {}) {
  const text = new URLSearchParams(values).toString()
  const inBody = verb === 'POST' || verb === 'PUT'
  const target = inBody || text === '' ? path : `${path}?${text}`
  return { target, options: inBody ? { method: verb, headers: form, body: text } : { method: verb } }
}

/** One call with a token. */
export function send(endpoint: Endpoint, credential: Credential, ...[verb, path, values]: Call): Promise<Reply> {
  const { target, options } = question(verb, path, values)
  return askApi(endpoint, credential, target, options)
}

/** `data` of a call that has to be a success. */
export async function done(endpoint: Endpoint, credential: Credential, ...call: Call): Promise<unknown> {
  const reply = await send(endpoint, credential, ...call)
  if (reply.status !== 200) throw new Error(`${call[0]} ${call[1]}: ${reply.status} ${reply.text}`)
  return (JSON.parse(reply.text) as { data: unknown }).data
}

export function login(endpoint: Endpoint, username: string, password: string): Promise<Reply> {
  const body = new URLSearchParams({ username, password }).toString()
  return ask(endpoint, '/api2/json/access/ticket', { method: 'POST', headers: form, body })
}

/** Calls by ticket, after a login that has to be a success. */
export async function loggedIn(
  endpoint: Endpoint,
  username: string,
  password: string,
): Promise<(...call: Call) => Promise<Reply>> {
  const reply = await login(endpoint, username, password)
  if (reply.status !== 200) throw new Error(`${username}: ${reply.status}`)
  const { data } = JSON.parse(reply.text) as { data: { ticket: string; CSRFPreventionToken: string } }
  const cookie = endpoint.product === 'pve' ? 'PVEAuthCookie' : 'PBSAuthCookie'
  const headers = {
    Cookie: `${cookie}=${encodeURIComponent(data.ticket)}`,
    CSRFPreventionToken: data.CSRFPreventionToken,
  }
  return (verb, path, values) => {
    const { target, options } = question(verb, path, values)
    return ask(endpoint, `/api2/json${target}`, { ...options, headers: { ...options.headers, ...headers } })
  }
}

/** An answer that comes only after a delay of the simulated clock, as refusals do. */
export async function delayed(clock: ManualClock, ms: number, ask: () => Promise<Reply>): Promise<Reply> {
  const before = clock.pending()
  const reply = ask()
  await until(() => clock.pending() > before, 'the answer waits')
  clock.advance(ms)
  return reply
}
