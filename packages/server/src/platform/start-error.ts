/** The server cannot start, for a reason that the person who starts it can remove. `message` is one line and says how. */
export class StartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'StartError'
  }
}
