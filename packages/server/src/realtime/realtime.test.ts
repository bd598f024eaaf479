import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { deltaProtocol, socketPath, StateShape } from '@pulse/contract'
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket as Client, type ClientOptions } from 'ws'
import { type Clock, ManualClock, silentLog, systemClock } from '../platform/platform.ts'
import { LiveClient } from './live-client.ts'
import { createRealtime, type Realtime } from './realtime.ts'
import { sampleAt, sampleGuest, samplePicture, type SamplePicture } from './sample-picture.ts'

const stateShape = Compile(StateShape)

interface Served {
  realtime: Realtime
  url: string
  port: number
}

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function serve(picture: SamplePicture, clock: Clock = systemClock): Promise<Served> {
  const stats = { startedAt: sampleAt, totalCalls: 0, failedCalls: 0, pollingCycles: 0, lastPollMs: null, callMs: {} }
  const realtime = createRealtime({
    clock,
    log: silentLog,
    version: '0.1.0',
    picture: () => picture,
    stats: () => stats,
  })
  const server: Server = createServer()
  server.on('upgrade', (request, socket, head) => realtime.upgrade(request, socket, head, {}))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  closing.push(async () => {
    await realtime.close()
    server.close()
  })
  return { realtime, url: `ws://127.0.0.1:${port}${socketPath}`, port }
}

/** What a client sees, and a way to wait for it. */
class Seen {
  readonly texts: string[] = []
  readonly live = new LiveClient()
  missed = false
  closeCode: number | undefined
  #wake: (() => void)[] = []

  take(text: string): void {
    this.texts.push(text)
    if (!this.live.take(text)) this.missed = true
    this.wake()
  }

  wake(): void {
    for (const wake of this.#wake.splice(0)) wake()
  }

  async until(what: () => boolean, withinMs = 5000): Promise<void> {
    const deadline = AbortSignal.timeout(withinMs)
    while (!what()) {
      if (deadline.aborted) throw new Error(`not seen within ${withinMs} ms`)
      await Promise.race([new Promise<void>((resolve) => this.#wake.push(resolve)), once(deadline, 'abort')])
    }
  }

  types(): string[] {
    return this.texts.map((text) => (JSON.parse(text) as { type: string }).type)
  }
}

async function join(url: string, protocol: string | undefined, options: ClientOptions = {}) {
  const socket = new Client(url, protocol === undefined ? [] : [protocol], options)
  const seen = new Seen()
  socket.on('message', (data: Buffer) => {
    const text = data.toString()
    if (protocol === deltaProtocol) seen.take(text)
    else {
      seen.texts.push(text)
      seen.wake()
    }
  })
  socket.on('close', (code) => {
    seen.closeCode = code
    seen.wake()
  })
  closing.push(() => socket.terminate())
  await once(socket, 'open')
  return { socket, seen }
}

const samePicture = (live: LiveClient, picture: SamplePicture): boolean =>
  live.rows('guests').size === picture.tables.guests.size &&
  picture.tables.guests
    .values()
    .every((guest) => JSON.stringify(live.rows('guests').get(guest.id)) === JSON.stringify(guest))

const ids = (picture: SamplePicture): string[] => [...picture.tables.guests.keys()]

describe('pulse.delta.v1', () => {
  it('greets, sends the picture in parts below 256 kB, then numbered deltas', async () => {
    const picture = samplePicture(1500)
    const { realtime, url } = await serve(picture)
    const { seen, socket } = await join(url, deltaProtocol)
    expect(socket.protocol).toBe(deltaProtocol)
    await seen.until(() => seen.live.snapshots === 1)
    expect(seen.types()[0]).toBe('hello')
    expect(seen.types().filter((type) => type === 'snapshot').length).toBeGreaterThan(1)
    expect(seen.live.longestPart).toBeLessThan(257 * 1024)
    expect(seen.live.rows('guests')).toEqual(picture.tables.guests)
    expect(seen.live.rows('nodes')).toEqual(picture.tables.nodes)

    realtime.publish(picture.changeGuests(['lab~guest~100'], () => ({ cpuRatio: 0.5 })))
    realtime.publish(picture.changeGuests(['lab~guest~101'], () => ({ cpuRatio: 0.25 })))
    await seen.until(() => seen.live.deltas === 1)
    const delta = JSON.parse(seen.texts.at(-1) ?? '') as { tables: unknown }
    expect(delta.tables).toEqual({ guests: { columns: { cpuRatio: { rows: [0, 1], values: [0.5, 0.25] } } } })
  })

  it('reaches clients with and without compression, and one with a small window, with equal pictures', async () => {
    const picture = samplePicture(200)
    const { realtime, url } = await serve(picture)
    const clients = await Promise.all([
      join(url, deltaProtocol),
      join(url, deltaProtocol, { perMessageDeflate: false }),
      join(url, deltaProtocol, { perMessageDeflate: { serverMaxWindowBits: 9 } }),
    ])
    const builtIn = new Seen()
    const socket = new WebSocket(url, deltaProtocol)
    socket.onmessage = (event) => builtIn.take(String(event.data))
    closing.push(() => socket.close())
    const everyone = [...clients.map(({ seen }) => seen), builtIn]
    for (const seen of everyone) await seen.until(() => seen.live.snapshots === 1)
    realtime.publish(picture.changeGuests(ids(picture), ({ vmid }) => ({ netInPerSecond: vmid, name: `ä-${vmid}` })))
    for (const seen of everyone) await seen.until(() => seen.live.deltas === 1)
    expect(everyone.map((seen) => samePicture(seen.live, picture))).toEqual([true, true, true, true])
    expect(clients.map(({ socket: { extensions } }) => extensions)).toEqual([
      'permessage-deflate',
      '',
      'permessage-deflate',
    ])
    expect(realtime.counters()).toMatchObject({ deltas: 1, serialisations: 2 })
  })

  it('sends a new snapshot on demand', async () => {
    const picture = samplePicture(3)
    const { realtime, url } = await serve(picture)
    const { seen, socket } = await join(url, deltaProtocol)
    await seen.until(() => seen.live.snapshots === 1)
    socket.send('{"type":"resync"}')
    await seen.until(() => seen.live.snapshots === 2)
    expect(realtime.counters().resyncs).toBe(1)
    expect(samePicture(seen.live, picture)).toBe(true)
  })

  it('cuts off a client that is silent for a whole beat, within 50 s', async () => {
    const clock = new ManualClock(sampleAt)
    const { realtime, url, port } = await serve(samplePicture(1), clock)
    const { seen } = await join(url, deltaProtocol)
    const dead = await silentClient(port)
    await seen.until(() => seen.live.snapshots === 1)
    expect(realtime.clientCount()).toBe(2)
    const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 20))
    await clock.advance(50_000, settle)
    expect(realtime.clientCount()).toBe(1)
    expect(seen.types().filter((type) => type === 'ping')).toHaveLength(2)
    dead.destroy()
  })

  it('brings every client to the picture of the server, whatever happens', async () => {
    const steps = fc.array(
      fc.record({
        change: fc.array(fc.nat(30), { maxLength: 6 }),
        load: fc.double({ min: 0, max: 1, noNaN: true }),
        add: fc.option(fc.integer({ min: 200, max: 230 })),
        remove: fc.option(fc.nat(30)),
        next: fc.constantFrom('nothing', 'tick', 'resync', 'join', 'leave'),
      }),
      { minLength: 1, maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const clock = new ManualClock(sampleAt)
        const picture = samplePicture(30)
        const { realtime, url } = await serve(picture, clock)
        let clients = [await join(url, deltaProtocol)]
        for (const step of all) {
          const chosen = step.change.map((i) => `lab~guest~${100 + i}`)
          realtime.publish(picture.changeGuests(chosen, () => ({ cpuRatio: step.load, tags: [String(step.load)] })))
          if (step.add !== null && !picture.tables.guests.has(`lab~guest~${step.add}`)) {
            realtime.publish(picture.put('guests', sampleGuest('lab', step.add)))
          }
          const gone = `lab~guest~${100 + (step.remove ?? 0)}`
          if (step.remove !== null && picture.tables.guests.has(gone)) realtime.publish(picture.remove('guests', gone))
          if (step.next === 'tick') await clock.advance(500)
          if (step.next === 'resync') clients[0]?.socket.send('{"type":"resync"}')
          if (step.next === 'join') clients.push(await join(url, deltaProtocol))
          if (step.next === 'leave' && clients.length > 1) clients.pop()?.socket.terminate()
        }
        // The last tick may find the one before still being compressed.
        for (const { seen } of clients) {
          for (let turn = 0; turn < 200 && !samePicture(seen.live, picture); turn++) {
            await clock.advance(500, () => new Promise((resolve) => setTimeout(resolve, 2)))
          }
        }
        expect(clients.map(({ seen }) => [samePicture(seen.live, picture), seen.missed])).toEqual(
          clients.map(() => [true, false]),
        )
        for (const { socket } of clients) socket.terminate()
        await realtime.close()
      }),
      { numRuns: 25 },
    )
  })
})

describe('documented protocol', () => {
  it('greets after 500 ms, sends the state 100 ms later, and then on change at most each 10 s', async () => {
    const clock = new ManualClock(sampleAt)
    const picture = samplePicture(5)
    const { realtime, url } = await serve(picture, clock)
    const { seen } = await join(url, undefined)
    await clock.advance(499)
    expect(seen.texts).toEqual([])
    await clock.advance(1)
    await seen.until(() => seen.texts.length === 1)
    expect(JSON.parse(seen.texts[0] ?? '')).toEqual({
      type: 'welcome',
      data: { message: 'Connected to Pulse WebSocket' },
    })
    await clock.advance(100)
    await seen.until(() => seen.texts.length === 2)
    const first = JSON.parse(seen.texts[1] ?? '') as { type: string; data: { vms: unknown[] } }
    expect([first.type, stateShape.Check(first.data), first.data.vms.length]).toEqual(['initialState', true, 5])

    realtime.publish(picture.changeGuests(['lab~guest~100'], () => ({ cpuRatio: 0.5 })))
    await clock.advance(500)
    await seen.until(() => seen.texts.length === 3)
    realtime.publish(picture.changeGuests(['lab~guest~100'], () => ({ cpuRatio: 0.6 })))
    realtime.publish(picture.changeGuests(['lab~guest~100'], () => ({ cpuRatio: 0.7 })))
    await clock.advance(9999)
    expect(seen.texts).toHaveLength(3)
    await clock.advance(1)
    await seen.until(() => seen.texts.length === 4)
    const last = JSON.parse(seen.texts[3] ?? '') as { type: string; data: { vms: { cpu: number }[] } }
    expect([last.type, last.data.vms[0]?.cpu]).toEqual(['rawData', 0.7])
    expect(seen.types().filter((type) => type === 'rawData')).toHaveLength(2)
  })

  it('answers ping and requestData, and ignores all else', async () => {
    const picture = samplePicture(1)
    const { url } = await serve(picture)
    const { seen, socket } = await join(url, undefined)
    for (const text of ['nonsense', '[]', 'null', '{"type":7}', '{"type":"pong","data":{"timestamp":1}}', '{}']) {
      socket.send(text)
    }
    socket.send(Buffer.from('{"type":"ping"}'))
    socket.send('{"type":"ping"}')
    await seen.until(() => seen.texts.length === 1)
    const pong = JSON.parse(seen.texts[0] ?? '') as { type: string; data: { timestamp: number } }
    expect(pong.type).toBe('pong')
    expect(Math.abs(pong.data.timestamp - Date.now() / 1000)).toBeLessThan(5)
    socket.send('{"type":"requestData"}')
    await seen.until(() => seen.types().includes('rawData'))
  })

  it('pings every 30 s and announces what it is told', async () => {
    const clock = new ManualClock(sampleAt)
    const { realtime, url } = await serve(samplePicture(1), clock)
    const { seen } = await join(url, undefined)
    await clock.advance(600)
    await seen.until(() => seen.types().includes('initialState'))
    await clock.advance(29_400, () => new Promise((resolve) => setTimeout(resolve, 20)))
    await seen.until(() => seen.types().includes('ping'))
    expect(JSON.parse(seen.texts.at(-1) ?? '')).toEqual({ type: 'ping', data: { timestamp: 1_755_250_570 } })
    realtime.announce({ type: 'node_deleted', data: { nodeType: 'pve' }, timestamp: '2025-08-15T09:36:10.000Z' })
    await seen.until(() => seen.types().includes('node_deleted'))
  })

  it('serialises one state for all clients', async () => {
    const picture = samplePicture(50)
    const { realtime, url } = await serve(picture)
    const clients = await Promise.all(Array.from({ length: 5 }, () => join(url, undefined)))
    for (const { seen } of clients) await seen.until(() => seen.types().includes('initialState'))
    expect(realtime.counters().serialisations).toBe(1)
  })
})

describe('sockets', () => {
  it('end with code 1009 when a client sends more than 64 KiB', async () => {
    const { url } = await serve(samplePicture(1))
    const { seen, socket } = await join(url, undefined)
    socket.send('x'.repeat(64 * 1024 + 1))
    await seen.until(() => seen.closeCode !== undefined)
    expect(seen.closeCode).toBe(1009)
  })

  it('that close at the moment of a tick harm nobody', async () => {
    const picture = samplePicture(100)
    const { realtime, url } = await serve(picture)
    const stays = await join(url, deltaProtocol)
    const leaving = await Promise.all(Array.from({ length: 40 }, () => join(url, deltaProtocol)))
    for (const { seen } of leaving) await seen.until(() => seen.live.snapshots === 1)
    realtime.publish(picture.changeGuests(ids(picture), () => ({ cpuRatio: 0.9 })))
    const cut = leaving.map(
      ({ socket }, i) =>
        new Promise<void>((resolve) => setTimeout(() => resolve(i % 2 ? socket.terminate() : socket.close()), 480 + i)),
    )
    await Promise.all(cut)
    await stays.seen.until(() => stays.seen.live.deltas === 1)
    expect(samePicture(stays.seen.live, picture)).toBe(true)
  })

  it('are closed with code 1001 when the server stops', async () => {
    const { realtime, url } = await serve(samplePicture(1))
    const { seen } = await join(url, deltaProtocol)
    await realtime.close()
    await seen.until(() => seen.closeCode !== undefined)
    expect([seen.closeCode, realtime.clientCount()]).toEqual([1001, 0])
  })
})

/** A client by hand that completes the handshake and then neither reads nor answers. */
async function silentClient(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  closing.push(() => socket.destroy())
  await once(socket, 'connect')
  socket.write(
    `GET ${socketPath} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: ${deltaProtocol}\r\n\r\n`,
  )
  await once(socket, 'data')
  socket.pause()
  return socket
}
