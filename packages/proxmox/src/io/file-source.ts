import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { TransportFailure } from './transport-failure.ts'

/** A file on disk, to be read in pieces. */
export interface FileSource {
  readonly name: string
  readonly sizeBytes: number
  readonly chunks: () => AsyncIterable<Uint8Array>
}

const chunkBytes = 256 * 1024

/** @throws TransportFailure of kind `invalid` if there is no such file */
export async function openFile(path: string): Promise<FileSource> {
  const facts = await stat(path).catch((error: unknown) => {
    throw unreadable(error)
  })
  if (!facts.isFile()) throw new TransportFailure('invalid', 'what is to be sent is no file')
  return { name: basename(path), sizeBytes: facts.size, chunks: () => read(path, facts.size) }
}

/** No more than was promised, even if the file grows meanwhile. */
async function* read(path: string, sizeBytes: number): AsyncIterable<Uint8Array> {
  if (sizeBytes === 0) return
  try {
    yield* createReadStream(path, { highWaterMark: chunkBytes, end: sizeBytes - 1 }) as AsyncIterable<Buffer>
  } catch (error) {
    throw unreadable(error)
  }
}

function unreadable(error: unknown): TransportFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  return new TransportFailure('invalid', `the file that is to be sent cannot be read (${code})`)
}
