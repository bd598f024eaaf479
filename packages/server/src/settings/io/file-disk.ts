import { open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import type { Disk } from '../disk.ts'

/** Real files. All calls run beside the event loop: a disk that takes seconds delays no poll. */
export const fileDisk: Disk = {
  async read(path) {
    try {
      return await readFile(path, 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  },
  write: (path, text) => writeFile(path, text, { mode: 0o600 }),
  sync: (path) => flush(path, 'r+'),
  rename,
  remove: (path) => rm(path, { force: true }),
  // Windows cannot open folders, and keeps names safe by itself.
  syncFolder: (path) => (process.platform === 'win32' ? Promise.resolve() : flush(path, 'r')),
}

async function flush(path: string, flags: string): Promise<void> {
  const file = await open(path, flags)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
