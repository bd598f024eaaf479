import type { GuestMetadata, GuestMetadataInput } from '@pulse/contract'
import { outsideUrl } from '../../../parts/link/outside-url.ts'
import { messages } from '../../../text/messages.ts'

/** What somebody notes of a guest, as it is typed. */
export interface NotesDraft {
  customUrl: string
  description: string
}

const words = messages.overview.notes

export const notesDraft = ({ customUrl, description }: GuestMetadata): NotesDraft => ({ customUrl, description })

/** What is wrong with the address; an empty one is none. */
export const checkNotesUrl = ({ customUrl }: NotesDraft): string | undefined =>
  customUrl.trim() === '' || outsideUrl(customUrl) !== undefined ? undefined : words.urlWrong

/** The server replaces all of it: tags that this form does not show go back as they came. */
export const notesInput = (draft: NotesDraft, { tags }: Pick<GuestMetadata, 'tags'>): GuestMetadataInput => ({
  customUrl: draft.customUrl.trim(),
  description: draft.description.trim(),
  tags,
})

export const isBlank = ({ customUrl, description }: NotesDraft): boolean =>
  customUrl.trim() === '' && description.trim() === ''
