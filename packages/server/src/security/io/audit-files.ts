import { createReadStream } from 'node:fs'
import { chmod, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Beside the one that is written to; together they hold some hundred thousand events. */
const mostKept = 4
const newest = 'audit.jsonl'

/** All files of the trail that there may be, oldest first. */
export const auditPaths = (directory: string): readonly string[] => [
  ...Array.from({ length: mostKept }, (_, at) => join(directory, `audit.${mostKept - at}.jsonl`)),
  join(directory, newest),
]

export interface AuditFile {
  /** Of the newest file. */
  readonly bytes: number
  /** All of the text or nothing. */
  append(text: string): Promise<void>
  /** The newest file becomes `audit.1.jsonl`, and a new one begins. */
  rotate(): Promise<void>
}

/** Cuts off a line that was never finished; `repaired` tells of it. */
export async function openAuditFile(directory: string): Promise<AuditFile & { repaired: boolean }> {
  const path = join(directory, newest)
  let bytes = await sizeOf(path)
  const whole = await endOfLastLine(path, bytes)
  const repaired = whole < bytes
  if (repaired) await cut(path, whole)
  if (bytes > 0 && process.platform !== 'win32') await chmod(path, 0o600)
  bytes = whole
  return {
    repaired,
    get bytes() {
      return bytes
    },
    async append(text) {
      const file = await open(path, 'a', 0o600)
      try {
        await file.writeFile(text)
        await file.datasync()
        bytes += Buffer.byteLength(text)
      } catch (error) {
        // On a full disk part of it may have been written.
        await file.truncate(bytes).catch(() => {})
        throw error
      } finally {
        await file.close()
      }
    },
    async rotate() {
      const paths = auditPaths(directory)
      for (const [at, from] of paths.entries()) {
        const to = paths[at - 1]
        if (to === undefined) await rm(from, { force: true })
        else await renameIfThere(from, to)
      }
      bytes = 0
    },
  }
}

/** Changes when one of the files does. */
export async function auditFingerprint(directory: string): Promise<string> {
  const facts = await Promise.all(
    auditPaths(directory).map(async (path) => {
      const { size, mtimeMs, ino } = (await stat(path).catch(ifMissing)) ?? {}
      return `${size} ${mtimeMs} ${ino}`
    }),
  )
  return facts.join(', ')
}

/** The lines of a file in order, without one that is not finished; none where there is no file. */
export async function* auditLines(path: string): AsyncGenerator<string> {
  const bytes = await sizeOf(path)
  const end = await endOfLastLine(path, bytes)
  if (end === 0) return
  yield* createInterface({ input: createReadStream(path, { encoding: 'utf8', end: end - 1 }), crlfDelay: 0 })
}

const blockBytes = 64 * 1024

/** The same from the last one to the first, in groups as they are read. */
export async function* auditLinesBackwards(path: string): AsyncGenerator<readonly string[]> {
  const file = await open(path, 'r').catch(ifMissing)
  if (!file) return
  try {
    // Bytes that lie before the first line end found so far: the end of a line whose start is not read yet.
    let rest = Buffer.alloc(0)
    let finished = false
    for (let end = (await file.stat()).size; end > 0; ) {
      const start = Math.max(0, end - blockBytes)
      const block = Buffer.alloc(end - start)
      await file.read(block, 0, block.length, start)
      end = start
      let text = Buffer.concat([block, rest])
      if (!finished) {
        text = text.subarray(0, text.lastIndexOf(lineEnd) + 1)
        finished = text.length > 0
        if (!finished) continue
      }
      const firstEnd = start === 0 ? -1 : text.indexOf(lineEnd)
      const lines = text.subarray(firstEnd + 1)
      rest = Buffer.from(text.subarray(0, firstEnd + 1))
      const group = lines
        .toString('utf8')
        .split('\n')
        .filter((line) => line !== '')
      if (group.length > 0) yield group.toReversed()
    }
  } finally {
    await file.close()
  }
}

const lineEnd = 10

async function endOfLastLine(path: string, bytes: number): Promise<number> {
  if (bytes === 0) return 0
  const file = await open(path, 'r')
  try {
    for (let end = bytes; end > 0; ) {
      const start = Math.max(0, end - blockBytes)
      const block = Buffer.alloc(end - start)
      await file.read(block, 0, block.length, start)
      const at = block.lastIndexOf(lineEnd)
      if (at >= 0) return start + at + 1
      end = start
    }
    return 0
  } finally {
    await file.close()
  }
}

async function cut(path: string, bytes: number): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.truncate(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(ifMissing))?.size ?? 0

const renameIfThere = (from: string, to: string): Promise<void> => rename(from, to).catch(ifMissing)

function ifMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
}
