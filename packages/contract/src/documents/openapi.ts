import type { TSchema } from 'typebox'
import { accessWords, generalLimitWords, limitWords, securityOf, securitySchemes } from './access-words.ts'
import { callGroups, type DocumentedCall, documentedCalls } from './documented-call.ts'
import { type Json, SchemaBook } from './json-schema.ts'
import { answersOf, errorComponents } from './openapi-answers.ts'

/**
 * The HTTP interface of Pulse as an OpenAPI 3.1 document, ready for `JSON.stringify`, made from the endpoint table.
 *
 * @param version of the product
 * @example await writeFile('pulse.openapi.json', JSON.stringify(openApiDocument('1.0.0')))
 */
export function openApiDocument(version: string): Json {
  const book = new SchemaBook()
  const paths: Record<string, Json> = {}
  for (const call of documentedCalls) (paths[call.path] ??= {})[call.verb.toLowerCase()] = operationOf(call, book)
  paths['/ws'] = { get: socketOperation }
  const { responses, schemas } = errorComponents(documentedCalls, book)
  return {
    openapi: '3.1.0',
    info: { title: 'Pulse API', version, description: about, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [
      { url: '/', description: 'The server that this document comes from.' },
      {
        url: '{scheme}://{host}:{port}',
        description: 'Any other.',
        variables: {
          scheme: { default: 'http', enum: ['http', 'https'] },
          host: { default: 'localhost' },
          port: { default: '7655' },
        },
      },
    ],
    tags: [
      ...callGroups.map(({ name, description }) => ({ name, description })),
      { name: 'WebSocket', description: 'The picture as it changes.' },
    ],
    paths,
    components: { schemas: { ...book.components(), ...schemas }, responses, securitySchemes },
  }
}

const about = [
  'Everything that the web interface of Pulse does, it does with these calls; scripts may use them all.',
  '**Log in** with an API token in `X-API-Token` (best for scripts), with `Authorization: Bearer`, with HTTP Basic, or with `POST /api/login`, whose session cookie needs `X-CSRF-Token` in every call that changes something.',
  'A token has scopes: `read`, `write` (includes `read`), `notify`, `register`. `x-scope` of a call tells which one it needs; `owner` stands for a login, or a token with every scope.',
  `All calls together are limited to ${generalLimitWords} from one address; some have a limit of their own (\`x-rate-limit\`). \`429\` carries \`Retry-After\`.`,
  'Every answer that is no success is JSON with `error` for people and `code` for programs.',
  'A value that is not known is `null`, never 0. Fields may be added to any answer at any time.',
].join('\n\n')

function operationOf(call: DocumentedCall, book: SchemaBook): Json {
  const { access, limit, summary, body, bodyOptional, example } = call.endpoint
  const parameters = [...pathParameters(call), ...queryParameters(call, book)]
  return {
    operationId: call.operationId,
    summary,
    description: descriptionOf(call),
    tags: [call.group],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        ...(!bodyOptional && { required: true }),
        content: {
          'application/json': {
            schema: book.schemaOf(body),
            ...(example?.body !== undefined && { example: example.body }),
          },
        },
      },
    }),
    responses: answersOf(call, book),
    security: securityOf(call),
    ...(summary.startsWith('Deprecated') && { deprecated: true }),
    'x-scope': access,
    ...(limit && { 'x-rate-limit': limitWords[limit] }),
  }
}

function descriptionOf({ endpoint }: DocumentedCall): string {
  const { description, access, limit } = endpoint
  const said = [description, accessWords[access], limit && `At most ${limitWords[limit]} from one address.`]
  return said.filter(Boolean).join('\n\n')
}

function pathParameters({ placeholders, endpoint }: DocumentedCall): Json[] {
  return placeholders.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
    ...(endpoint.example?.path?.[name] !== undefined && { example: endpoint.example.path[name] }),
  }))
}

function queryParameters({ endpoint }: DocumentedCall, book: SchemaBook): Json[] {
  const { query, example } = endpoint
  const { properties = {}, required = [] } = (query ?? {}) as {
    properties?: Record<string, TSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...schema } = book.schemaOf(property)
    return {
      name,
      in: 'query',
      ...(required.includes(name) && { required: true }),
      ...(description !== undefined && { description }),
      schema,
      ...(example?.query?.[name] !== undefined && { example: example.query[name] }),
    }
  })
}

/** No call of the table: it stays open. */
const socketOperation: Json = {
  operationId: 'openWebSocket',
  summary: 'Listen to the picture as it changes',
  description: [
    'An upgrade to a WebSocket. Messages are JSON: `{"type": …, "data": …}`.',
    'Without a subprotocol the server sends `welcome`, then the complete state as `initialState`, and again as `rawData` whenever it has changed; `data` is what `GET /api/state` answers. It also tells `node_deleted`, `node_auto_registered` and `discovery_update`, and sends `ping` from time to time. The client may send `{"type": "requestData"}` and `{"type": "ping"}`.',
    'With the subprotocol `pulse.delta.v1` it sends one snapshot, then numbered changes: the web interface listens so.',
    'The same logins count as for calls. A browser must come from this server or from an origin in `allowedOrigins`. The socket is closed when the session or token that opened it ends.',
    accessWords.read,
  ].join('\n\n'),
  tags: ['WebSocket'],
  responses: {
    '101': { description: 'The connection becomes a WebSocket.' },
    '401': { $ref: '#/components/responses/Unauthenticated' },
    '403': { $ref: '#/components/responses/Forbidden' },
    '429': { $ref: '#/components/responses/Throttled' },
    default: { $ref: '#/components/responses/Failed' },
  },
  security: [{ token: [] }, { bearer: [] }, { session: [] }, { basic: [] }],
  'x-scope': 'read',
}
