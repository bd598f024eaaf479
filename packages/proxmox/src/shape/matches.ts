const compiled = new Map<string, RegExp>()

/** Whether the whole text matches a shape's pattern. Patterns are few and texts many, so each is compiled once. */
export function matches(pattern: string, text: string): boolean {
  const known = compiled.get(pattern)
  if (known) return known.test(text)
  const expression = new RegExp(`^(?:${pattern})$`)
  compiled.set(pattern, expression)
  return expression.test(text)
}
