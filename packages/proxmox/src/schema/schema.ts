import { overrides } from '../quirks/quirks.ts'
import type { Shape } from '../shape/shape.ts'
import { checkFields } from './check-fields.ts'
import { checkValue, type Problem } from './check-value.ts'
import { PathTree } from './path-tree.ts'
import { sampleValue } from './sample.ts'
import { readTable, type Entry, type Method, type Product, type Verb } from './table.ts'

export type { Shape } from '../shape/shape.ts'
export type { Method, PermissionCheck, Product, Verb } from './table.ts'
export type { Problem } from './check-value.ts'
export { privilegeWords } from './privilege-words.ts'
export { isSecretName } from './secret-name.ts'
export { availability, knownVersions } from './availability.ts'
export { sampleParameters, sampleValue } from './sample.ts'

interface Book {
  readonly entries: readonly Entry[]
  readonly tree: PathTree<Entry>
  readonly byName: ReadonlyMap<string, Entry>
  /** All of them, once somebody wanted all. */
  methods?: readonly Method[]
}

const books = new Map<Product, Book>()

/** The tables are opened on first use: not every process needs both products. */
function bookOf(product: Product): Book {
  const known = books.get(product)
  if (known) return known
  const entries = readTable(product)
  const tree = new PathTree<Entry>()
  for (const entry of entries) tree.add(entry)
  const book = { entries, tree, byName: new Map(entries.map((entry) => [`${entry.verb} ${entry.path}`, entry])) }
  books.set(product, book)
  return book
}

/**
 * All methods of a product, sorted by path: 675 of PVE 9.2, 349 of PBS 4.2.
 *
 * @example methods('pve').filter(({ verb }) => verb === 'GET').length // 340
 */
export function methods(product: Product): readonly Method[] {
  const book = bookOf(product)
  return (book.methods ??= book.entries.map(({ read }) => read()))
}

/**
 * The method of a path with placeholders, e.g. `('pve', 'GET', '/nodes/{node}/qemu')`.
 *
 * @example methodOf('pve', 'GET', '/nodes/{node}/qemu')?.permissions // { user: 'all' }
 */
export function methodOf(product: Product, verb: Verb, path: string): Method | undefined {
  return bookOf(product).byName.get(`${verb} ${path}`)?.read()
}

/**
 * The method that a concrete path calls, and the values of its placeholders (percent-decoded).
 *
 * @example findMethod('pve', 'GET', '/nodes/pve1/qemu/100/config')?.pathParameters // { node: 'pve1', vmid: '100' }
 */
export function findMethod(
  product: Product,
  verb: Verb,
  path: string,
): { method: Method; pathParameters: Readonly<Record<string, string>> } | undefined {
  const found = bookOf(product).tree.find(path)
  const method = found?.methods.get(verb)?.read()
  return found && method && { method, pathParameters: found.pathParameters }
}

/**
 * Checks the parameters of a call (path, query and body together) as the product does, values as text or typed.
 * Returns a message per parameter, in the product's own words; an empty object when all is well.
 *
 * @example checkParameters(method, { node: 'pve1', vmid: 99 }) // { vmid: 'value must have a minimum value of 100' }
 */
export function checkParameters(method: Method, values: Readonly<Record<string, unknown>>): Record<string, string> {
  return checkFields(method.product, method.parameters, values)
}

/**
 * The shape of a method's answer: the schema's, or the hand-made one where the schema is vague or wrong.
 *
 * @example resultShape(method).type // 'array'
 */
export function resultShape(method: Method): Shape {
  return overrides(method.product)[`${method.verb} ${method.path}`] ?? method.returns
}

/**
 * Does an answer's `data` satisfy the shape of the method's result? Stricter than the decoding of real answers.
 *
 * @example checkResult(method, [{ vmid: 'x' }]) // [{ pointer: '/0/vmid', problem: 'is a string, expected a number' }]
 */
export function checkResult(method: Method, data: unknown): Problem[] {
  return checkValue(resultShape(method), data)
}

/**
 * What a method may answer, see `sampleValue`. It passes `checkResult`.
 *
 * @example sampleResult(method) // [{ vmid: 100, status: 'stopped' }]
 */
export function sampleResult(method: Method): unknown {
  // A text that comes of a change is the task that carries it out, almost always.
  const name = method.verb === 'GET' ? (method.path.split('/').at(-1) ?? '') : 'upid'
  return sampleValue(resultShape(method), name, method.product)
}
