import type { GuestId, GuestMetadata } from '@pulse/contract'
import type { GuestMetadataDesk } from '../http/http.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { AppError } from '../platform/platform.ts'
import { customUrlProblem, type Settings, type SettingsDocument } from '../settings/settings.ts'
import { guestIdReader } from './guest-id-reader.ts'

const mostGuests = 20_000
/** Of all notes together, as JSON: each save writes them all. */
const mostCharacters = 8_000_000

/** The owner's notes on guests, by the ids of today; those of the original are taken over when their guest is seen. */
export function guestMetadataDesk({
  settings,
  inventory,
}: {
  settings: Pick<Settings, 'document' | 'update'>
  inventory: Pick<Inventory, 'picture'>
}): GuestMetadataDesk {
  const reader = () => guestIdReader(inventory.picture().tables)
  const required = (id: string): GuestId => {
    if (id.trim() === '') throw new AppError('request.invalid', 'Guest ID required')
    return reader()(id)
  }
  const notes = () => notesById(settings.document(), reader())

  return {
    all: () => Object.fromEntries(notes()),
    of(id) {
      const own = reader()(id)
      const { guestMetadata } = settings.document()
      const present = Object.hasOwn(guestMetadata, own) ? guestMetadata[own] : notes().get(own)
      return present ?? { id: own, customUrl: '', description: '', tags: null }
    },
    async put(id, { customUrl = '', description = '', tags = null }) {
      // No import takes this name, so no export may have it.
      if (id === '__proto__') throw new AppError('request.invalid', 'No guest has the ID __proto__')
      const entry = { id: required(id), customUrl: readCustomUrl(customUrl), description, tags }
      return settings.update((document) => {
        const changed = notesById(document, reader()).set(entry.id, entry)
        refuseTooMany(changed)
        return { change: { guestMetadata: Object.fromEntries(changed) }, result: entry }
      })
    },
    async remove(id) {
      const own = required(id)
      await settings.update((document) => {
        const changed = notesById(document, reader())
        const isThere = changed.delete(own)
        return { change: isThere ? { guestMetadata: Object.fromEntries(changed) } : null, result: undefined }
      })
    },
  }
}

/** Where there are notes under an old id and under the one of today, the latter are newer. */
function notesById(
  { guestMetadata }: Pick<SettingsDocument, 'guestMetadata'>,
  read: (id: string) => GuestId,
): Map<GuestId, GuestMetadata> {
  const notes = new Map<GuestId, GuestMetadata>()
  for (const [key, entry] of Object.entries(guestMetadata)) {
    const id = read(key)
    if (id === key || !notes.has(id)) notes.set(id, { ...entry, id })
  }
  return notes
}

/** @throws {AppError} `request.invalid` */
function readCustomUrl(text: string): string {
  const given = text.trim()
  const problem = customUrlProblem(given)
  if (problem !== undefined) throw new AppError('request.invalid', problem, { field: 'customUrl' })
  return given
}

function refuseTooMany(notes: ReadonlyMap<GuestId, GuestMetadata>): void {
  if (notes.size > mostGuests)
    throw new AppError('request.invalid', `There are notes on ${mostGuests} guests already: delete some first`)
  if (JSON.stringify([...notes.values()]).length > mostCharacters)
    throw new AppError('request.invalid', `The notes on all guests are too long: ${mostCharacters} characters at most`)
}
