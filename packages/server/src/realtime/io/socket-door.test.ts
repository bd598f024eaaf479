import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { AppError, ManualClock } from '../../platform/platform.ts'
import { createSocketDoor, type SocketDoor, type SocketLimits, type Visitor } from './socket-door.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

interface Opened {
  door: SocketDoor
  clock: ManualClock
  port: number
  heard: string[]
  /** Clients that listen no longer. */
  left: number
  /** Of upgrades that were refused. */
  refused: AppError[]
  /** Whom the next clients are taken for. */
  visitor: Visitor
}

async function open(limits: Partial<SocketLimits> = {}): Promise<Opened> {
  const clock = new ManualClock(0)
  const heard: string[] = []
  const nothing = (): void => {}
  const join = () => ({
    message: (text: string) => heard.push(text),
    drained: nothing,
    heard: nothing,
    closed: () => void opened.left++,
  })
  const opened: Opened = {
    door: createSocketDoor({ clock, join, limits }),
    clock,
    port: 0,
    heard,
    left: 0,
    refused: [],
    visitor: {},
  }
  const server = createServer()
  server.on('upgrade', (request, socket, head) => {
    try {
      opened.door.upgrade(request, socket, head, opened.visitor)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      opened.refused.push(error)
      socket.end('HTTP/1.1 503 No\r\nConnection: close\r\n\r\n')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.port = (server.address() as AddressInfo).port
  closing.push(async () => {
    await opened.door.close()
    server.close()
  })
  return opened
}

async function client(opened: Opened, visitor: Visitor = {}): Promise<WebSocket> {
  opened.visitor = visitor
  const socket = new WebSocket(`ws://127.0.0.1:${opened.port}/ws`)
  closing.push(() => socket.terminate())
  socket.on('error', () => {})
  await new Promise<void>((resolve) => {
    socket.on('open', resolve)
    socket.on('close', () => resolve())
  })
  return socket
}

const closeCode = async (socket: WebSocket): Promise<number> => (await once(socket, 'close'))[0] as number

/** A client that says what it likes, frame by frame. */
async function rawClient({ port }: Opened): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  closing.push(() => socket.destroy())
  socket.on('error', () => {})
  socket.write(
    `GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
  )
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString()).toMatch(/^HTTP\/1.1 101 /)
  return socket
}

/** A masked frame without a payload. `first` holds FIN and the kind. */
const emptyFrame = (first: number): Buffer => Buffer.from([first, 0x80, 0, 0, 0, 0])
const text = 0x81
const startOfText = 0x01
const more = 0x00
const ping = 0x89
const pong = 0x8a

/** Waits for the close frame (RFC 6455 section 5.5.1) and returns its code. */
async function rawCloseCode(socket: Socket): Promise<number> {
  let seen = Buffer.alloc(0)
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    seen = Buffer.concat([seen, chunk])
    // Answers to pings come before it; they are empty.
    let at = 0
    while (seen[at] === pong && seen[at + 1] === 0) at += 2
    if (seen[at] === 0x88 && seen.length >= at + 4) return seen.readUInt16BE(at + 2)
  }
  throw new Error('no close frame')
}

describe('what a client may say', () => {
  it('is 20 messages at once and 20 a second; one more, and it is closed', async () => {
    const opened = await open()
    const socket = await client(opened)
    const say = async (count: number): Promise<void> => {
      const before = opened.heard.length
      for (let i = 0; i < count; i++) socket.send(`${i}`)
      await vi.waitUntil(() => opened.heard.length === before + count)
    }
    await say(20)
    await opened.clock.advance(1000)
    await say(20)
    socket.send('one more')
    expect(await closeCode(socket)).toBe(1008)
    expect(opened.heard).toHaveLength(40)
  })

  it.each([
    ['empty messages', text],
    ['pings', ping],
    ['pongs that nobody asked for', pong],
  ])('a flood of %s ends it at once, and little of it is looked at', async (_, first) => {
    const opened = await open()
    const socket = await rawClient(opened)
    socket.write(Buffer.concat(Array.from({ length: 100_000 }, () => emptyFrame(first))))
    expect(await rawCloseCode(socket)).toBe(1008)
    expect(opened.heard.length).toBeLessThanOrEqual(20)
  })

  it('a message in endless fragments ends it', async () => {
    const opened = await open()
    const socket = await rawClient(opened)
    socket.write(Buffer.concat([emptyFrame(startOfText), ...Array.from({ length: 63 }, () => emptyFrame(more))]))
    await delay(20)
    expect(socket.destroyed).toBe(false)
    socket.write(emptyFrame(more))
    expect(await rawCloseCode(socket)).toBe(1008)
    expect(opened.heard).toEqual([])
  })

  it('a frame that announces 1 GB ends it before a byte of it is read', async () => {
    const opened = await open()
    const socket = await rawClient(opened)
    const head = Buffer.alloc(14)
    head.writeUInt16BE(0x81ff)
    head.writeBigUInt64BE(2n ** 30n, 2)
    socket.write(head)
    expect(await rawCloseCode(socket)).toBe(1009)
  })

  it('ends for good: who does not go when told to is cut off', async () => {
    const opened = await open()
    const socket = await rawClient(opened)
    socket.write(Buffer.concat(Array.from({ length: 21 }, () => emptyFrame(text))))
    const closed = once(socket, 'close')
    socket.resume()
    await closed
    expect(opened.heard).toHaveLength(20)
  })
})

describe('how many clients there may be', () => {
  it('64 of an address', async () => {
    const opened = await open()
    const here = { address: '192.0.2.1' }
    const clients: WebSocket[] = []
    for (let i = 0; i < 64; i++) clients.push(await client(opened, here))
    expect(opened.refused).toEqual([])
    await client(opened, here)
    expect(opened.refused).toMatchObject([{ code: 'request.throttled', retryAfterSeconds: 30 }])
    expect((await client(opened, { address: '192.0.2.2' })).readyState).toBe(WebSocket.OPEN)

    clients[0]?.close()
    await once(clients[0] as WebSocket, 'close')
    expect((await client(opened, here)).readyState).toBe(WebSocket.OPEN)
    expect(opened.refused).toHaveLength(1)
  })

  it('64 with a credential, from wherever they come', async () => {
    const opened = await open()
    for (let i = 0; i < 64; i++) await client(opened, { address: `192.0.2.${i}`, authority: 'token k3v9qmx2' })
    expect(opened.refused).toEqual([])
    await client(opened, { address: '192.0.2.100', authority: 'token k3v9qmx2' })
    expect(opened.refused).toMatchObject([{ code: 'request.throttled' }])
    expect((await client(opened, { address: '192.0.2.100', authority: 'token other' })).readyState).toBe(WebSocket.OPEN)
  })

  it('so many in all', async () => {
    const opened = await open({ inAll: 3 })
    for (let i = 0; i < 4; i++) await client(opened, { address: `192.0.2.${i}` })
    expect(opened.refused).toMatchObject([{ code: 'server.full', retryAfterSeconds: 30 }])
  })
})

describe('the end of an authority', () => {
  it('closes those whom it let in, and nobody else', async () => {
    const opened = await open()
    const [mine, also, other, anybody] = [
      await client(opened, { authority: 'session a' }),
      await client(opened, { authority: 'session a' }),
      await client(opened, { authority: 'session b' }),
      await client(opened),
    ]
    const codes = Promise.all([closeCode(mine), closeCode(also)])
    opened.door.endAuthority('session a')
    expect(opened.left).toBe(2)
    expect(await codes).toEqual([4401, 4401])
    expect(opened.left).toBe(2)
    expect([other.readyState, anybody.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN])
  })

  it('cuts off who does not answer', async () => {
    const opened = await open()
    opened.visitor = { authority: 'session a' }
    const socket = await rawClient(opened)
    opened.door.endAuthority('session a')
    socket.resume()
    await once(socket, 'close')
  })
})
