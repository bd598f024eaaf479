import { constants, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ManualClock, silentLog } from '../platform/platform.ts'
import type { Counters } from './counters.ts'
import { DeltaFeed } from './delta-feed.ts'
import type { SharedMessage } from './frame.ts'
import { breathe } from './io/breathe.ts'
import { deflateMessage } from './io/compression.ts'
import { LiveClient } from './live-client.ts'
import type { Peer, PeerListener } from './peer.ts'
import { sampleAt, samplePicture } from './sample-picture.ts'

const mega = 1024 * 1024

/** A client behind a line that takes as much as the test says. */
class NarrowPeer implements Peer {
  readonly deflates = true
  readonly live = new LiveClient()
  missed = false
  open = true
  pings = 0
  mostBacklogBytes = 0
  #stopped = false
  #backlog: SharedMessage[] = []

  isOpen = (): boolean => this.open
  backlogBytes = (): number => this.#backlog.reduce((sum, message) => sum + bytesOf(message), 0)

  send(message: SharedMessage): number {
    this.#backlog.push(message)
    this.mostBacklogBytes = Math.max(this.mostBacklogBytes, this.backlogBytes())
    if (!this.#stopped) this.#read()
    return bytesOf(message)
  }

  stop(): void {
    this.#stopped = true
  }

  goOn(listener: PeerListener): void {
    this.#stopped = false
    this.#read()
    listener.drained()
  }

  ping(): void {
    this.pings++
  }

  close(): void {
    this.open = false
  }

  terminate(): void {
    this.open = false
  }

  #read(): void {
    for (const message of this.#backlog.splice(0)) if (!this.live.take(textOf(message))) this.missed = true
  }
}

const bytesOf = ({ deflated, plain }: SharedMessage): number => (deflated ?? plain).length

function textOf({ deflated, plain }: SharedMessage): string {
  const frame = deflated ?? plain
  const short = frame[1] ?? 0
  const payload = frame.subarray(short < 126 ? 2 : short === 126 ? 4 : 10)
  if (!deflated) return payload.toString()
  const whole = Buffer.concat([payload, Buffer.from([0, 0, 0xff, 0xff])])
  return inflateRawSync(whole, { finishFlush: constants.Z_SYNC_FLUSH }).toString()
}

function feedOf(guests: number) {
  const clock = new ManualClock(sampleAt)
  const picture = samplePicture(guests)
  const counters: Counters = { serialisations: 0, deltas: 0, bytesSent: 0, resyncs: 0, dropped: 0 }
  const feed = new DeltaFeed({
    clock,
    log: silentLog,
    version: '0.1.0',
    epoch: 'e',
    picture: () => picture,
    counters,
    deflate: deflateMessage,
    breathe,
  })
  /** Text that hardly gets smaller, so that limits are reached. */
  let seed = 1
  const noise = (): string => {
    let text = ''
    while (text.length < 200) text += String.fromCharCode(33 + ((seed = (seed * 48_271) % 2_147_483_647) % 90))
    return text
  }
  const tick = async (): Promise<void> => {
    const wanted = counters.deltas + 1
    feed.publish(picture.changeGuests(picture.tables.guests.keys(), () => ({ name: noise() })))
    await clock.advance(500)
    await until(() => counters.deltas === wanted)
  }
  return { clock, picture, counters, feed, tick }
}

/** Compression ends on the thread pool, in real time. */
async function until(what: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2000 && !what(); turn++) await new Promise((resolve) => setTimeout(resolve, 2))
  expect(what()).toBe(true)
}

describe('a slow client', () => {
  it('gets what it missed from the shared log when it reads again soon', async () => {
    const { picture, counters, feed, tick } = feedOf(500)
    const peer = new NarrowPeer()
    const listener = feed.join(peer)
    await until(() => peer.live.snapshots === 1)
    peer.stop()
    for (let i = 0; i < 5; i++) await tick()
    expect(peer.live.deltas).toBe(0)
    expect(peer.mostBacklogBytes).toBeLessThan(512 * 1024)
    peer.goOn(listener)
    await until(() => peer.live.deltas === 5)
    expect([peer.live.rows('guests'), peer.missed, counters.resyncs]).toEqual([picture.tables.guests, false, 0])
    feed.stop()
  })

  it('costs less than 1 MB, delays nobody, and starts over from a snapshot when it was away too long', async () => {
    const { picture, counters, feed, tick } = feedOf(2000)
    const slow = new NarrowPeer()
    const good = new NarrowPeer()
    const listener = feed.join(slow)
    feed.join(good)
    await until(() => slow.live.snapshots === 1 && good.live.snapshots === 1)
    slow.stop()
    for (let i = 0; i < 12; i++) await tick()
    expect([good.live.deltas, good.missed]).toEqual([12, false])
    expect(slow.mostBacklogBytes).toBeLessThan(mega)
    slow.goOn(listener)
    await until(() => slow.live.snapshots === 2)
    expect([slow.live.rows('guests'), slow.missed, counters.resyncs]).toEqual([picture.tables.guests, false, 1])
    expect(counters.deltas).toBe(12)
    feed.stop()
  })

  it('that lets its backlog shrink lives, one that does not is cut off', async () => {
    const { clock, feed } = feedOf(1)
    const silent = new NarrowPeer()
    const speaking = new NarrowPeer()
    feed.join(silent)
    const listener = feed.join(speaking)
    await clock.advance(25_000)
    expect([silent.open, speaking.open]).toEqual([true, true])
    listener.heard()
    await clock.advance(25_000)
    expect([silent.open, speaking.open, speaking.pings]).toEqual([false, true, 2])
    feed.stop()
  })
})

describe('snapshots', () => {
  it('are made once for all who come while they are cheaper than a new one', async () => {
    const { counters, feed, picture } = feedOf(100)
    const peers = Array.from({ length: 50 }, () => new NarrowPeer())
    for (const peer of peers) feed.join(peer)
    await until(() => peers.every((peer) => peer.live.snapshots === 1))
    const late = new NarrowPeer()
    feed.join(late)
    await until(() => late.live.snapshots === 1)
    expect([counters.serialisations, late.live.rows('guests')]).toEqual([1, picture.tables.guests])
    feed.stop()
  })

  it('and nothing else are made while nobody listens', async () => {
    const { clock, counters, feed, picture } = feedOf(10)
    feed.publish(picture.changeGuests(['lab~guest~100'], () => ({ cpuRatio: 0.5 })))
    await clock.advance(5000)
    expect([counters.serialisations, counters.deltas]).toEqual([0, 0])
  })
})
