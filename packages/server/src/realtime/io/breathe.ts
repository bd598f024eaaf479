import { setImmediate } from 'node:timers/promises'

/** Lets sockets and timers have their turn in the middle of long work. */
export const breathe = (): Promise<void> => setImmediate()
