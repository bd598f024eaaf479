import type { GuestId, GuestMetadata } from '@pulse/contract'
import type { GuestMetadataDesk } from '../http/http.ts'
import type { Inventory } from '../inventory/inventory.ts'
import { AppError } from '../platform/platform.ts'
import type { Settings, SettingsDocument } from '../settings/settings.ts'
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
  const notes = () => notesById(settings.document(), reader())

  return {
    all: () => Object.fromEntries(notes()),
    of(id) {
      const own = reader()(id)
      return notes().get(own) ?? { id: own, customUrl: '', description: '', tags: null }
    },
    async put(id, { customUrl = '', description = '', tags = null }) {
      const entry = { id: reader()(id), customUrl: readCustomUrl(customUrl), description, tags }
      return settings.update((document) => {
        const changed = notesById(document, reader()).set(entry.id, entry)
        refuseTooMany(changed)
        return { change: { guestMetadata: Object.fromEntries(changed) }, result: entry }
      })
    },
    async remove(id) {
      const own = reader()(id)
      if (!notes().has(own)) return
      await settings.update((document) => {
        const changed = notesById(document, reader())
        changed.delete(own)
        return { change: { guestMetadata: Object.fromEntries(changed) }, result: undefined }
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

/** Empty, or an address that a person can be led to; never one that runs something, or that names a password. */
function readCustomUrl(text: string): string {
  const given = text.trim()
  if (given === '') return ''
  const wrong = (message: string): AppError => new AppError('request.invalid', message, { field: 'customUrl' })
  // The parser forgives control characters and backslashes; browsers do it differently.
  if (!/^https?:\/\/[^\s\p{Cc}\\]+$/iu.test(given) || !URL.canParse(given))
    throw wrong('Custom URL must start with http:// or https://')
  const { username, password } = new URL(given)
  if (username !== '' || password !== '') throw wrong('Custom URL must not contain a user or a password')
  return given
}

function refuseTooMany(notes: ReadonlyMap<GuestId, GuestMetadata>): void {
  if (notes.size > mostGuests)
    throw new AppError('request.invalid', `There are notes on ${mostGuests} guests already: delete some first`)
  if (JSON.stringify([...notes.values()]).length > mostCharacters)
    throw new AppError('request.invalid', `The notes on all guests are too long: ${mostCharacters} characters at most`)
}
