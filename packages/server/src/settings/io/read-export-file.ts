import { StartError } from '../../platform/platform.ts'
import { readBounded } from './read-bounded.ts'

/** As an import accepts, and some room for line breaks. */
const longestFile = 9 * 1024 * 1024

/** @throws {StartError} */
export async function readExportFile(path: string): Promise<string> {
  let bytes: Buffer | undefined
  try {
    bytes = await readBounded(path, longestFile)
  } catch (error) {
    throw new StartError(
      `${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}).`,
      error,
    )
  }
  if (bytes) return bytes.toString()
  throw new StartError(`${path} is too large to be an export.`)
}
