import type { CallKey } from '../../client/client.ts'
import { accessWords, limitWords } from '../access-words.ts'
import type { DocumentedCall } from '../documented-call.ts'
import { type Item, type Parameter, script, type Url } from './postman-format.ts'
import { type SpecialCall, specialCalls } from './special-calls.ts'
import { testScript } from './test-script.ts'

/** Before the names of requests that take something away or end what others may use. */
export const destructiveMark = '⚠ '

export const specialOf = ({ key }: DocumentedCall): SpecialCall => specialCalls[key as CallKey] ?? {}

/** The request of a call, ready to be sent. */
export function requestItem(call: DocumentedCall): Item {
  const { verb, endpoint } = call
  const { body = endpoint.example?.body, needs, before, isDestructive } = specialOf(call)
  const scripts = [...(needs ? [skipWithout(needs)] : []), ...(before === undefined ? [] : [before])]
  return {
    name: `${isDestructive ? destructiveMark : ''}${endpoint.summary}`,
    event: [
      ...(scripts.length > 0 ? [script('prerequest', scripts.join('\n'))] : []),
      script('test', testScript(call, specialOf(call))),
    ],
    request: {
      method: verb,
      description: noteOf(call),
      header: [],
      url: urlOf(call),
      ...(body !== undefined && {
        body: { mode: 'raw', raw: JSON.stringify(body, null, 2), options: { raw: { language: 'json' } } },
      }),
    },
    response: savedAnswer(call),
  }
}

/** JavaScript that lets a request be where a variable is not filled in. */
function skipWithout(names: readonly string[]): string {
  return `const missing = ${JSON.stringify(names)}.filter((name) => !pm.variables.get(name))
if (missing.length > 0) {
  console.log('Not sent: set ' + missing.join(' and ') + '.')
  pm.execution.skipRequest()
}`
}

/** `{{PULSE_BASE_URL}}/api/config/nodes/:id`, in the parts that Postman wants. */
function urlOf(call: DocumentedCall): Url {
  const { path, placeholders, endpoint } = call
  const special = specialOf(call)
  // An empty last segment is the slash at the end.
  const segments = path
    .slice(1)
    .split('/')
    .map((segment) => segment.replace(/^\{(.+)\}$/, ':$1'))
  const base = '{{PULSE_BASE_URL}}'
  const query = queryOf(call)
  const sent = query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`)
  const address = [base, ...segments].join('/')
  return {
    raw: sent.length > 0 ? `${address}?${sent.join('&')}` : address,
    host: [base],
    path: segments,
    ...(query.length > 0 && { query }),
    ...(placeholders.length > 0 && {
      variable: placeholders.map((key) => ({ key, value: special.path?.[key] ?? endpoint.example?.path?.[key] ?? '' })),
    }),
  }
}

/** All that the call knows; what the request does not need is switched off. */
function queryOf(call: DocumentedCall): Parameter[] {
  const { query, example } = call.endpoint
  const on = specialOf(call).query ?? example?.query ?? {}
  const { properties = {} } = (query ?? {}) as { properties?: Record<string, { description?: string }> }
  return Object.entries(properties).map(([key, { description }]) => ({
    key,
    value: String(on[key] ?? example?.query?.[key] ?? ''),
    ...(description !== undefined && { description }),
    ...(on[key] === undefined && { disabled: true as const }),
  }))
}

function noteOf(call: DocumentedCall): string {
  const { verb, path, endpoint } = call
  const { description, access, limit } = endpoint
  return [
    `\`${verb} ${path}\``,
    description ?? `${endpoint.summary}${/[.?]$/.test(endpoint.summary) ? '' : '.'}`,
    ...(specialOf(call).isDestructive ? ['**⚠** Takes something away, or ends what others may use.'] : []),
    [`- ${accessWords[access]}`, ...(limit ? [`- At most ${limitWords[limit]} from one address.`] : [])].join('\n'),
  ].join('\n\n')
}

function savedAnswer(call: DocumentedCall): Item['response'] {
  const { status = 200, produces, example } = call.endpoint
  const { output } = example ?? {}
  const words = { 200: 'OK', 201: 'Created', 204: 'No Content' } as const
  const type = produces ?? 'application/json; charset=utf-8'
  const url = urlOf(call)
  return [
    {
      name: 'Example',
      originalRequest: { method: call.verb, header: [], url },
      status: words[status],
      code: status,
      header: status === 204 ? [] : [{ key: 'Content-Type', value: type }],
      body: output === undefined ? '' : typeof output === 'string' ? output : JSON.stringify(output, null, 2),
    },
  ]
}
