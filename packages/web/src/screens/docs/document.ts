/** What this page needs of an OpenAPI 3.1 document. Our own server made it, so a missing part is left out, not refused. */
export interface Schema {
  $ref?: string
  type?: string | readonly string[]
  format?: string
  const?: unknown
  enum?: readonly unknown[]
  description?: string
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  anyOf?: readonly Schema[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  pattern?: string
}

interface Content {
  schema?: Schema
  example?: unknown
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required?: boolean
  description?: string
  schema?: Schema
  example?: unknown
}

interface Response {
  $ref?: string
  description?: string
  content?: Readonly<Record<string, Content>>
}

interface Operation {
  operationId?: string
  summary?: string
  description?: string
  tags?: readonly string[]
  deprecated?: boolean
  parameters?: readonly Parameter[]
  requestBody?: { required?: boolean; content?: Readonly<Record<string, Content>> }
  responses?: Readonly<Record<string, Response>>
  'x-scope'?: string
  'x-rate-limit'?: string
}

interface OpenApiDocument {
  info?: { title?: string; version?: string; description?: string }
  tags?: readonly { name: string; description?: string }[]
  paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  components?: {
    schemas?: Readonly<Record<string, Schema>>
    responses?: Readonly<Record<string, Response>>
  }
}

export interface Body {
  /** `application/json` and the like. */
  kind: string
  schema: Schema | null
  /** Undefined where there is none. */
  example: unknown
}

export interface Answer {
  /** `200`, or `default` for all others. */
  status: string
  description: string
  body: Body | null
}

/** One call, as it is shown. */
export interface Call {
  id: string
  method: string
  path: string
  summary: string
  description: string
  group: string
  /** `open`, `owner`, `invited` or a scope. */
  scope: string
  /** `10 a minute`; null for the general one. */
  limit: string | null
  deprecated: boolean
  parameters: readonly Parameter[]
  body: (Body & { required: boolean }) | null
  success: Answer | null
  failures: readonly Answer[]
}

export interface CallGroup {
  name: string
  description: string
  calls: readonly Call[]
}

export interface ApiDocument {
  title: string
  version: string
  description: string
  groups: readonly CallGroup[]
  schemas: Readonly<Record<string, Schema>>
}

const methods = ['get', 'post', 'put', 'delete'] as const

/** Calls by group, in the order of the document. */
export function readDocument(source: unknown): ApiDocument {
  const { info = {}, tags = [], paths = {}, components = {} } = source as OpenApiDocument
  const calls = Object.entries(paths).flatMap(([path, operations]) =>
    methods.flatMap((method) => {
      const operation = operations[method]
      return operation ? [readCall(method.toUpperCase(), path, operation, components.responses ?? {})] : []
    }),
  )
  const described = new Map(tags.map(({ name, description }) => [name, description ?? '']))
  const names = new Set([...described.keys(), ...calls.map(({ group }) => group)])
  return {
    title: info.title ?? '',
    version: info.version ?? '',
    description: info.description ?? '',
    groups: [...names]
      .map((name) => ({
        name,
        description: described.get(name) ?? '',
        calls: calls.filter(({ group }) => group === name),
      }))
      .filter((group) => group.calls.length > 0),
    schemas: components.schemas ?? {},
  }
}

function readCall(
  method: string,
  path: string,
  operation: Operation,
  shared: Readonly<Record<string, Response>>,
): Call {
  const answers = Object.entries(operation.responses ?? {}).map(([status, response]) =>
    readAnswer(status, response, shared),
  )
  const isSuccess = ({ status }: Answer): boolean => /^[123]/.test(status)
  const body = operation.requestBody && bodyOf(operation.requestBody.content)
  return {
    id: operation.operationId ?? `${method} ${path}`,
    method,
    path,
    summary: operation.summary ?? '',
    description: operation.description ?? '',
    group: operation.tags?.[0] ?? '',
    scope: operation['x-scope'] ?? '',
    limit: operation['x-rate-limit'] ?? null,
    deprecated: operation.deprecated ?? false,
    parameters: operation.parameters ?? [],
    body: body ? { ...body, required: operation.requestBody?.required ?? false } : null,
    success: answers.find(isSuccess) ?? null,
    failures: answers.filter((answer) => !isSuccess(answer)),
  }
}

function readAnswer(status: string, response: Response, shared: Readonly<Record<string, Response>>): Answer {
  const { description = '', content } = response.$ref ? (shared[lastPart(response.$ref)] ?? {}) : response
  return { status, description, body: bodyOf(content) }
}

function bodyOf(content: Readonly<Record<string, Content>> | undefined): Body | null {
  const [first] = Object.entries(content ?? {})
  return first ? { kind: first[0], schema: first[1].schema ?? null, example: first[1].example } : null
}

/** `#/components/schemas/Error` is `Error`. */
export const lastPart = (reference: string): string => reference.slice(reference.lastIndexOf('/') + 1)

/** Groups with the calls that hold every word, in path, summary, group or scope; groups without any are left out. */
export function findCalls(groups: readonly CallGroup[], search: string): CallGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const holds = ({ method, path, summary, group, scope }: Call): boolean => {
    const text = `${method} ${path} ${summary} ${group} ${scope}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
  return groups
    .map((group) => ({ ...group, calls: group.calls.filter(holds) }))
    .filter((group) => group.calls.length > 0)
}
