import { Agent } from 'node:https'
import { checkResult, type Method, methods, sampleParameters } from '@pulse/proxmox/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerKind, type Endpoint, type Simulator, startSimulator } from '../src/simulator.ts'
import { ask, endpointOf, type Reply } from './ask.ts'
import { manualClock } from './manual-clock.ts'

let simulator: Simulator
let agent: Agent
const logins = new Map<Endpoint, Record<string, string>>()

// The clock stands still, so that no write has an effect on what follows before all have been asked.
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'small', clock: manualClock(Date.UTC(2026, 2, 4, 12, 0, 0)) })
  agent = new Agent({ keepAlive: true, maxSockets: 4 })
})
afterAll(async () => {
  agent.destroy()
  await simulator.close()
})

/** The head of requests after a login by password, with what a write needs. */
async function loginOf(endpoint: Endpoint): Promise<Record<string, string>> {
  const known = logins.get(endpoint)
  if (known !== undefined) return known
  const { username, password } = simulator.credentials.root
  const body = new URLSearchParams({ username, password }).toString()
  const reply = await ask(endpoint, '/api2/json/access/ticket', { method: 'POST', body })
  const { data } = JSON.parse(reply.text) as { data: { ticket: string; CSRFPreventionToken: string } }
  const cookie = endpoint.product === 'pve' ? 'PVEAuthCookie' : 'PBSAuthCookie'
  const made = {
    Cookie: `${cookie}=${encodeURIComponent(data.ticket)}`,
    CSRFPreventionToken: data.CSRFPreventionToken,
    'Content-Type': 'application/json',
  }
  logins.set(endpoint, made)
  return made
}

async function call(method: Method): Promise<Reply> {
  const endpoint = endpointOf(simulator.endpoints, method.product === 'pve' ? 'attic/pve1' : 'pbs-main')
  const parameters = sampleParameters(method)
  const path = method.path.replaceAll(/\{(\w+(?:-\w+)*)\}/g, (_, name: string) => {
    const { [name]: value } = parameters
    delete parameters[name]
    return encodeURIComponent(String(value))
  })
  const headers = await loginOf(endpoint)
  const isWrite = method.verb === 'POST' || method.verb === 'PUT'
  const query = new URLSearchParams(
    Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
  const target = `/api2/json${path}${isWrite || query === '' ? '' : `?${query}`}`
  return ask(endpoint, target, {
    method: method.verb,
    headers,
    agent,
    ...(isWrite && { body: JSON.stringify(parameters) }),
  })
}

/** That is how the calls of this test log in; a second, wrong login would only wait for three seconds. */
const isLogin = ({ verb, path }: Method): boolean => verb === 'POST' && path === '/access/ticket'

describe.each([
  ['pve', 675],
  ['pbs', 349],
] as const)('every method of %s', (product, count) => {
  const calls = methods(product)
    .filter((method) => !isLogin(method))
    .map((method): [string, Method] => [`${method.verb} ${method.path}`, method])

  test('is there', () => {
    expect(methods(product)).toHaveLength(count)
    expect(calls).toHaveLength(count - 1)
  })

  test.each(calls.filter(([, { verb, path }]) => answerKind(product, verb, path) !== 'model'))(
    '%s is answered with what the schema allows',
    async (name, method) => {
      const reply = await call(method)
      expect(`${reply.status} ${reply.reason}`, `${name} ${reply.text}`).toBe('200 OK')
      const { data } = JSON.parse(reply.text) as { data: unknown }
      expect(checkResult(method, data)).toEqual([])
    },
  )

  // What is simulated may well refuse: the user of the example does not exist, the role is a built-in one.
  test.each(calls.filter(([, { verb, path }]) => answerKind(product, verb, path) === 'model'))(
    '%s is answered, or refused with a reason',
    async (name, method) => {
      const reply = await call(method)
      const said = `${reply.status} ${reply.reason}`
      if (reply.status === 200) expect(reply.text, name).toContain('"data":')
      else expect(`${said} ${reply.text}`, name).toMatch(/^(400|403|404|500) (?!simulator|Not Found Path)\S+ \S+/)
    },
  )
})
