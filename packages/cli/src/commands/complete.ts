import type { Product, Verb } from '@pulse/proxmox/schema'
import { apiTree, type Branch, placeholderOf } from '../proxmox/api-tree.ts'
import { productOfEnvironment } from '../proxmox/environment.ts'
import { requireMethod } from '../proxmox/find-method.ts'
import type { Command, Group, Run } from './command.ts'
import { isGroup } from './find-command.ts'
import { shells } from './shells.ts'

/** `pulse complete -- words…`: what may stand in place of the last word, a line each; an end of `/` or `=` goes on. */
export const complete: Run = async (given, machine) => {
  // The list names this command: not before it is there.
  const { commands } = await import('./commands.ts')
  const found = candidates(commands, given.words, productOfEnvironment(machine.surroundings.environment) ?? 'pve')
  if (found.length > 0) machine.print(found.join('\n'))
}

/** Those that begin as the last word does. */
export function candidates(
  commands: Readonly<Record<string, Command | Group>>,
  words: readonly string[],
  product: Product,
): string[] {
  const [first = '', second = '', ...rest] = words
  const fitting = (names: Iterable<string>, word: string): string[] =>
    [...names].filter((name) => name.startsWith(word) && name !== '')
  const names = (all: Readonly<Record<string, Command | Group>>): string[] =>
    Object.keys(all).filter((name) => !('hidden' in (all[name] ?? {})))
  if (words.length < 2) return fitting(names(commands), first)
  const entry = Object.hasOwn(commands, first) ? commands[first] : undefined
  if (!entry) return []
  if (!isGroup(entry)) return fitting(afterCommand(first, entry, words.slice(1), product), words.at(-1) ?? '')
  if (words.length < 3) return fitting(names(entry.commands), second)
  const command = Object.hasOwn(entry.commands, second) ? entry.commands[second] : undefined
  return command ? fitting(afterCommand(second, command, rest, product), rest.at(-1) ?? '') : []
}

/** @param words behind the command; the last one is being written */
function afterCommand(name: string, command: Command, words: readonly string[], product: Product): Iterable<string> {
  const word = words.at(-1) ?? ''
  const { given, plain } = readSoFar(command, words.slice(0, -1))
  const wanted = given['product']
  const ownProduct = wanted === 'pve' || wanted === 'pbs' ? wanted : product
  const before = optionOf(command, words.at(-2) ?? '')
  if (before?.facts.value !== undefined) {
    if (before.name === 'param' || before.name === 'ask')
      return parameterNames(name, ownProduct, plain[0], before.name === 'param')
    return before.facts.choices ?? []
  }
  if (word.startsWith('-')) return [...Object.keys(command.options), 'help'].map((option) => `--${option}`)
  const place = [...(command.words ?? []), ...(command.optionalWords ?? [])][plain.length]
  if (place === 'path') return paths(apiTree(ownProduct), word, verbs[name])
  return place === 'shell' ? shells : []
}

const verbs: Readonly<Record<string, Verb>> = { get: 'GET', post: 'POST', put: 'PUT', delete: 'DELETE' }

function optionOf(command: Command, word: string): { name: string; facts: Command['options'][string] } | undefined {
  const entries = Object.entries(command.options)
  const found = entries.find(
    ([name, { short }]) => word === `--${name}` || (short !== undefined && word === `-${short}`),
  )
  return found && { name: found[0], facts: found[1] }
}

/** Options with their values, and the words between them. */
function readSoFar(command: Command, words: readonly string[]): { given: Record<string, string>; plain: string[] } {
  const given: Record<string, string> = {}
  const plain: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const option = optionOf(command, word)
    if (option?.facts.value !== undefined) given[option.name] = words[++at] ?? ''
    else if (!word.startsWith('-')) plain.push(word)
  }
  return { given, plain }
}

/** One more step of a path, with a stroke behind it where it goes on; only those that lead to the verb. */
function paths(root: Branch, word: string, verb: Verb | undefined): string[] {
  const steps = word.split('/').slice(1, -1)
  let branch: Branch | undefined = root
  for (const step of steps) branch = branch && (branch.children.get(step) ?? placeholderOf(branch))
  if (!branch) return []
  const lead = ['', ...steps].join('/')
  const isThere = (one: Branch): boolean => verb === undefined || one.methods.some((method) => method.verb === verb)
  const goesOn = (one: Branch): boolean => [...one.children.values()].some((child) => isThere(child) || goesOn(child))
  return [...branch.children.values()].flatMap((child) => [
    ...(isThere(child) ? [`${lead}/${child.segment}`] : []),
    ...(goesOn(child) ? [`${lead}/${child.segment}/`] : []),
  ])
}

function parameterNames(name: string, product: Product, path: string | undefined, withSign: boolean): string[] {
  const verb = verbs[name]
  if (verb === undefined || path === undefined) return []
  try {
    const { method } = requireMethod(product, verb, path)
    const names = Object.keys(method.parameters.properties ?? {}).filter((one) => !method.path.includes(`{${one}}`))
    return names.map((one) => `${one.replace('[n]', '0')}${withSign ? '=' : ''}`)
  } catch {
    return []
  }
}
