import Type, { type Static } from 'typebox'
import type { Endpoint, EndpointKey } from './endpoint.ts'

export const GuestMetadataShape = Type.Object({
  id: Type.String(),
  customUrl: Type.String({ description: 'http or https, or empty.' }),
  description: Type.String(),
  tags: Type.Union([Type.Array(Type.String()), Type.Null()]),
})
/** What the owner noted of a guest. It follows the guest through migration and renaming. */
export type GuestMetadata = Static<typeof GuestMetadataShape>

/** Absent is empty, as documented. */
export const GuestMetadataInputShape = Type.Object({
  customUrl: Type.Optional(Type.String({ maxLength: 2000 })),
  description: Type.Optional(Type.String({ maxLength: 2000 })),
  tags: Type.Optional(Type.Union([Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50 }), Type.Null()])),
})
export type GuestMetadataInput = Static<typeof GuestMetadataInputShape>

const notesExample: GuestMetadata = {
  id: 'k3v9qmx2~guest~101',
  customUrl: 'https://wiki.example.org/web',
  description: 'The web server',
  tags: ['prod'],
}

const put = {
  access: 'write',
  body: GuestMetadataInputShape,
  output: GuestMetadataShape,
  errors: ['settings.not-saved', 'settings.disk-full'],
  example: {
    path: { id: notesExample.id },
    body: { customUrl: 'https://wiki.example.org/web', description: 'The web server', tags: ['prod'] },
    output: notesExample,
  },
} as const satisfies Partial<Endpoint>

export const guestMetadataEndpoints = {
  'GET /api/guests/metadata': {
    summary: 'Notes on all guests, by guest id',
    access: 'read',
    output: Type.Record(Type.String(), GuestMetadataShape),
    errors: [],
    example: { output: { [notesExample.id]: notesExample } },
  },
  'GET /api/guests/metadata/': {
    summary: 'The same, with a slash',
    access: 'read',
    output: Type.Record(Type.String(), GuestMetadataShape),
    errors: [],
    example: { output: { [notesExample.id]: notesExample } },
  },
  'GET /api/guests/metadata/:id': {
    summary: 'Notes on one guest; empty ones where there are none',
    access: 'read',
    output: GuestMetadataShape,
    errors: [],
    example: { path: { id: notesExample.id }, output: notesExample },
  },
  'PUT /api/guests/metadata/:id': { summary: 'Set the notes on a guest; absent fields become empty', ...put },
  'POST /api/guests/metadata/:id': { summary: 'The same as PUT', ...put },
  'DELETE /api/guests/metadata/:id': {
    summary: 'Delete the notes on a guest',
    access: 'write',
    output: Type.Null(),
    status: 204,
    errors: ['settings.not-saved', 'settings.disk-full'],
    example: { path: { id: notesExample.id } },
  },
} as const satisfies Record<EndpointKey, Endpoint>
