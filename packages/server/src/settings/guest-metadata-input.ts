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
 * Notes on guests that come from elsewhere, by guest id. An address that no browser should open is left out, with a
 * warning.
 *
 * @throws {ShapeProblem}
 * @throws {AppError} `request.invalid`: too many
 */
export function readGuestMetadata(value: unknown, warnings: string[]): Record<string, GuestMetadata> {
  const notes = Object.entries(read(value, { anyCase: true }))
  if (notes.length > mostNotes)
    throw new AppError('request.invalid', `there are notes on more than ${mostNotes} guests`)
  return Object.fromEntries(
    notes.map(([id, { customUrl = '', description = '', tags = null }]) => {
      if (id.length > longestId) throw new AppError('request.invalid', 'an id of a guest is too long')
      const problem = customUrlProblem(customUrl)
      if (problem !== undefined) warnings.push(`The address of guest "${id}" was left out: ${problem}`)
      return [id, { id, customUrl: problem === undefined ? customUrl : '', description, tags }]
    }),
  )
}
