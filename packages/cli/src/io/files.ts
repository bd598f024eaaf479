import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { text as textOfStream } from 'node:stream/consumers'
import { parseEnv } from 'node:util'

/** The files that a command reads and writes. All reject with the error of the system (`code` is `ENOENT`, `EACCES` …). */
export interface Files {
  /** UTF-8; `-` is standard input, which can be read once. */
  read(path: string): Promise<string>
  /** Lines of `NAME=value`, as shells and systemd know them. */
  readEnvironment(path: string): Promise<Readonly<Record<string, string | undefined>>>
  /** May others than the owner read it? Never so on Windows, which has no such modes. */
  isOpenToOthers(path: string): Promise<boolean>
  /** Whole or not at all; only the owner may read it. Makes the folders on the way, for the owner alone. */
  writePrivate(path: string, text: string): Promise<void>
  /** Whole or not at all; makes the folders on the way. */
  write(path: string, text: string): Promise<void>
  /** No error where there is no such file. */
  remove(path: string): Promise<void>
}

export const realFiles: Files = {
  read: (path) => (path === '-' ? textOfStream(process.stdin) : readFile(path, 'utf8')),
  readEnvironment: async (path) => parseEnv((await readFile(path, 'utf8')).replace(/^\uFEFF/, '')),
  async isOpenToOthers(path) {
    return process.platform !== 'win32' && ((await stat(path)).mode & 0o044) !== 0
  },
  async writePrivate(path, text) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await replaceFile(path, text, 0o600)
  },
  async write(path, text) {
    await mkdir(dirname(path), { recursive: true })
    await replaceFile(path, text, 0o666)
  },
  remove: (path) => rm(path, { force: true }),
}

/** Readers see the old file or the new one. */
async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await writeFile(temporary, text, { mode, flag: 'wx', flush: true })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
