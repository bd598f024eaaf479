import { randomUUID } from 'node:crypto'

/** A line that no file holds. */
export const newBoundary = (): string => `pulse-${randomUUID()}`
