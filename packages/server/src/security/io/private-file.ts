import { open, readFile, rename, rm, stat } from 'node:fs/promises'

/** Undefined where there is no such file. */
export async function readPrivateFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** For the owner of the process alone; whole or not at all, also when the power goes. */
export async function replacePrivateFile(path: string, text: string): Promise<void> {
  try {
    await writeAndSync(`${path}.new`, text)
    await rename(`${path}.new`, path)
  } catch (error) {
    // What is half-written takes up what space is left.
    await removePrivateFile(`${path}.new`).catch(() => {})
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

export const removePrivateFile = (path: string): Promise<void> => rm(path, { force: true })

/** Number of the user that the directory belongs to, if root looks at it and it is not root's; one that is missing is nobody's. */
export async function foreignOwner(directory: string): Promise<number | undefined> {
  if (process.getuid?.() !== 0) return undefined
  try {
    const { uid } = await stat(directory)
    return uid === 0 ? undefined : uid
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
