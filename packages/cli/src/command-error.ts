/** Why a command could not be done. Each kind has an exit code of its own, so that scripts can tell them apart. */
export const exitCodes = {
  /** Something went wrong that no other kind names. */
  failed: 1,
  /** The command line was not understood. */
  usage: 2,
  /** A value was refused: a parameter, a file, an answer to a question. */
  invalid: 3,
  /** No login, a wrong one, or one that has expired. */
  unauthenticated: 4,
  /** Logged in, but without the right to do this. */
  forbidden: 5,
  /** What was asked for does not exist. */
  missing: 6,
  /** Somebody else is at it: locked, exists already, changed meanwhile. */
  conflict: 7,
  /** No answer: the host is down, the name unknown, time ran out. */
  unavailable: 8,
  /** The certificate is not the expected one. Nothing was sent. */
  certificate: 9,
  /** This version does not have the call. */
  unsupported: 10,
  /** A task was started and ended with an error. */
  'task-failed': 11,
} as const

export type CommandErrorKind = keyof typeof exitCodes

/** One clear line for a person, and an exit code for a script. Holds no secret. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly kind: CommandErrorKind

  constructor(kind: CommandErrorKind, message: string) {
    super(message)
    this.kind = kind
  }
}
