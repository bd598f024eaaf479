import type { ErrorCode } from '@pulse/contract'

/** A failure with a code of the catalogue. `message` is for people and says what to do; it never holds a secret. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly details: Readonly<Record<string, string>> | undefined
  /** For `request.throttled` and the like: when to try again. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    more: { field?: string; details?: Record<string, string>; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'AppError'
    this.code = code
    this.field = more.field
    this.details = more.details
    this.retryAfterSeconds = more.retryAfterSeconds
  }
}
