import { describe, expect, it } from 'vitest'
import { ManualClock } from '../platform/platform.ts'
import type { Counters } from './counters.ts'
import { breathe } from './io/breathe.ts'
import type { Piece } from './piece.ts'
import { sampleAt, sampleConnection, sampleGuest, samplePicture } from './sample-picture.ts'
import { StateDocuments } from './state-documents.ts'

const stats = { startedAt: sampleAt, totalCalls: 0, failedCalls: 0, pollingCycles: 0, lastPollMs: null, callMs: {} }

function setUp() {
  const clock = new ManualClock(sampleAt)
  const picture = samplePicture(3)
  const counters: Counters = { serialisations: 0, deltas: 0, bytesSent: 0, resyncs: 0, dropped: 0 }
  let encoded = 0
  const documents = new StateDocuments<'plain'>({
    clock,
    version: '0.1.0',
    epoch: 'e',
    picture: () => picture,
    stats: () => stats,
    clientCount: () => 0,
    counters,
    encode: (pieces: readonly Piece[]) => {
      encoded++
      return Promise.resolve(pieces.map(({ bytes }) => bytes))
    },
    breathe,
  })
  const load = async (): Promise<number> => {
    const body = await (await documents.current()).encoded('plain')
    return (JSON.parse(Buffer.concat(body).toString()) as { vms: { cpu: number }[] }).vms[0]?.cpu ?? -1
  }
  const setLoad = (cpuRatio: number): void =>
    documents.changed(picture.changeGuests(['lab~guest~100'], () => ({ cpuRatio })))
  const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 10))
  return { clock, picture, counters, documents, load, setLoad, settle, encodings: () => encoded }
}

describe('state documents', () => {
  it('are made once a version, with all who ask at the same time', async () => {
    const { counters, documents, load } = setUp()
    await Promise.all([load(), load(), load()])
    await load()
    expect([counters.serialisations, (await documents.current()).etag]).toEqual([1, 'W/"e-5"'])
  })

  it('are exact for who asks now and then', async () => {
    const { clock, load, setLoad } = setUp()
    await load()
    await clock.advance(2000)
    setLoad(0.5)
    expect(await load()).toBe(0.5)
  })

  it('are made in advance for who asks again and again, in the encoding that was asked for', async () => {
    const { clock, counters, load, setLoad, settle, encodings } = setUp()
    await load()
    setLoad(0.5)
    expect(await load()).toBe(0.034)
    await clock.advance(1000, settle)
    expect([counters.serialisations, encodings()]).toEqual([2, 2])
    expect(await load()).toBe(0.5)
    expect([counters.serialisations, encodings()]).toEqual([2, 2])
  })

  it('are not made in advance when nobody asks any more', async () => {
    const { clock, counters, load, setLoad, settle } = setUp()
    await load()
    await clock.advance(3000)
    setLoad(0.5)
    await clock.advance(30_000, settle)
    expect(counters.serialisations).toBe(1)
  })

  it.each([
    ['a guest came', (p: ReturnType<typeof samplePicture>) => p.put('guests', sampleGuest('lab', 999))],
    ['a guest went', (p: ReturnType<typeof samplePicture>) => p.remove('guests', 'lab~guest~100')],
    ['a connection came', (p: ReturnType<typeof samplePicture>) => p.put('connections', sampleConnection('other'))],
  ])('are never behind when %s', async (_, change) => {
    const { counters, documents, picture } = setUp()
    await documents.current()
    documents.changed(change(picture))
    expect((await documents.current()).version).toBe(picture.version)
    expect(counters.serialisations).toBe(2)
  })

  it('show the up-time of the server anew after ten seconds', async () => {
    const { clock, counters, load } = setUp()
    await load()
    await clock.advance(10_000)
    await load()
    expect(counters.serialisations).toBe(2)
  })

  it('fail for those who wait for them, and are tried again for the next', async () => {
    const { documents, picture } = setUp()
    const { tables } = picture
    Object.assign(picture, { tables: { ...tables, guests: undefined } })
    await expect(documents.current()).rejects.toThrow()
    Object.assign(picture, { tables })
    expect((await documents.current()).version).toBe(picture.version)
  })
})
