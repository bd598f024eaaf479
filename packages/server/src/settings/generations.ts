import { type Log, StartError } from '../platform/platform.ts'
import type { Disk } from './disk.ts'
import { type ReadResult, readDocument, writeDocument } from './document.ts'
import type { SettingsDocument } from './sections.ts'
import type { Vault } from './vault.ts'

/** Where the document and the generation before it lie. */
export interface DocumentPlace {
  folder: string
  newest: string
  previous: string
  /** Half-written text; means nothing. */
  temporary: string
  damaged: string
}

/**
 * The newest document that is whole; undefined where nothing was ever saved.
 *
 * A damaged newest one is set aside, so that the next save does not push the good one out.
 *
 * @throws {StartError} no generation is whole, or this server cannot read it
 */
export async function loadDocument(
  disk: Disk,
  place: DocumentPlace,
  vault: Vault,
  log: Log,
): Promise<SettingsDocument | undefined> {
  const [newest, previous] = [await disk.read(place.newest), await disk.read(place.previous)]
  if (newest === undefined && previous === undefined) return undefined
  const first = newest === undefined ? undefined : judge(readDocument(newest, vault), place.newest)
  if (first) return first
  const second = previous === undefined ? undefined : judge(readDocument(previous, vault), place.previous)
  if (!second) throw new StartError(`${place.newest} is damaged. Put a copy of it back, or remove it to start afresh.`)
  const fields = { file: place.newest, generation: second.generation }
  if (newest === undefined) {
    log.warn(fields, 'a save was cut off; the settings before it are used')
  } else {
    log.warn({ ...fields, kept: place.damaged }, 'the settings file is damaged; the generation before it is used')
    await disk.rename(place.newest, place.damaged).catch((error: unknown) => {
      log.warn({ error }, 'the damaged settings file could not be set aside')
    })
  }
  return second
}

function judge(result: ReadResult, path: string): SettingsDocument | undefined {
  switch (result.kind) {
    case 'document':
      return result.document
    case 'damaged':
      return undefined
    case 'newer':
      throw new StartError(
        `${path} was written by a newer Pulse (format ${result.version}). Start that version, or use another data directory.`,
      )
    case 'other-key':
      throw new StartError(
        `The key file does not open the secrets in ${path}. Put back the key that belongs to it, or remove both to start afresh.`,
      )
  }
}

/**
 * Saves a generation whole or not at all: complete under another name and flushed first, then swapped in by renaming.
 * At each instant the newest or the previous name leads to a whole document.
 */
export async function saveDocument(
  disk: Disk,
  place: DocumentPlace,
  vault: Vault,
  log: Log,
  document: SettingsDocument,
): Promise<void> {
  let moved = false
  try {
    await disk.write(place.temporary, writeDocument(document, vault))
    await disk.sync(place.temporary)
    moved = await renameIfThere(disk, place.newest, place.previous)
    await disk.rename(place.temporary, place.newest)
  } catch (error) {
    if (moved) await disk.rename(place.previous, place.newest).catch(() => {})
    await disk.remove(place.temporary).catch(() => {})
    throw error
  }
  // From here on the new generation is what a restart reads; a failure only means that a power cut may undo it.
  await disk.syncFolder(place.folder).catch((error: unknown) => {
    log.warn({ error }, 'the data directory could not be flushed')
  })
}

/** Saves a document beside the others, whole or not at all; an older copy is replaced. */
export async function keepCopy(disk: Disk, path: string, vault: Vault, document: SettingsDocument): Promise<void> {
  try {
    await disk.write(`${path}.new`, writeDocument(document, vault))
    await disk.sync(`${path}.new`)
    await disk.rename(`${path}.new`, path)
  } catch (error) {
    await disk.remove(`${path}.new`).catch(() => {})
    throw error
  }
}

/** After a cut-off save or a damaged file there is no newest one, and the previous one must stay. */
async function renameIfThere(disk: Disk, from: string, to: string): Promise<boolean> {
  try {
    await disk.rename(from, to)
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return false
    throw error
  }
}
