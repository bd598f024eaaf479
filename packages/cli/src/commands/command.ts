import type { Machine } from '../io/machine.ts'

interface Option {
  /** What stands for the value in the help, e.g. `port`. */
  value: string
  summary: string
}

/** One word after `pulse`. */
export interface Command {
  summary: string
  /** By name, without the dashes. All take a value. */
  options: Readonly<Record<string, Option>>
  /** Loaded when it is wanted: help and version need no server, a server needs no simulator. */
  load(): Promise<Run>
}

/** Ends when the command is done; for a server, when it is told to stop. */
export type Run = (given: Readonly<Record<string, string | undefined>>, machine: Machine) => Promise<void>
