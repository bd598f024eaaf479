/** Readers of parameters that the schema has accepted already: text from a query or form, or typed from JSON. */
export type Parameters = Readonly<Record<string, unknown>>

export function textOf(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name]
  if (value === undefined || value === null) return undefined
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined
}

export function numberOf(parameters: Parameters, name: string): number | undefined {
  const text = textOf(parameters, name)
  return text === undefined || text === '' ? undefined : Number(text)
}

export function flagOf(parameters: Parameters, name: string): boolean {
  return ['1', 'true', 'yes', 'on'].includes(textOf(parameters, name)?.toLowerCase() ?? '')
}

/** Values of a list parameter: one text with separators, or a repeated key. */
export function listOf(parameters: Parameters, name: string): string[] {
  const value = parameters[name]
  const texts = Array.isArray(value) ? value.map(String) : [textOf(parameters, name) ?? '']
  return texts.flatMap((text) => text.split(/[,; \0]+/)).filter((text) => text !== '')
}

/** Query text or form body. Repeated keys become a list. */
export function parseForm(text: string): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [key, value] of new URLSearchParams(text)) {
    const known = Object.hasOwn(values, key) ? values[key] : undefined
    values[key] = known === undefined ? value : Array.isArray(known) ? [...known, value] : [known, value]
  }
  return values
}
