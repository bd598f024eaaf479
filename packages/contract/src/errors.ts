/** What kind of failure an error code is; decides the HTTP status. */
export const statusOfKind = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  'wrong-method': 405,
  conflict: 409,
  'too-large': 413,
  'wrong-content': 415,
  throttled: 429,
  broken: 500,
  refused: 502,
  unavailable: 503,
  'disk-full': 507,
} as const

export type ErrorKind = keyof typeof statusOfKind

interface ErrorEntry {
  kind: ErrorKind
  /** What the code stands for. */
  meaning: string
  /** What to do about it. */
  advice: string
}

/** Every error code that an answer may carry. */
export const errorCatalogue = {
  'request.malformed': {
    kind: 'invalid',
    meaning: 'The body is not valid JSON, or not an object.',
    advice: 'Send one JSON object.',
  },
  'request.invalid': {
    kind: 'invalid',
    meaning: 'A field of the request has a wrong type or value; `field` names it.',
    advice: 'Correct the named field.',
  },
  'request.wrong-content': {
    kind: 'wrong-content',
    meaning: 'The body has a content type that is not understood.',
    advice: 'Send `Content-Type: application/json`.',
  },
  'request.too-large': {
    kind: 'too-large',
    meaning: 'The body is larger than this call accepts.',
    advice: 'Send less at once.',
  },
  'request.foreign-host': {
    kind: 'forbidden',
    meaning: 'The Host or Origin header names another site: a page elsewhere tries to use this server.',
    advice: 'Open Pulse under the address it printed at start.',
  },
  'route.missing': { kind: 'missing', meaning: 'There is no such path.', advice: 'Check the path.' },
  'route.wrong-method': {
    kind: 'wrong-method',
    meaning: 'The path exists, but not for this method; `Allow` lists those that do.',
    advice: 'Use one of the allowed methods.',
  },
  'connection.missing': {
    kind: 'missing',
    meaning: 'No connection has this id.',
    advice: 'List the connections with `GET /api/config/nodes`.',
  },
  'connection.duplicate': {
    kind: 'conflict',
    meaning: 'A connection with this name exists, or one that already watches this host or cluster.',
    advice: 'Change the existing connection, or choose another name.',
  },
  'connection.secret-needed': {
    kind: 'invalid',
    meaning: 'The change would send a stored secret to another place (host, port or certificate).',
    advice: 'Send the password or token value again with the change.',
  },
  'connection.unreachable': {
    kind: 'invalid',
    meaning: 'The test could not reach the host, or it refused the credentials; the message says which.',
    advice: 'Check address, credentials and certificate.',
  },
  'settings.not-saved': {
    kind: 'broken',
    meaning: 'The settings could not be written; nothing was changed.',
    advice: 'Check the data directory and its permissions.',
  },
  'settings.disk-full': {
    kind: 'disk-full',
    meaning: 'There is no space left in the data directory; nothing was changed.',
    advice: 'Free some space and repeat the call.',
  },
  'server.stopping': {
    kind: 'unavailable',
    meaning: 'The server is shutting down.',
    advice: 'Repeat the call in a few seconds.',
  },
  'server.broken': {
    kind: 'broken',
    meaning: 'Something failed that should not; the log has the details under the request id.',
    advice: 'Report it with the request id.',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorCatalogue

/** Body of every answer that is not a success. */
export interface ErrorBody {
  error: string
  code: ErrorCode
  /** Same as the HTTP status. */
  status_code: number
  /** Seconds since epoch. */
  timestamp: number
  field?: string
  /** Seconds. */
  retryAfter?: number
  requestId: string
  details?: Record<string, string>
}

export function statusOf(code: ErrorCode): number {
  return statusOfKind[errorCatalogue[code].kind]
}
