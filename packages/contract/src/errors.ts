/** What kind of failure an error code is; decides the HTTP status. */
export const statusOfKind = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  'wrong-method': 405,
  'too-slow': 408,
  conflict: 409,
  'too-large': 413,
  'wrong-content': 415,
  throttled: 429,
  'head-too-large': 431,
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
  'request.head-too-large': {
    kind: 'head-too-large',
    meaning: 'The head of the request is larger than 16 kB, or has more than 64 lines.',
    advice: 'Send fewer headers; large ones are often cookies of other sites under the same name.',
  },
  'request.too-slow': {
    kind: 'too-slow',
    meaning: 'The request did not arrive in time: ten seconds for its head, thirty for all of it.',
    advice: 'Repeat the call; send less at once over a slow line.',
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
  'request.throttled': {
    kind: 'throttled',
    meaning: 'Too many calls of this kind from this address.',
    advice: 'Wait as many seconds as `Retry-After` says.',
  },
  'access.unauthenticated': {
    kind: 'unauthenticated',
    meaning: 'No credential was presented, or one that is wrong, expired or revoked.',
    advice: 'Log in, or send a valid token in `X-API-Token`.',
  },
  'access.forbidden': {
    kind: 'forbidden',
    meaning: 'The credential is good, but does not allow this call; `details.needs` says what would.',
    advice: 'Use a token with that scope, or log in.',
  },
  'access.csrf': {
    kind: 'forbidden',
    meaning:
      'A change was asked for with a session cookie, but without the matching token in `X-CSRF-Token`, or from a foreign page.',
    advice: 'Send the value of the cookie `pulse_csrf` in `X-CSRF-Token`.',
  },
  'access.from-environment': {
    kind: 'conflict',
    meaning: 'This credential is set by a variable of the environment and cannot be changed through the API.',
    advice: 'Change the variable and restart, or remove it.',
  },
  'access.password-required': {
    kind: 'conflict',
    meaning: 'A server always has a login, unless the environment says otherwise.',
    advice: 'Set `PULSE_ALLOW_UNAUTHENTICATED=true` to run without one.',
  },
  'setup.needed': {
    kind: 'unauthenticated',
    meaning: 'Nobody owns this server yet.',
    advice: 'Open it in a browser and finish the setup with the code it printed at start.',
  },
  'setup.done': {
    kind: 'conflict',
    meaning: 'This server has an owner already.',
    advice: 'Log in; `pulse user reset-password` helps who forgot the password.',
  },
  'setup.wrong-code': {
    kind: 'unauthenticated',
    meaning: 'The setup code is missing or wrong.',
    advice: 'Use the code that the server printed at start, or the one in `setup-code` in its data directory.',
  },
  'login.wrong': {
    kind: 'unauthenticated',
    meaning: 'User name or password is wrong.',
    advice: 'Try again; after five failures this address has to wait 15 minutes.',
  },
  'login.locked': {
    kind: 'forbidden',
    meaning: 'Too many failed logins from this address.',
    advice: 'Wait until the time in `details.lockedUntil`.',
  },
  'session.missing': {
    kind: 'missing',
    meaning: 'No session has this id.',
    advice: 'List the sessions with `GET /api/security/sessions`.',
  },
  'token.missing': {
    kind: 'missing',
    meaning: 'No API token has this id.',
    advice: 'List the tokens with `GET /api/security/tokens`.',
  },
  'token.duplicate': {
    kind: 'conflict',
    meaning: 'There is an API token with this name already.',
    advice: 'Choose another name, or revoke the other one.',
  },
  'export.refused': {
    kind: 'forbidden',
    meaning: 'Without a login, export and import are open to private networks only.',
    advice: 'Set up a login, or `ALLOW_UNPROTECTED_EXPORT=true`.',
  },
  'config-file.invalid': {
    kind: 'invalid',
    meaning: 'The file `pulse.yaml` has a mistake; the message names line and field.',
    advice: 'Correct it and apply it again.',
  },
  'settings.managed': {
    kind: 'conflict',
    meaning: 'This value is owned by `pulse.yaml` or by the environment.',
    advice: 'Change it there.',
  },
  'setup-script.unknown-address': {
    kind: 'invalid',
    meaning: 'An address for the script is missing or is no plain address.',
    advice: 'Send `host` and `pulseUrl` as addresses such as https://192.0.2.10:8006.',
  },
  'setup-code.wrong': {
    kind: 'unauthenticated',
    meaning: 'The setup code is wrong, used or expired, or is for the other product.',
    advice: 'Get a new setup command.',
  },
  'registration.refused': {
    kind: 'unauthenticated',
    meaning: 'Registration needs a login, an API token, a registration token or a setup code that is valid.',
    advice: 'Make a registration token, or get a new setup command.',
  },
  'registration-token.missing': {
    kind: 'missing',
    meaning: 'No such registration token.',
    advice: 'List them with `GET /api/tokens/list`.',
  },
  'storage.missing': {
    kind: 'missing',
    meaning: 'No storage and no node has this id.',
    advice: 'List the storages with `GET /api/storage/`.',
  },
  'discovery.busy': {
    kind: 'conflict',
    meaning: 'A scan is under way.',
    advice: 'Wait for its end, or stop it with `DELETE /api/discover`.',
  },
  'updates.failed': {
    kind: 'refused',
    meaning: 'The source of releases gave no usable answer; the message says why.',
    advice: 'Check the setting `updateSource`, or try again later.',
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
  'server.full': {
    kind: 'unavailable',
    meaning: 'As many WebSockets are open as this server takes in all.',
    advice: 'Try again later.',
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
