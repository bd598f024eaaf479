import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import type { ClientsOrder, ClientsReport } from './delta-clients.ts'
import type { ServerOrder, ServerReport } from './delta-server.ts'

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill()
})

function start(file: string, ...args: string[]): ChildProcess {
  const child = fork(new URL(file, import.meta.url), args, { execArgv: [] })
  children.push(child)
  return child
}

async function ask<R>(child: ChildProcess, order: ServerOrder | ClientsOrder): Promise<R> {
  child.send(order)
  const [answer] = (await once(child, 'message')) as [R]
  return answer
}

async function until(what: () => Promise<boolean>, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`not reached within ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const mega = 1024 * 1024
const [all, slow] = [1000, 100]

it('serves 1,000 clients, a tenth of them slow, from one serialisation a tick', async () => {
  const server = start('./delta-server.ts')
  const [port] = (await once(server, 'message')) as [number]
  const before = await ask<ServerReport>(server, 'report')
  const clients = start('./delta-clients.ts', String(port))
  await ask(clients, { open: all, slow })
  const joined = await ask<ServerReport>(server, 'report')
  expect(joined.clients).toBe(all)

  let mostRssBytes = joined.rssBytes
  let mostBacklogBytes = 0
  let ticks = 0
  const tick = async (letters: number): Promise<void> => {
    server.send({ change: letters } satisfies ServerOrder)
    ticks++
    // Nobody waits for the slow ones: the others have each delta before the next is made.
    await until(async () => (await ask<ClientsReport>(clients, 'report')).fewestDeltas === ticks, 20_000)
    const now = await ask<ServerReport>(server, 'report')
    mostRssBytes = Math.max(mostRssBytes, now.rssBytes)
    mostBacklogBytes = Math.max(mostBacklogBytes, now.mostBacklogBytes)
  }

  // As many clients as can be, with deltas as 2,000 guests make them.
  for (let i = 0; i < 3; i++) await tick(40)
  // Then enough bytes that the kernel cannot take them for those who do not read (4 MB a socket and more).
  await ask(clients, { leave: all - 2 * slow })
  for (let i = 0; i < 8; i++) await tick(800)

  const after = await ask<ServerReport>(server, 'report')
  const seen = await ask<ClientsReport>(clients, 'report')
  expect([after.deltas, after.serialisations - joined.serialisations]).toEqual([ticks, ticks])
  expect([seen.open, seen.fewestDeltas, seen.differentSeries]).toEqual([2 * slow, ticks, 1])
  expect(await ask(clients, 'guests')).toEqual(await ask(server, 'guests'))
  expect(mostBacklogBytes).toBeGreaterThan(mega / 4)
  expect(mostBacklogBytes).toBeLessThan(mega)
  expect((mostRssBytes - before.rssBytes) / mega).toBeLessThan(150)

  await ask(clients, 'wake')
  await until(async () => (await ask<ClientsReport>(clients, 'report')).slowCaughtUp === slow, 20_000)
  const woken = await ask<ServerReport>(server, 'report')
  const moreMega = Math.round((mostRssBytes - before.rssBytes) / mega)
  const spreadMs = Math.round(seen.spreadMs)
  process.stdout.write(
    `fan-out: ${moreMega} MB more, ${spreadMs} ms from first to last client, ${woken.resyncs} resyncs\n`,
  )
}, 120_000)
