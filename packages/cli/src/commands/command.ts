import type { Machine } from '../io/machine.ts'

export interface Option {
  /** What stands for the value in the help, e.g. `port`. Absent: a switch, without a value. */
  readonly value?: string
  readonly summary: string
  /** May be given several times. */
  readonly repeated?: true
  /** One letter, for `-o`. */
  readonly short?: string
  /** The only values there are: checked, and offered by the shell's completion. */
  readonly choices?: readonly string[]
}

/** One thing that `pulse` does. */
export interface Command {
  readonly summary: string
  /** Names of the words that must follow the command, e.g. `path`. */
  readonly words?: readonly string[]
  /** Those that may follow after them; with `…` at its end, the last one as often as wanted. */
  readonly optionalWords?: readonly string[]
  /** Works, but is not listed: for programs, not for people. */
  readonly hidden?: true
  /** By name, without the dashes. */
  readonly options: Readonly<Record<string, Option>>
  /** Lines for the help, below the options. */
  readonly examples?: readonly string[]
  /** Loaded when it is wanted: help and version need no server, a server needs no simulator. */
  load(): Promise<Run>
}

/** Commands that belong together: `pulse api get`, `pulse api ls`. */
export interface Group {
  readonly summary: string
  readonly commands: Readonly<Record<string, Command>>
}

/** What was given on the command line. */
export interface Given {
  readonly words: readonly string[]
  /** Options with a value, by name. */
  readonly texts: Readonly<Record<string, string | undefined>>
  /** Those that may be repeated; empty where none was given. */
  readonly lists: Readonly<Record<string, readonly string[]>>
  /** The switches that were given. */
  readonly switches: ReadonlySet<string>
}

/** Ends when the command is done; for a server, when it is told to stop. Throws a `CommandError` where it cannot be done. */
export type Run = (given: Given, machine: Machine) => Promise<void>
