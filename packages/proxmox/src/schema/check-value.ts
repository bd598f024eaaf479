import { matches, ownOrFamily, type Shape } from '../shape/shape.ts'

/** Where an answer is not what its shape says. */
export interface Problem {
  /** JSON pointer (RFC 6901) from `data`; empty for `data` itself. */
  readonly pointer: string
  readonly problem: string
}

/**
 * Every place where a value departs from its shape. Booleans may be 0 or 1; properties that are not named are welcome.
 */
export function checkValue(shape: Shape, value: unknown): Problem[] {
  const problems: Problem[] = []
  check(shape, value, '', problems)
  return problems
}

function check(shape: Shape, value: unknown, pointer: string, problems: Problem[]): void {
  const report = (problem: string): void => void problems.push({ pointer, problem })
  // An optional field may say "no value" in so many words.
  if (value === null && (shape.nullable || shape.optional)) return
  if (shape.oneOf) {
    if (!shape.oneOf.some((one) => checkValue(one, value).length === 0)) report('matches none of the possible forms')
    return
  }
  switch (shape.type) {
    case undefined:
      return
    case 'null':
      if (value !== null) report(`is ${kindOf(value)}, expected null`)
      return
    case 'boolean':
      if (shape.asText && (value === '0' || value === '1')) return
      if (typeof value !== 'boolean' && value !== 0 && value !== 1) report(`is ${kindOf(value)}, expected a boolean`)
      return
    case 'integer':
    case 'number':
      checkNumber(shape, value, report)
      return
    case 'string':
      checkText(shape, value, report)
      return
    case 'array':
      if (!Array.isArray(value)) return report(`is ${kindOf(value)}, expected a list`)
      if (shape.items)
        for (const [index, item] of value.entries()) check(shape.items, item, `${pointer}/${index}`, problems)
      return
    case 'object':
      if (!isRecord(value)) return report(`is ${kindOf(value)}, expected an object`)
      checkObject(shape, value, pointer, problems)
      return
  }
}

function checkObject(shape: Shape, value: Record<string, unknown>, pointer: string, problems: Problem[]): void {
  const properties = shape.properties ?? {}
  for (const [name, property] of Object.entries(properties)) {
    if (property.optional || name.endsWith('[n]') || Object.hasOwn(value, name)) continue
    problems.push({ pointer: `${pointer}/${escape(name)}`, problem: 'is missing' })
  }
  for (const [name, item] of Object.entries(value)) {
    const property = ownOrFamily(properties, name) ?? shape.values
    if (property) check(property, item, `${pointer}/${escape(name)}`, problems)
  }
}

function checkNumber(shape: Shape, given: unknown, report: (problem: string) => void): void {
  if (typeof given === 'string' && shape.absent?.includes(given)) return
  const value = shape.asText && typeof given === 'string' && /^-?\d+(\.\d+)?$/.test(given) ? Number(given) : given
  if (typeof value !== 'number' || !Number.isFinite(value)) return report(`is ${kindOf(value)}, expected a number`)
  if (shape.type === 'integer' && !Number.isInteger(value)) report('is not an integer')
  if (shape.minimum !== undefined && value < shape.minimum) report(`is below ${shape.minimum}`)
  if (shape.maximum !== undefined && value > shape.maximum) report(`is above ${shape.maximum}`)
}

function checkText(shape: Shape, value: unknown, report: (problem: string) => void): void {
  if (typeof value !== 'string') return report(`is ${kindOf(value)}, expected text`)
  if (shape.enum && !shape.enum.includes(value)) report('is not one of the known words')
  if (shape.minLength !== undefined && value.length < shape.minLength) report(`is shorter than ${shape.minLength}`)
  if (shape.maxLength !== undefined && value.length > shape.maxLength) report(`is longer than ${shape.maxLength}`)
  if (shape.pattern !== undefined && !matches(shape.pattern, value)) report('does not match the pattern')
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`
