import { promisify } from 'node:util'
import { brotliCompress, constants, deflateRaw, gzip, zstdCompress } from 'node:zlib'

export type Encoding = 'identity' | 'gzip' | 'br' | 'zstd'

const runGzip = promisify(gzip)
const runBrotli = promisify(brotliCompress)
const runZstd = promisify(zstdCompress)
const runDeflateRaw = promisify(deflateRaw)

/** Compresses on the thread pool. Levels are those where time for a whole picture stays in the tens of milliseconds. */
export async function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  switch (encoding) {
    case 'identity':
      return body
    case 'gzip':
      return runGzip(body, { level: 4 })
    case 'br':
      return runBrotli(body, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
      })
    case 'zstd':
      return runZstd(body, { params: { [constants.ZSTD_c_compressionLevel]: 3 } })
  }
}

/** `00 00 ff ff`, which ends a sync flush and which RFC 7692 section 7.2.1 takes off. */
const flushTailBytes = 4

/** The payload of a permessage-deflate message without context takeover. */
export async function deflateMessage(text: Buffer): Promise<Buffer> {
  const deflated = await runDeflateRaw(text, { level: 4, finishFlush: constants.Z_SYNC_FLUSH })
  return deflated.subarray(0, deflated.length - flushTailBytes)
}
