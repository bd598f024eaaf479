import type { GuestMetadata, GuestMetadataInput, guestMetadataEndpoints } from '@pulse/contract'
import type { Handlers } from '../handlers.ts'

/** Where the owner's notes on guests are kept. Ids are ours, or those of the original. */
export interface GuestMetadataDesk {
  all(): Readonly<Record<string, GuestMetadata>>
  of(id: string): GuestMetadata
  put(id: string, input: GuestMetadataInput): Promise<GuestMetadata>
  remove(id: string): Promise<void>
}

export function guestMetadataHandlers(desk: GuestMetadataDesk): Pick<Handlers, keyof typeof guestMetadataEndpoints> {
  const put = ({ path, body }: { path: { id: string }; body: GuestMetadataInput }) => desk.put(path.id, body)
  return {
    'GET /api/guests/metadata': () => desk.all(),
    'GET /api/guests/metadata/': () => desk.all(),
    'GET /api/guests/metadata/:id': ({ path }) => desk.of(path.id),
    'PUT /api/guests/metadata/:id': put,
    'POST /api/guests/metadata/:id': put,
    'DELETE /api/guests/metadata/:id': async ({ path }) => {
      await desk.remove(path.id)
      return null
    },
  }
}
