import type { Access, LimitName } from '../endpoints/endpoint.ts'
import type { DocumentedCall } from './documented-call.ts'
import type { Json } from './json-schema.ts'

/** Who may call, in a sentence. */
export const accessWords: Readonly<Record<Access, string>> = {
  open: 'Open to everybody.',
  read: 'Needs a login, or an API token with the scope `read` or `write`.',
  write: 'Needs a login, or an API token with the scope `write`.',
  notify: 'Needs a login, or an API token with the scope `notify`.',
  register: 'Needs a login, or an API token with the scope `register`.',
  owner: 'Needs a login, or an API token with every scope.',
  invited:
    'Needs a login, an API token with the scope `register`, a registration token (`X-Registration-Token`) or a setup code.',
}

/** How often one address may call, beside the general limit of all calls. */
export const limitWords: Readonly<Record<LimitName, string>> = {
  login: '10 a minute',
  transfer: '5 a minute',
  'test-mail': '10 a minute',
  'update-check': '10 an hour',
  register: '10 a minute',
  probe: '10 a minute',
}

/** Of all calls together, from one address. */
export const generalLimitWords = '500 a minute'

/** What may stand for whom: each entry is one way in, and all of its parts have to be there. */
export function securityOf({ verb, endpoint }: DocumentedCall): Json[] {
  const { access, tokenInQuery } = endpoint
  if (access === 'open') return []
  return [
    { token: [] },
    { bearer: [] },
    verb === 'GET' ? { session: [] } : { session: [], csrf: [] },
    { basic: [] },
    ...(tokenInQuery ? [{ tokenInQuery: [] }] : []),
    ...(access === 'invited' ? [{ registrationToken: [] }, { setupCode: [] }] : []),
  ]
}

/** Under the names that `securityOf` uses. */
export const securitySchemes: Json = {
  token: { type: 'apiKey', in: 'header', name: 'X-API-Token', description: 'An API token. The best way for scripts.' },
  bearer: { type: 'http', scheme: 'bearer', description: 'The same API token, as `Authorization: Bearer …`.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'pulse_session',
    description: 'Set by `POST /api/login`; good for 24 hours.',
  },
  csrf: {
    type: 'apiKey',
    in: 'header',
    name: 'X-CSRF-Token',
    description: 'The value of the cookie `pulse_csrf`: goes with a session in every call that changes something.',
  },
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'User name and password; the answer sets the cookies of a session.',
  },
  tokenInQuery: {
    type: 'apiKey',
    in: 'query',
    name: 'token',
    description: 'An API token in the address, for export and import alone: addresses end up in logs.',
  },
  registrationToken: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Registration-Token',
    description: 'Made by `POST /api/tokens/generate`.',
  },
  setupCode: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Setup-Code',
    description: 'A code for one registration, made by `POST /api/setup-script-url`.',
  },
}
