import { brotliDecompressSync, gunzipSync, inflateRawSync, constants, zstdDecompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { breathe } from './io/breathe.ts'
import { compressBrotli, compressZstd, deflateSegment, gzipOf, messageOf } from './io/compression.ts'
import { joined, Piece } from './piece.ts'

const texts = ['{"a":[', 'ä'.repeat(50_000), ',', 'guest '.repeat(30_000), '', ']}']
const pieces = texts.map((text) => new Piece(text))
const whole = texts.join('')

describe('pieces', () => {
  it('are compressed by themselves and make one gzip member, whose checksum holds', async () => {
    const segments = await Promise.all(pieces.map((piece) => piece.deflated(deflateSegment)))
    const bytes = pieces.map((piece) => piece.bytes)
    const gzip = Buffer.concat(gzipOf(segments, bytes))
    expect(gunzipSync(gzip).toString()).toBe(whole)
    gzip[gzip.length - 8] = (gzip[gzip.length - 8] ?? 0) ^ 1
    expect(() => gunzipSync(gzip)).toThrow('incorrect data check')
  })

  it('make one message of permessage-deflate', async () => {
    const message = messageOf(await Promise.all(pieces.map((piece) => piece.deflated(deflateSegment))))
    const read = Buffer.concat([message, Buffer.from([0, 0, 0xff, 0xff])])
    expect(inflateRawSync(read, { finishFlush: constants.Z_SYNC_FLUSH }).toString()).toBe(whole)
  })

  it('are compressed once', async () => {
    let times = 0
    const deflate = (bytes: Buffer): Promise<Buffer> => {
      times++
      return deflateSegment(bytes)
    }
    const piece = new Piece('text')
    await Promise.all([piece.deflated(deflate), piece.deflated(deflate)])
    expect(times).toBe(1)
  })

  it('are joined for the encodings that know no segments', async () => {
    const body = await joined(
      pieces.map(({ bytes }) => bytes),
      breathe,
    )
    expect(brotliDecompressSync(await compressBrotli(body)).toString()).toBe(whole)
    expect(zstdDecompressSync(await compressZstd(body)).toString()).toBe(whole)
  })
})
