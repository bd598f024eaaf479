import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { createServer as createPlainServer } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Discovery, StateMessage } from '@pulse/contract'
import { generate } from 'selfsigned'
import { afterEach, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { ManualClock } from '../../src/platform/platform.ts'
import { Served } from '../served.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** Counts every connection that this process opens from now on. */
function countConnections(): () => number {
  let count = 0
  const note = (): void => void count++
  subscribe('net.client.socket', note)
  closing.push(() => unsubscribe('net.client.socket', note))
  return () => count
}

/** A host with Proxmox VE on the one port where it can be. */
async function startHost(address: string): Promise<void> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'pve1' }], { keyType: 'ec' })
  const server = createServer({ cert, key }, (_, response) =>
    response.writeHead(401, 'No ticket', { Server: 'pve-api-daemon/3.0' }).end(),
  )
  server.on('connection', (socket: Socket) => socket.on('error', () => {}))
  server.listen(8006, address)
  await once(server, 'listening')
  closing.push(() => server.close())
}

it('a fresh server asks nobody, for a day and more (S33)', async () => {
  const clock = new ManualClock(Date.UTC(2026, 0, 15, 10))
  const served = await Served.open({ clock })
  closing.push(() => served.stop())
  const connections = countConnections()
  await clock.advance(25 * 3_600_000, () => Promise.resolve())
  expect(connections()).toBe(0)
  // The count works.
  await served.send('GET', '/api/health')
  expect(connections()).toBe(1)
})

it.runIf(process.platform === 'linux')('who asks for a scan sees it go on, and what it found', async () => {
  await startHost('127.0.78.2')
  const served = await Served.open()
  closing.push(() => served.stop())
  const socket = new WebSocket(`${served.base.replace('http', 'ws')}/ws`)
  closing.push(() => socket.terminate())
  const updates: Extract<StateMessage, { type: 'discovery_update' }>['data'][] = []
  let isGreeted = false
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as StateMessage
    if (message.type === 'initialState') isGreeted = true
    if (message.type === 'discovery_update') updates.push(message.data)
  })
  await vi.waitUntil(() => isGreeted, { timeout: 5000 })

  const begun = await served.send('POST', '/api/discover', { body: { subnet: '127.0.78.0/29' } })
  expect(await begun.json()).toMatchObject({ scanning: true, subnet: '127.0.78.0/29', progress: { done: 0, total: 6 } })
  const second = await served.send('POST', '/api/discover', { body: { subnet: '127.0.78.0/29' } })
  expect([second.status, await second.json()]).toMatchObject([409, { code: 'discovery.busy' }])

  await vi.waitUntil(() => updates.at(-1)?.scanning === false, { timeout: 10_000 })
  const found = [
    expect.objectContaining({ ip: '127.0.78.2', port: 8006, type: 'pve', version: 'Unknown', configured: false }),
  ]
  expect(updates.at(-1)).toMatchObject({ servers: found, errors: null, progress: { done: 6, total: 6 } })
  const answer = (await (await served.send('GET', '/api/discover')).json()) as Discovery
  expect(answer).toMatchObject({ servers: found, scanning: false, subnet: '127.0.78.0/29' })
  expect(answer).not.toHaveProperty('errors')
})

it('updates are looked for where the settings say, and never on this machine', async () => {
  const served = await Served.open()
  closing.push(() => served.stop())
  const check = () => served.send('GET', '/api/updates/check')
  expect(await (await check()).json()).toMatchObject({ available: false, reason: 'off', checkedAt: null })

  let asked = 0
  const inside = createPlainServer((_, response) => {
    asked++
    response.end('{"tag_name":"v99.0.0"}')
  })
  inside.listen(0, '127.0.0.1')
  await once(inside, 'listening')
  closing.push(() => inside.close())
  const { port } = inside.address() as AddressInfo
  const updateSource = `http://127.0.0.1:${port}/repos/o/n`
  expect((await served.send('PUT', '/api/config/system', { body: { updateSource } })).status).toBe(200)
  const refused = await check()
  expect([refused.status, await refused.json()]).toMatchObject([
    502,
    {
      code: 'updates.failed',
      error: 'Failed to check for updates: the address leads to a network that may not be asked from here',
    },
  ])
  expect(asked).toBe(0)
})
