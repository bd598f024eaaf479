/** Why a command could not be done. Each kind has an exit code of its own, so that scripts can tell them apart. */
export const exits = {
  failed: { code: 1, meaning: 'Something went wrong that no other code names.' },
  usage: { code: 2, meaning: 'The command line was not understood.' },
  invalid: { code: 3, meaning: 'A value was refused: a parameter, a file, an answer to a question.' },
  unauthenticated: { code: 4, meaning: 'No login, a wrong one, or one that has expired.' },
  forbidden: { code: 5, meaning: 'Logged in, but without the right to do this.' },
  missing: { code: 6, meaning: 'What was asked for does not exist.' },
  conflict: { code: 7, meaning: 'Somebody else is at it: locked, exists already, changed meanwhile.' },
  unavailable: { code: 8, meaning: 'No answer: the host is down, the name unknown, time ran out.' },
  certificate: { code: 9, meaning: 'The certificate is not the expected one. Nothing was sent.' },
  unsupported: { code: 10, meaning: 'This version does not have the call.' },
  'task-failed': { code: 11, meaning: 'A task was started and ended with an error.' },
} as const

export type CommandErrorKind = keyof typeof exits

/** One clear line for a person, and an exit code for a script. Holds no secret. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly kind: CommandErrorKind

  constructor(kind: CommandErrorKind, message: string) {
    super(message)
    this.kind = kind
  }
}
