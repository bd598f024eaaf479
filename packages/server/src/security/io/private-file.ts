import { readFile, rm, stat } from 'node:fs/promises'

/** Undefined where there is no such file. */
export async function readPrivateFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
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
