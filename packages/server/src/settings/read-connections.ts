import { StartError } from '../platform/platform.ts'
import type { ConnectionSettings } from './connection-settings.ts'
import { type ReadResult, readDocument } from './document.ts'
import { fileDisk } from './io/file-disk.ts'
import { keyVault } from './io/key-vault.ts'

/**
 * The connections of a data directory with their secrets, for other programs of the same user. Takes no lock and writes
 * nothing: a server may be running there.
 *
 * @throws {StartError} there are no settings, or they cannot be read
 */
export async function readConnections(dataDir: string): Promise<readonly ConnectionSettings[]> {
  const [key, newest, previous] = await Promise.all(
    ['settings.key', 'settings.json', 'settings.previous.json'].map((name) => read(dataDir, name)),
  )
  if (newest === undefined && previous === undefined)
    throw new StartError(
      `There are no settings of Pulse in ${dataDir}. Name the directory with --data-dir or PULSE_DATA_DIR.`,
    )
  const vault = keyVault(key ?? '')
  if (!vault)
    throw new StartError(`The key file ${dataDir}/settings.key is ${key === undefined ? 'missing' : 'damaged'}.`)
  // While a save goes on, the newest one may be missing for a moment.
  for (const text of [newest, previous]) {
    const found = text === undefined ? undefined : connectionsOf(readDocument(text, vault), dataDir)
    if (found) return found
  }
  throw new StartError(`The settings in ${dataDir} are damaged.`)
}

async function read(dataDir: string, name: string): Promise<string | undefined> {
  try {
    return await fileDisk.read(`${dataDir}/${name}`)
  } catch (error) {
    const { code = 'unknown reason' } = error as { code?: string }
    throw new StartError(`${dataDir}/${name} cannot be read (${code}). Run this as the user of the server.`, error)
  }
}

function connectionsOf(result: ReadResult, dataDir: string): readonly ConnectionSettings[] | undefined {
  switch (result.kind) {
    case 'document':
      return result.document.connections
    case 'damaged':
      return undefined
    case 'newer':
      throw new StartError(`The settings in ${dataDir} were written by a newer Pulse (format ${result.version}).`)
    case 'other-key':
      throw new StartError(`The key file does not open the secrets of the settings in ${dataDir}.`)
  }
}
