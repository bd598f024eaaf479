import type { Command } from './command.ts'
import { demo } from './demo.ts'
import { serve } from './serve.ts'

/** Every command, in the order of the help. */
export const commands: Readonly<Record<string, Command>> = { serve, demo }
