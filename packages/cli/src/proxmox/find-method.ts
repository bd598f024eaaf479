import { findMethod, methodOf, type Method, type Product, type Verb } from '@pulse/proxmox/schema'
import { CommandError } from '../command-error.ts'
import { quoted } from '../print/visible.ts'
import { apiTree, nearest, placeholderOf, productNames, schemaPath, walk } from './api-tree.ts'

/** What a path on the command line means. */
export interface FoundMethod {
  readonly method: Method
  /** Placeholders that the path fills in, by name, decoded. */
  readonly pathParameters: Readonly<Record<string, string>>
}

/**
 * The method of a path, with its placeholders filled in (`/nodes/pve1/status`), or not (`/nodes/{node}/status`).
 *
 * @throws CommandError of kind `missing` that names what comes nearest
 */
export function requireMethod(product: Product, verb: Verb, path: string): FoundMethod {
  const written = schemaPath(path)
  const exact = methodOf(product, verb, written)
  if (exact) return { method: exact, pathParameters: {} }
  const found = findMethod(product, verb, written)
  if (!found) throw unknownPath(product, verb, written)
  const filled = Object.entries(found.pathParameters).filter(([name, value]) => value !== `{${name}}`)
  return { method: found.method, pathParameters: Object.fromEntries(filled) }
}

function unknownPath(product: Product, verb: Verb, path: string): CommandError {
  const { branch, known, stray } = walk(apiTree(product), path)
  const where = known || '/'
  const list = `pulse api ls ${quoted(where)}`
  if (stray === undefined) {
    const verbs = branch.methods.map((method) => method.verb.toLowerCase()).join(', ')
    const has = verbs ? `it has ${verbs}` : 'there are only paths below it'
    return new CommandError('missing', `${quoted(where)} has no ${verb.toLowerCase()}; ${has} (${list}).`)
  }
  const names = [...branch.children.keys()].filter((segment) => !segment.startsWith('{'))
  const meant = nearest(stray, names).map((name) => `${known}/${name}`)
  const advice =
    meant.length > 0
      ? `did you mean ${quoted(meant.join(' or '))}?`
      : `below ${quoted(where)} there is ${listed(placeholderOf(branch) ? [...names, '…'] : names)}`
  return new CommandError(
    'missing',
    `There is no path ${quoted(path)} in the API of ${productNames[product]}; ${advice} (${list})`,
  )
}

const mostNames = 8

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'nothing more'
  const shown = names.slice(0, mostNames).join(', ')
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown
}
