import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectionEndpoints, type Endpoint } from '@pulse/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectionHandlers, coreHandlers, createWebServer, type WebServer } from '../src/http/http.ts'
import { createInventory } from '../src/inventory/inventory.ts'
import { connectionDesk } from '../src/pipeline/pipeline.ts'
import { ManualClock, silentLog } from '../src/platform/platform.ts'
import { openSettings, type Settings } from '../src/settings/settings.ts'

let directory = ''
let settings: Settings
let web: WebServer

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pulse-fuzz-'))
  const clock = new ManualClock(0)
  settings = await openSettings({ directory, clock, log: silentLog })
  const nobodyAnswers = {
    test: () =>
      Promise.resolve({
        ok: false as const,
        problem: { code: 'unreachable', message: 'connection refused', sinceAt: 0 },
        latencyMs: 1,
        certificate: null,
      }),
  }
  const desk = connectionDesk({
    settings,
    clock,
    collector: nobodyAnswers,
    inventory: createInventory(),
    inspectCertificate: () => Promise.reject(new Error('connection refused')),
  })
  await desk.add({ type: 'pve', host: '10.0.0.1', user: 'root@pam', password: 'x' })
  const notAsked = (): never => {
    throw new Error('not asked here')
  }
  const core = coreHandlers({ health: notAsked, version: notAsked, stateDocument: notAsked })
  const handlers = { ...core, ...connectionHandlers(desk) }
  web = await createWebServer({ handlers, upgrade: () => {}, webRoot: '/nowhere', clock, log: silentLog })
})
afterAll(async () => {
  await web.close()
  await settings.close()
  rmSync(directory, { recursive: true })
})

/** Strings that have done harm elsewhere, beside all others. */
const hostile = fc.constantFrom(
  '<img src=x onerror=alert(1)>',
  '$(touch /tmp/x)',
  '../../etc/passwd',
  'a\r\nBcc: x@y',
  '\u202Eevil',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  'A'.repeat(65_536),
  '10.0.0.5',
  'root@pam',
  'mon@pve!pulse',
  'AB'.repeat(32),
)
const anything = fc.oneof(fc.jsonValue(), hostile, fc.boolean(), fc.ipV4(), fc.domain())

const right = { type: 'pve', host: '10.0.0.5', user: 'root@pam', password: 'x' }

const withBody = Object.entries<Endpoint>(connectionEndpoints).flatMap(([key, { body }]) =>
  body ? [{ key, fields: Object.keys((body as { properties?: object }).properties ?? {}) }] : [],
)

describe('whatever is sent', () => {
  it.each(withBody)('$key answers, never fails, and saves nothing that it refuses', async ({ key, fields }) => {
    const [method, path = ''] = key.split(' ')
    const shaped = fc.record(Object.fromEntries(fields.map((name) => [name, anything])), { requiredKeys: [] })
    const nearlyRight = fc
      .tuple(fc.constantFrom(...fields), anything)
      .map(([name, value]) => ({ ...right, [name]: value }))
    const answers = { accepted: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, shaped, nearlyRight), async (body) => {
        const before = [settings.connections(), saved()]
        const answer = await web.inject({
          method: method as 'POST' | 'PUT',
          url: path.replace(':id', settings.connections()[0]?.id ?? 'none'),
          headers: { host: 'localhost', 'content-type': 'application/json' },
          payload: JSON.stringify(body),
        })
        expect(answer.statusCode).toBeLessThan(500)
        if (answer.statusCode < 400) answers.accepted++
        else {
          answers.refused++
          expect(answer.json()).toMatchObject({ error: expect.stringMatching(/./), code: expect.stringMatching(/\./) })
          expect([settings.connections(), saved()]).toEqual(before)
        }
      }),
      { numRuns: 300 },
    )
    expect(answers.refused).toBeGreaterThan(50)
    // A test of a host that does not answer is refused, too.
    if (key.includes('/nodes') && !key.endsWith('/test-connection')) expect(answers.accepted).toBeGreaterThan(0)
  })
})

function saved(): string {
  try {
    return readFileSync(join(directory, 'settings.json'), 'utf8')
  } catch {
    return ''
  }
}
