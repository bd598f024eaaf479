import { Readable } from 'node:stream'

/** Gives the parts one after another, as fast as whoever reads takes them. */
export const bodyStream = (parts: readonly Buffer[]): Readable => Readable.from(parts)
