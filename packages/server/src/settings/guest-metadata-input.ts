import { type GuestMetadata, GuestMetadataInputShape, GuestMetadataShape } from '@pulse/contract'
import Type from 'typebox'
import { AppError } from '../platform/platform.ts'
import { customUrlProblem } from './custom-url.ts'
import { shapeReader } from './read-shape.ts'

const read = shapeReader(
  Type.Record(
    Type.String(),
    Type.Object({ ...GuestMetadataInputShape.properties, id: Type.Optional(GuestMetadataShape.properties.id) }),
  ),
)

const mostNotes = 100_000
const longestId = 500

/**
 * Notes on guests that come from elsewhere, by guest id.
 *
 * @throws {ShapeProblem}
 * @throws {AppError} `request.invalid`: too many, or an address that no browser should open
 */
export function readGuestMetadata(value: unknown): Record<string, GuestMetadata> {
  const notes = Object.entries(read(value, { anyCase: true }))
  if (notes.length > mostNotes)
    throw new AppError('request.invalid', `there are notes on more than ${mostNotes} guests`)
  return Object.fromEntries(
    notes.map(([id, { customUrl = '', description = '', tags = null }]) => {
      if (id.length > longestId) throw new AppError('request.invalid', 'an id of a guest is too long')
      const problem = customUrlProblem(customUrl)
      if (problem !== undefined) throw new AppError('request.invalid', `"${id}": ${problem}`)
      return [id, { id, customUrl, description, tags }]
    }),
  )
}
