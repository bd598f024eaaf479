type Rule = Record<string, unknown>

const text: Rule = { type: 'string', minLength: 1 }
const anyText: Rule = { type: 'string' }
const uuid: Rule = { type: 'string', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }

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
const parameter = object({ key: text, value: anyText, 'description?': text, 'disabled?': { const: true } })
const verb: Rule = { enum: ['GET', 'POST', 'PUT', 'DELETE'] }

/** The rules of Postman's collection format 2.1.0, narrowed to what our own collection holds. */
export const collectionFormat: Rule = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  definitions: {
    event: object({
      listen: { enum: ['prerequest', 'test'] },
      script: object({ type: { const: 'text/javascript' }, exec: list(anyText, 1) }),
    }),
    url: object({
      raw: { type: 'string', pattern: '^\\{\\{PULSE_BASE_URL\\}\\}/api/[a-z0-9:/.-]+(\\?.+)?$' },
      host: { ...list(text, 1), maxItems: 1 },
      // The last may be empty: a slash at the end.
      path: list(anyText, 2),
      'query?': list(parameter, 1),
      'variable?': list(parameter, 1),
    }),
    request: object({
      method: verb,
      description: text,
      header: { type: 'array', maxItems: 0 },
      url: named('url'),
      'body?': object({
        mode: { const: 'raw' },
        raw: text,
        options: object({ raw: object({ language: { const: 'json' } }) }),
      }),
    }),
    response: object({
      name: text,
      originalRequest: object({ method: verb, header: { type: 'array', maxItems: 0 }, url: named('url') }),
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
  },
  ...object({
    info: object({
      _postman_id: uuid,
      name: text,
      description: text,
      version: text,
      schema: { const: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    }),
    item: list(object({ name: text, description: text, item: list(named('item'), 1) }), 1),
    event: { ...list(named('event'), 2), maxItems: 2 },
    variable: list(object({ key: text, value: text, type: { const: 'string' }, description: text }), 1),
  }),
}

export const environmentFormat: Rule = object({
  id: uuid,
  name: text,
  values: list(
    object({ key: text, value: anyText, type: { enum: ['default', 'secret'] }, enabled: { const: true } }),
    1,
  ),
  _postman_variable_scope: { const: 'environment' },
})
