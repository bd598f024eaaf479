import { type ErrorBody, type ErrorCode, statusOf } from '@pulse/contract'
import { AppError } from '../platform/platform.ts'

/** Any failure as one of the catalogue. `undefined` for what should not have happened; the log has the details then. */
export function expectedFailure(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown }
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new AppError('request.wrong-content', 'The body must be JSON: send Content-Type: application/json')
  if (statusCode === 413) return new AppError('request.too-large', 'The body is too large for this call')
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return new AppError('request.malformed', 'Invalid request')
  return undefined
}

/** The body of an answer that is not a success. `now` is ms since epoch. */
export function errorBody(failure: AppError | undefined, requestId: string, now: number): ErrorBody {
  const code: ErrorCode = failure?.code ?? 'server.broken'
  return {
    error: failure?.message ?? 'An unexpected error occurred',
    code,
    status_code: statusOf(code),
    timestamp: Math.floor(now / 1000),
    ...(failure?.field === undefined ? {} : { field: failure.field }),
    ...(failure?.details === undefined ? {} : { details: { ...failure.details } }),
    ...(failure?.retryAfterSeconds === undefined ? {} : { retryAfter: failure.retryAfterSeconds }),
    requestId,
  }
}
