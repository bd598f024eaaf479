type Rule = Record<string, unknown>

const text: Rule = { type: 'string', minLength: 1 }
const anyText: Rule = { type: 'string' }
const off: Rule = { const: true }

/** An object with these fields and no others; those that end in `?` may be missing. */
function object(fields: Record<string, Rule>): Rule {
  const isOptional = (name: string): boolean => name.endsWith('?')
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(fields).filter((name) => !isOptional(name)),
    properties: Object.fromEntries(Object.entries(fields).map(([name, rule]) => [name.replace(/\?$/, ''), rule])),
  }
}

const list = (items: Rule, minItems = 0): Rule => ({ type: 'array', items, minItems })
const named = (name: string): Rule => ({ $ref: `#/definitions/${name}` })

const parameter = object({ key: text, value: anyText, 'description?': text, 'disabled?': off })

/** The rules of Postman's collection format 2.1.0, narrowed to what a good collection of our kind holds. */
export const collectionFormat: Rule = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  definitions: {
    event: object({
      listen: { enum: ['prerequest', 'test'] },
      script: object({ type: { const: 'text/javascript' }, exec: list(anyText, 1) }),
    }),
    parameter,
    url: object({
      raw: { type: 'string', pattern: '^\\{\\{P[VB][ES]_BASE_URL\\}\\}/api2/json(/[^?]+)?(\\?.+)?$' },
      host: { ...list(text, 1), maxItems: 1 },
      path: list(text, 2),
      'query?': list(named('parameter'), 1),
      'variable?': list(named('parameter'), 1),
    }),
    body: {
      oneOf: [
        object({ mode: { const: 'urlencoded' }, urlencoded: list(named('parameter')) }),
        object({
          mode: { const: 'formdata' },
          formdata: list({
            oneOf: [
              object({ key: text, value: anyText, type: { const: 'text' }, 'description?': text, 'disabled?': off }),
              object({ key: text, src: { type: 'null' }, type: { const: 'file' }, 'description?': text }),
            ],
          }),
        }),
      ],
    },
    request: {
      ...object({
        method: { enum: ['GET', 'POST', 'PUT', 'DELETE'] },
        description: text,
        header: { type: 'array', maxItems: 0 },
        url: named('url'),
        'body?': named('body'),
      }),
      if: { properties: { method: { enum: ['GET', 'DELETE'] } } },
      // A body with GET or DELETE is answered with 501.
      // oxlint-disable-next-line unicorn/no-thenable -- the word of JSON Schema
      then: { not: { required: ['body'] } },
      else: { required: ['body'] },
    },
    response: object({
      name: text,
      originalRequest: object({
        method: { enum: ['GET', 'POST', 'PUT', 'DELETE'] },
        header: { type: 'array', maxItems: 0 },
        url: named('url'),
      }),
      status: text,
      code: { type: 'integer', minimum: 100, maximum: 599 },
      header: list(object({ key: text, value: text })),
      body: anyText,
    }),
    item: object({
      name: text,
      event: list(named('event'), 1),
      request: named('request'),
      response: { ...list(named('response'), 1), maxItems: 1 },
    }),
    folder: object({ name: text, 'description?': text, item: list(named('entry'), 1) }),
    entry: { oneOf: [named('item'), named('folder')] },
  },
  ...object({
    info: object({
      _postman_id: { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' },
      name: text,
      description: text,
      version: text,
      schema: { const: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    }),
    item: list(named('entry'), 1),
    event: { ...list(named('event'), 2), maxItems: 2 },
    variable: list(object({ key: text, value: text, type: { const: 'string' }, description: text }), 1),
  }),
}

export const environmentFormat: Rule = object({
  id: { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' },
  name: text,
  values: list(
    object({ key: text, value: anyText, type: { enum: ['default', 'secret'] }, enabled: { const: true } }),
    1,
  ),
  _postman_variable_scope: { const: 'environment' },
})
