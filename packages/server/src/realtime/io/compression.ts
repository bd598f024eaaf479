import { promisify } from 'node:util'
import { brotliCompress, constants, crc32, deflateRaw, zstdCompress } from 'node:zlib'

export type Encoding = 'identity' | 'gzip' | 'br' | 'zstd'

const runBrotli = promisify(brotliCompress)
const runZstd = promisify(zstdCompress)
const runDeflateRaw = promisify(deflateRaw)

// Levels are those where the whole of a large estate stays in the tens of milliseconds. All run on the thread pool.

/** Quality 4 is the lowest that is smaller than gzip. */
export const compressBrotli = (body: Buffer): Promise<Buffer> =>
  runBrotli(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  })

/** One frame: decoders that stop after the first one exist (Node 24). */
export const compressZstd = (body: Buffer): Promise<Buffer> =>
  runZstd(body, { params: { [constants.ZSTD_c_compressionLevel]: 3 } })

/** Raw deflate that ends on a byte boundary and is not the last block, so that another may follow. */
export const deflateSegment = (bytes: Buffer): Promise<Buffer> =>
  runDeflateRaw(bytes, { level: 4, finishFlush: constants.Z_SYNC_FLUSH })

/** No name, no time, unknown system (RFC 1952). */
const gzipHeader = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
/** An empty last block. */
const lastBlock = Buffer.from([3, 0])

/** The parts of a gzip member from segments and, in the same order, the bytes that they stand for. */
export function gzipOf(segments: readonly Buffer[], bytes: readonly Buffer[]): Buffer[] {
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(
    bytes.reduce((crc, part) => crc32(part, crc), 0),
    0,
  )
  trailer.writeUInt32LE(bytes.reduce((sum, part) => sum + part.length, 0) % 2 ** 32, 4)
  return [gzipHeader, ...segments, lastBlock, trailer]
}

/** `00 00 ff ff`, which ends a segment and which RFC 7692 section 7.2.1 takes off a message. */
const flushTailBytes = 4

/** The payload of a permessage-deflate message without context takeover. */
export function messageOf(segments: readonly Buffer[]): Buffer {
  const whole = segments.length === 1 ? segments[0] : Buffer.concat(segments)
  return (whole ?? Buffer.alloc(0)).subarray(0, -flushTailBytes)
}

export const deflateMessage = async (text: Buffer): Promise<Buffer> => messageOf([await deflateSegment(text)])
