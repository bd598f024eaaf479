import type { ConnectionChange, ConnectionId } from '@pulse/contract'
import { AppError, type Clock, type Log, randomId, StartError } from '../platform/platform.ts'
import { changedConnection } from './connection-change.ts'
import type { ConnectionDraft, ConnectionSettings } from './connection-settings.ts'
import type { Disk } from './disk.ts'
import { freeName } from './free-name.ts'
import { type DocumentPlace, keepCopy, loadDocument, saveDocument } from './generations.ts'
import { hostName } from './host.ts'
import { type DataDirectory, openDataDirectory } from './io/data-directory.ts'
import { fileDisk } from './io/file-disk.ts'
import { keyVault, newKey } from './io/key-vault.ts'
import { refuseDuplicate } from './refuse-duplicate.ts'
import { emptyDocument, type FileOwnership, type SettingsDocument } from './sections.ts'
import type { Vault } from './vault.ts'

export { checkSystemSettings, type GivenSettings, systemSettingNames } from './check-system-settings.ts'
export { changedFields } from './config-changes.ts'
export { changedConnection } from './connection-change.ts'
export { readConnectionInput } from './connection-input.ts'
export type { ConnectionDraft, ConnectionSettings } from './connection-settings.ts'
export { customUrlProblem } from './custom-url.ts'
export type { Disk } from './disk.ts'
export { changedSettings, effectiveSettings, managedSettings } from './effective-settings.ts'
export { readEnvironmentSettings } from './environment-settings.ts'
export { applyConfigFile, configureAtStart } from './configure-at-start.ts'
export type { ConfigFileText } from './file/config-file.ts'
export { loadConfigFile } from './file/io/load-config-file.ts'
export { normaliseHost } from './host.ts'
export { readConnections } from './read-connections.ts'
export {
  type FileOwnership,
  type SettingsDocument,
} from './sections.ts'
export { createTransfer, type Transfer, type Transferred } from './transfer.ts'
export { fileDisk } from './io/file-disk.ts'

/** What is configured. Changes are made one after the other, and count once they are safe on disk. */
export interface Settings {
  document(): SettingsDocument
  /**
   * Changes the document as a whole. `make` sees what the change before it left; it may throw to refuse.
   *
   * @throws {AppError} `settings.disk-full`, `settings.not-saved`; nothing has changed then
   */
  update<T>(make: (document: SettingsDocument) => SettingsUpdate<T>): Promise<T>
  connections(): readonly ConnectionSettings[]
  /** @throws {AppError} `connection.duplicate`, and as `update` */
  addConnection(draft: ConnectionDraft): Promise<ConnectionSettings>
  /**
   * @throws {AppError} as above, also `connection.missing`, `connection.secret-needed`, `settings.managed`,
   * `request.invalid`
   */
  changeConnection(
    id: ConnectionId,
    change: ConnectionChange,
  ): Promise<{ before: ConnectionSettings; after: ConnectionSettings }>
  /** @throws {AppError} as above */
  deleteConnection(id: ConnectionId): Promise<ConnectionSettings>
  /** Called after each change, with what is configured now and what was before. */
  onChange(listener: SettingsListener): void
  /** Waits for a save under way and gives the data directory back. */
  close(): Promise<void>
}

export interface SettingsUpdate<T> {
  /** The sections that change; null where none does, and nothing is saved then. */
  change: Partial<SettingsDocument> | null
  /** What to answer. */
  result: T
  /** The document as it is now is kept beside the new one, in `settings.before-import.json`. */
  keepBefore?: boolean
}

export type SettingsListener = (now: SettingsDocument, before: SettingsDocument) => void

export interface SettingsOptions {
  directory: string
  clock: Clock
  log: Log
  disk?: Disk
}

/** @throws {StartError} the directory or what lies in it cannot be used */
export async function openSettings(options: SettingsOptions): Promise<Settings> {
  const { clock, log, disk = fileDisk } = options
  const directory = await openDataDirectory(options.directory, log)
  const place: DocumentPlace = {
    folder: options.directory,
    newest: directory.path('settings.json'),
    previous: directory.path('settings.previous.json'),
    temporary: directory.path('settings.new.json'),
    damaged: directory.path('settings.damaged.json'),
  }
  try {
    const vault = await openVault(disk, directory, place)
    const document = await loadDocument(disk, place, vault, log)
    const save = (changed: SettingsDocument): Promise<void> => saveDocument(disk, place, vault, log, changed)
    const keep = (before: SettingsDocument): Promise<void> =>
      keepCopy(disk, directory.path('settings.before-import.json'), vault, before)
    return keepSettings({ clock, directory, document: document ?? emptyDocument, save, keep })
  } catch (error) {
    await directory.release()
    if (error instanceof StartError) throw error
    const code = (error as { code?: unknown }).code
    throw new StartError(
      `The data directory ${options.directory} cannot be used (${typeof code === 'string' ? code : 'unknown reason'}). Check its owner and mode, or choose another one with PULSE_DATA_DIR or --data-dir.`,
      error,
    )
  }
}

interface Kept {
  clock: Clock
  directory: DataDirectory
  document: SettingsDocument
  save: (document: SettingsDocument) => Promise<void>
  /** Keeps a copy of its own. */
  keep: (document: SettingsDocument) => Promise<void>
}

function keepSettings({ clock, directory, document: atStart, save, keep }: Kept): Settings {
  let document = atStart
  let last: Promise<unknown> = Promise.resolve()
  const listeners: SettingsListener[] = []

  const update: Settings['update'] = (make) => {
    const done = last.then(async () => {
      const { change, result, keepBefore = false } = make(document)
      if (!change) return result
      const changed = { ...document, ...change, generation: document.generation + 1 }
      try {
        if (keepBefore) await keep(document)
        await save(changed)
      } catch (error) {
        throw notSaved(error)
      }
      const before = document
      document = changed
      for (const listener of listeners) listener(document, before)
      return result
    })
    last = done.catch(() => {})
    return done
  }

  return {
    document: () => document,
    update,
    connections: () => document.connections,
    addConnection: (draft) =>
      update(({ connections }) => {
        const added = newConnection(draft, connections, clock.now())
        return { change: { connections: [...connections, added] }, result: added }
      }),
    changeConnection: (id, wanted) =>
      update(({ connections, file }) => {
        refuseManaged(file, id)
        const before = existing(connections, id)
        const after = changedConnection(before, wanted)
        refuseDuplicate(connections, after)
        const next = connections.map((each) => (each.id === id ? after : each))
        return { change: { connections: next }, result: { before, after } }
      }),
    deleteConnection: (id) =>
      update(({ connections, file }) => {
        const result = existing(connections, id)
        refuseManaged(file, id)
        return { change: { connections: connections.filter((each) => each.id !== id) }, result }
      }),
    onChange: (listener) => void listeners.push(listener),
    async close() {
      await last
      await directory.release()
    },
  }
}

/** @throws {AppError} `connection.duplicate` */
export function newConnection(
  draft: ConnectionDraft,
  connections: readonly ConnectionSettings[],
  addedAt: number,
): ConnectionSettings {
  const { verifySSL, ...rest } = draft
  const name = draft.name ?? freeName(connections, hostName(draft.url))
  const id = `${draft.product}-${randomId()}`
  const added = { ...rest, id, name, verifySSL: verifySSL ?? true, addedAt }
  refuseDuplicate(connections, added)
  return added
}

/** @throws {AppError} `settings.managed` */
export function refuseManaged(file: FileOwnership | null, id: ConnectionId): void {
  if (!file?.connections.includes(id)) return
  throw new AppError('settings.managed', `This connection is owned by ${file.name}: change it there and apply the file`)
}

function existing(connections: readonly ConnectionSettings[], id: ConnectionId): ConnectionSettings {
  const found = connections.find((each) => each.id === id)
  if (!found) throw new AppError('connection.missing', 'Node not found')
  return found
}

function notSaved(error: unknown): AppError {
  const code = (error as { code?: unknown }).code
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('settings.disk-full', 'No space left in the data directory: nothing was changed', {
      cause: error,
    })
  const reason = typeof code === 'string' ? ` (${code})` : ''
  return new AppError('settings.not-saved', `Failed to save configuration${reason}: nothing was changed`, {
    cause: error,
  })
}

/** The key file is made at the first start, and never again while there is something that only it opens. */
async function openVault(disk: Disk, directory: DataDirectory, place: DocumentPlace): Promise<Vault> {
  const [name, path] = ['settings.key', directory.path('settings.key')]
  const text = await disk.read(path)
  const vault = keyVault(text ?? '')
  if (vault) {
    await directory.makePrivate(name)
    return vault
  }
  if ((await disk.read(place.newest)) !== undefined || (await disk.read(place.previous)) !== undefined)
    throw new StartError(
      `The key file ${path} is ${text === undefined ? 'missing' : 'damaged'}. Put it back, or remove settings.json and settings.previous.json to start afresh.`,
    )
  const key = newKey()
  await disk.write(`${path}.new`, `${key}\n`)
  await disk.sync(`${path}.new`)
  await disk.rename(`${path}.new`, path)
  await disk.syncFolder(place.folder)
  const made = keyVault(key)
  if (!made) throw new Error('a new key is always good')
  return made
}
