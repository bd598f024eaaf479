import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Log, StartError } from '../../platform/platform.ts'

export interface DataDirectory {
  path(name: string): string
  /** Takes rights on a file away from everyone but its owner. */
  makePrivate(name: string): Promise<void>
  /** Others may use the directory from now on. May be called more than once. */
  release(): Promise<void>
}

const lockName = 'pulse.lock'
const processName = 'pulse.pid'

/**
 * Creates the directory (mode 0700) where it is missing, and takes the lock on it.
 *
 * The lock is one that the system gives back when its process ends, however it ends: no stale lock to judge, no process
 * number to guess about, also across containers. SQLite brings it, on all systems alike.
 *
 * @throws {StartError} not a directory, not usable, or another server uses it
 */
export async function openDataDirectory(directory: string, log: Log): Promise<DataDirectory> {
  try {
    await makeDirectory(directory)
    if (!(await stat(directory)).isDirectory()) throw new Error('not a directory')
  } catch (error) {
    throw new StartError(`The data directory ${directory} cannot be used (${reasonOf(error)}). ${choose}`, error)
  }
  const path = (name: string): string => join(directory, name)
  let lock = await takeLock(directory, path, log)
  return {
    path,
    async makePrivate(name) {
      const { mode } = await stat(path(name))
      if ((mode & 0o077) === 0 || process.platform === 'win32') return
      log.warn({ file: path(name) }, 'others could read this file; its mode was set to 0600')
      await chmod(path(name), 0o600)
    },
    async release() {
      const held = lock
      lock = undefined
      if (!held) return
      await rm(path(processName), { force: true })
      held.close()
    },
  }
}

/** Step by step: `recursive` never returns where the system refuses with ENOENT, as below /proc. */
async function makeDirectory(directory: string): Promise<void> {
  const path = resolve(directory)
  const make = (): Promise<void> =>
    mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  try {
    await make()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error
    await makeDirectory(dirname(path))
    await make()
  }
}

const choose = 'Choose another one with PULSE_DATA_DIR or --data-dir.'

async function takeLock(
  directory: string,
  path: (name: string) => string,
  log: Log,
): Promise<DatabaseSync | undefined> {
  let lock: DatabaseSync | undefined
  try {
    lock = new DatabaseSync(path(lockName), { timeout: 0 })
    // Nothing is ever written: without a journal no second file appears.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    // By name: POSIX takes the lock away from a process that opens and closes the file once more.
    await chmod(path(lockName), 0o600)
  } catch (error) {
    lock?.close()
    if ((error as { errcode?: number }).errcode === 5 /* SQLITE_BUSY */) {
      const owner = await readFile(path(processName), 'utf8').catch(() => '')
      const named = /^\d+$/.test(owner.trim()) ? ` (process ${owner.trim()})` : ''
      throw new StartError(
        `Another Pulse server${named} uses the data directory ${directory}. Stop it, or use another directory.`,
        error,
      )
    }
    // A directory that may only be read: watching works, changes are refused when they are made.
    log.warn({ directory, reason: reasonOf(error) }, 'the data directory cannot be written; settings cannot be changed')
    return undefined
  }
  // For the message to the next server alone: a disk that is full takes nothing away from the lock.
  await writeFile(path(processName), `${process.pid}\n`, { mode: 0o600 }).catch((error: unknown) => {
    log.warn(
      { directory, reason: reasonOf(error) },
      'the data directory takes no files; settings cannot be changed now',
    )
  })
  return lock
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : 'unknown reason')
}
