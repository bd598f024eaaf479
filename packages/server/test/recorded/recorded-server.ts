import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createCollector, type WatchedConnection } from '../../src/collector/collector.ts'
import { createInventory, type Inventory } from '../../src/inventory/inventory.ts'
import { ManualClock, Secret, silentLog } from '../../src/platform/platform.ts'

const folder = new URL('../../../../../shared/recorded/', import.meta.url)

/** Recorded answers of real servers lie beside the project, and are never part of it. */
export const recordingsMissing = !existsSync(folder)
if (recordingsMissing) console.log('recorded answers: skipped, ../shared/recorded is missing')

export interface Answer {
  status: number
  body: unknown
}

interface Exchange {
  request: { method: string; path?: string; path_pattern?: string; query?: unknown[] }
  response: Answer
}

export const recording = (path: string): unknown => JSON.parse(readFileSync(new URL(path, folder), 'utf8'))

/** The answers that a recording holds to GETs of a path, in order. */
export function answersTo(file: string, path: string): Answer[] {
  const { exchanges } = recording(file) as { exchanges: Exchange[] }
  return exchanges
    .filter(
      ({ request }) =>
        request.method === 'GET' && (request.path ?? request.path_pattern)?.replace(/^\^|\$$/g, '') === path,
    )
    .map(({ response }) => response)
}

/** Those to a path that was recorded once, or the one at `index`. */
export function answerTo(file: string, path: string, index = 0): Answer {
  const answer = answersTo(file, path)[index]
  if (!answer) throw new Error(`${file} has no answer ${index} to ${path}`)
  return answer
}

/** What comes for a path (with query, without `/api2/json`): one answer for good, or one after the other. */
export type Answers = Readonly<Record<string, Answer | readonly Answer[]>>

export interface Replay {
  readonly clock: ManualClock
  readonly inventory: Inventory
  /** Paths that were asked, in order, with query. */
  readonly asked: readonly string[]
  pass(ms: number): Promise<void>
  end(): Promise<void>
}

/** Thursday 15 January 2026, 10:00 UTC. */
export const replayStartAt = Date.UTC(2026, 0, 15, 10)

/** Serves recorded answers on loopback TLS and lets the collector watch them; the connection is called `r`. */
export async function replay(product: 'pve' | 'pbs', answers: Answers, otherwise: Answer): Promise<Replay> {
  const asked: string[] = []
  const times = new Map<string, number>()
  const server = createServer({ key, cert: certificate }, (request, response) => {
    const path = (request.url ?? '').replace('/api2/json', '')
    const bare = path.split('?')[0] ?? ''
    const turn = times.get(path) ?? 0
    times.set(path, turn + 1)
    asked.push(path)
    const found = answers[decodeURIComponent(path)] ?? answers[bare] ?? otherwise
    const { status, body } = 'status' in found ? found : (found[Math.min(turn, found.length - 1)] ?? otherwise)
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const clock = new ManualClock(replayStartAt)
  const inventory = createInventory()
  const collector = createCollector({
    clock,
    log: silentLog,
    observe: (observation) => void inventory.apply(observation),
  })
  collector.applySettings([connection(product, port)])
  const settle = async (): Promise<void> => {
    for (let still = 0; still < 3; still++) {
      await nextTurn()
      if (collector.stats().inFlight > 0) still = -1
    }
  }
  return {
    clock,
    inventory,
    asked,
    pass: (ms) => clock.advance(ms, settle),
    async end() {
      await collector.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const connection = (product: 'pve' | 'pbs', port: number): WatchedConnection => ({
  id: 'r',
  name: 'recorded',
  product,
  url: `https://127.0.0.1:${port}`,
  credentials: {
    kind: 'token',
    tokenId: 'monitor@pve!pulse',
    secret: new Secret('00000000-0000-0000-0000-000000000000'),
  },
  trust: { kind: 'ca', pem: certificate },
  watch: { virtualMachines: true, containers: true, storage: true, backups: true, datastores: true },
})

/** For these tests only, worth nothing elsewhere; valid for a hundred years. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGbqhoSTcBCxXoh8m
x0ltJmLiuiI3jVDn3wbxtygUtWqhRANCAAT4hP918+5WoXmN++/N0WJtH+n8G6Jw
lh2rOhimjw2c6YO/k9prhgf22eZ6CIeHMcM4fKrc1997jtM3vR2HaOzT
-----END PRIVATE KEY-----`
const certificate = `-----BEGIN CERTIFICATE-----
MIIBjTCCATSgAwIBAgIUXmZUFBzB9LaaCbAv2l3n8k0dlRMwCgYIKoZIzj0EAwIw
EzERMA8GA1UEAwwIcmVjb3JkZWQwIBcNMjYxMTIyMDQxNTM4WhgPMjEyNjEwMjkw
NDE1MzhaMBMxETAPBgNVBAMMCHJlY29yZGVkMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAE+IT/dfPuVqF5jfvvzdFibR/p/BuicJYdqzoYpo8NnOmDv5Paa4YH9tnm
egiHhzHDOHyq3Nffe47TN70dh2js06NkMGIwHQYDVR0OBBYEFBwwbt4CnzlgF3Yy
HreSPUIRBcqJMB8GA1UdIwQYMBaAFBwwbt4CnzlgF3YyHreSPUIRBcqJMA8GA1Ud
EwEB/wQFMAMBAf8wDwYDVR0RBAgwBocEfwAAATAKBggqhkjOPQQDAgNHADBEAiAZ
30S9z2xHZayZHCUc4syf/HFy8VpIPTmi4B87R0hIFQIgK++YMxCgmAbduW7Q47wL
U8mQW1cNdDv0pJ/13gJ/DJU=
-----END CERTIFICATE-----`
