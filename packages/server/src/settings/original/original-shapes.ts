import Type, { type TSchema } from 'typebox'

/** What the original wrote: anything may be missing, and an empty list may be `null`. */
export const Text = Type.Optional(Type.String())
export const Flag = Type.Optional(Type.Boolean())
export const ListOf = <T extends TSchema>(item: T) => Type.Optional(Type.Union([Type.Array(item), Type.Null()]))
