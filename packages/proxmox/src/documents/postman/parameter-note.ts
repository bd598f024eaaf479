import { familyProblem } from '../../shape/shape.ts'
import type { Product, Shape } from '../../schema/schema.ts'

/** Longer patterns tell a reader nothing. */
const maxPatternLength = 80

/** What is known of a parameter, on one line: whether it must be there, its type, range, words, default, format. */
export function parameterNote(
  product: Product,
  name: string,
  shape: Shape & { readonly description?: string },
  since?: string,
): string {
  const { optional, requires, description } = shape
  const facts = [
    `${optional ? 'optional' : 'required'} ${typeWords(product, shape)}`,
    ...valueFacts(shape),
    ...familyFacts(name),
    ...(requires === undefined ? [] : [`needs ${requires}`]),
    ...(since === undefined ? [] : [`since ${since}`]),
  ]
  const sentences = [`${facts.join('; ')}.`, ...(description === undefined ? [] : [oneLine(description)])]
  return sentences.join(' ')
}

function typeWords(product: Product, shape: Shape): string {
  if (shape.oneOf) return [...new Set(shape.oneOf.map((one) => typeWords(product, one)))].join(' or ')
  switch (shape.type) {
    case 'boolean':
      return product === 'pve' ? 'boolean (1 or 0)' : 'boolean (true or false)'
    case 'array':
      return `list${shape.items ? ` of ${typeWords(product, shape.items)}` : ''}: repeat the parameter for each entry`
    case 'string':
      return shape.fields ? 'property string' : 'text'
    case undefined:
      return 'value'
    default:
      return shape.type
  }
}

function valueFacts(shape: Shape): string[] {
  const { enum: words, pattern, format, fields } = shape
  const facts: string[] = []
  const add = (fact: string | undefined): void => {
    if (fact !== undefined) facts.push(fact)
  }
  add(range(shape.minimum, shape.maximum, ''))
  add(range(shape.minLength, shape.maxLength, ' characters'))
  add(words && `one of: ${words.join(', ')}`)
  add(fields && `keys: ${Object.keys(fields).join(', ')}`)
  if (pattern !== undefined && !words) add(pattern.length <= maxPatternLength ? `pattern ${pattern}` : undefined)
  add(format === undefined ? undefined : `format ${format}`)
  add(shape.default === undefined ? undefined : `default ${String(shape.default)}`)
  return shape.type === 'array' && shape.items ? [...facts, ...valueFacts(shape.items)] : facts
}

function range(from: number | undefined, to: number | undefined, unit: string): string | undefined {
  if (from !== undefined && to !== undefined) return `${from} to ${to}${unit}`
  if (from !== undefined) return `at least ${from}${unit}`
  return to === undefined ? undefined : `at most ${to}${unit}`
}

/** `net[n]` is shown as `net0`: how far the numbers go. */
function familyFacts(name: string): string[] {
  if (!name.endsWith('[n]')) return []
  const beyond = familyProblem(name.replace('[n]', '99999'))
  return [`numbered: ${beyond?.replace(/^.*there are /, '') ?? `${name.replace('[n]', '0')} and following`}`]
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
