import Type, { type Static } from 'typebox'
import { errorCatalogue, type ErrorBody, type ErrorCode, statusOf } from '../errors.ts'
import type { DocumentedCall } from './documented-call.ts'
import type { Json, SchemaBook } from './json-schema.ts'

/** `ErrorBody` as a schema. */
const ErrorShape = Type.Object({
  error: Type.String({ description: 'For people: what happened, and what to do about it.' }),
  code: Type.String({ description: 'For programs: one of the catalogue.' }),
  status_code: Type.Integer({ description: 'Same as the HTTP status.' }),
  timestamp: Type.Integer({ description: 'Seconds since epoch.' }),
  field: Type.Optional(Type.String({ description: 'The field of the request that is to blame.' })),
  retryAfter: Type.Optional(Type.Integer({ description: 'Seconds; the same as the header `Retry-After`.' })),
  requestId: Type.String({ description: 'The same as the header `X-Request-Id`.' }),
  details: Type.Optional(Type.Record(Type.String(), Type.String())),
})

/** Answers that many calls can give, with the codes that lead to them. */
const common = {
  Invalid: ['request.malformed', 'request.invalid'],
  Unauthenticated: ['access.unauthenticated', 'setup.needed'],
  Forbidden: ['access.forbidden', 'access.csrf', 'request.foreign-host', 'login.locked'],
  TooLarge: ['request.too-large'],
  WrongContent: ['request.wrong-content'],
  Throttled: ['request.throttled'],
  Failed: ['server.broken', 'server.stopping'],
} as const satisfies Record<string, readonly ErrorCode[]>
type CommonName = keyof typeof common

/** For `components`: the answers that calls refer to, and the schema that all errors have. */
export function errorComponents(
  calls: readonly DocumentedCall[],
  book: SchemaBook,
): { responses: Json; schemas: Json } {
  const shared = calls.flatMap(refusalsOf).filter(({ component }) => component !== undefined)
  const byName = new Map(shared.map(({ component = '', codes }) => [component, codes]))
  const names = [...byName.keys()].toSorted()
  return {
    responses: {
      ...Object.fromEntries(names.map((name) => [name, errorAnswer(byName.get(name) ?? [])])),
      Failed: errorAnswer(common.Failed),
    },
    schemas: { Error: book.schemaOf(ErrorShape) },
  }
}

/** Every answer of a call, by status. */
export function answersOf(call: DocumentedCall, book: SchemaBook): Json {
  const refusals = refusalsOf(call).map(({ status, component, codes }) => [
    status,
    component === undefined ? errorAnswer(codes) : { $ref: `#/components/responses/${component}` },
  ])
  const failed = { $ref: '#/components/responses/Failed' }
  return { ...success(call, book), ...Object.fromEntries(refusals), default: failed }
}

interface Refusal {
  readonly status: string
  /** Its name, where other calls have the same. */
  readonly component: string | undefined
  readonly codes: readonly ErrorCode[]
}

/** One for each status, in their order: what every call of the kind can answer, and what the endpoint names. */
function refusalsOf(call: DocumentedCall): Refusal[] {
  const named = commonOf(call)
  const own = Map.groupBy(call.endpoint.errors, (code) => String(statusOf(code)))
  const statuses = new Set([...own.keys(), ...named.map(statusOfCommon)])
  return [...statuses].toSorted().map((status) => {
    const name = named.find((one) => statusOfCommon(one) === status)
    const [first, ...more] = own.get(status) ?? []
    if (first === undefined) return { status, component: name, codes: name ? common[name] : [] }
    const codes = [...new Set([first, ...more, ...(name ? common[name] : [])])]
    return { status, component: codes.length === 1 ? componentName(first) : undefined, codes }
  })
}

/** `SettingsNotSaved` of `settings.not-saved`. */
const componentName = (code: ErrorCode): string =>
  code
    .split(/[.-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

const statusOfCommon = (name: CommonName): string => String(statusOf(common[name][0]))

function commonOf({ verb, endpoint }: DocumentedCall): CommonName[] {
  const { access, body, query } = endpoint
  const isClosed = access !== 'open'
  return [
    ...(body || query ? (['Invalid'] as const) : []),
    ...(isClosed ? (['Unauthenticated'] as const) : []),
    ...(isClosed || verb !== 'GET' ? (['Forbidden'] as const) : []),
    ...(body ? (['TooLarge', 'WrongContent'] as const) : []),
    'Throttled',
  ]
}

function errorAnswer(codes: readonly ErrorCode[]): Json {
  const [first = 'server.broken'] = codes
  const isThrottled = codes.includes('request.throttled')
  const header = { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } }
  const schema = { $ref: '#/components/schemas/Error' }
  return {
    description: codes.map((code) => `\`${code}\`: ${errorCatalogue[code].meaning}`).join('\n\n'),
    ...(isThrottled && { headers: { 'Retry-After': header } }),
    content: { 'application/json': { schema, example: errorExample(first) } },
  }
}

function errorExample(code: ErrorCode): Static<typeof ErrorShape> & ErrorBody {
  return {
    error: errorCatalogue[code].meaning,
    code,
    status_code: statusOf(code),
    timestamp: 1_767_225_600,
    ...(code === 'request.throttled' && { retryAfter: 42 }),
    requestId: '3f1c2a64-5b0e-4c1e-9d4d-0a3f5e7b9c11',
  }
}

function success({ endpoint }: DocumentedCall, book: SchemaBook): Json {
  const { status = 200, output, produces, example } = endpoint
  if (status === 204) return { '204': { description: 'Done; there is nothing to tell.' } }
  const schema = book.schemaOf(output)
  const shown = example?.output !== undefined && { example: example.output }
  const type = produces?.split(';')[0] ?? 'application/json'
  return {
    [String(status)]: {
      description: status === 201 ? 'Made.' : 'Done.',
      content: { [type]: { schema, ...shown } },
    },
  }
}
