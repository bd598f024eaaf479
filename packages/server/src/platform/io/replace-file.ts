import { open, rename, rm } from 'node:fs/promises'

/**
 * Makes or replaces a file that only the user of this process may read: whole or not at all, also when the power goes.
 * Rejects with the error of the system, and leaves nothing half-written then.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  try {
    await writeAndSync(`${path}.new`, text)
    await rename(`${path}.new`, path)
  } catch (error) {
    await rm(`${path}.new`, { force: true }).catch(() => {})
    throw error
  }
}

async function writeAndSync(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
}
