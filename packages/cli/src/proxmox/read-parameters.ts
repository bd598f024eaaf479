import { isSecretName, type Method, type Shape } from '@pulse/proxmox/schema'
import type { Given } from '../commands/command.ts'
import { CommandError } from '../command-error.ts'
import type { Machine } from '../io/machine.ts'

/** Text as it was given; a list where a name was given more than once. */
export type Parameters = Readonly<Record<string, unknown>>

/** The shape of a parameter; `net3` is one of the family `net[n]`. */
export function parameterShape({ parameters }: Method, name: string): Shape | undefined {
  const { properties = {} } = parameters
  // Not what every object inherits, such as `constructor`.
  const key = [name, name.replace(/\d+$/, '[n]')].find((one) => Object.hasOwn(properties, one))
  return key === undefined ? undefined : properties[key]
}

/**
 * The parameters that `--param`, `--param-file` and `--ask` give; those of `--param` win over the file.
 *
 * @param path of the method, with placeholders
 * @throws CommandError of kind `usage` or `invalid`, naming the parameter; values are never repeated
 */
export async function readParameters(path: string, given: Given, machine: Machine): Promise<Parameters> {
  const values = new Map(Object.entries(await readFile(given.texts['param-file'], machine)))
  const fresh = new Set<string>()
  for (const text of given.lists['param'] ?? []) {
    const split = text.indexOf('=')
    const name = text.slice(0, Math.max(split, 0))
    if (split < 1 || !/^[\w.:-]+$/.test(name)) throw new CommandError('usage', '--param is written name=value.')
    const value = await readValue(name, text.slice(split + 1), path, machine)
    values.set(name, fresh.has(name) ? [values.get(name), value].flat() : value)
    fresh.add(name)
  }
  for (const name of given.lists['ask'] ?? []) {
    if (!machine.questions.possible)
      throw new CommandError(
        'usage',
        `--ask ${name} needs a terminal; give --param ${name}=@FILE or ${name}=@- instead.`,
      )
    values.set(name, await machine.questions.askSecret(name))
  }
  // Even a name `__proto__` becomes a property of its own, and is refused as any other unknown one.
  return Object.fromEntries(values)
}

async function readValue(name: string, value: string, path: string, machine: Machine): Promise<string> {
  if (!value.startsWith('@')) {
    // `autogen` asks the host for a key of its own making.
    if (isSecretName(name, path) && value !== '' && value !== 'autogen')
      throw new CommandError(
        'usage',
        `${name} is a secret, and others can see the command line: give --ask ${name}, --param ${name}=@FILE or ${name}=@- (standard input).`,
      )
    return value
  }
  // `@@` stands for a value that begins with @.
  if (value.startsWith('@@')) return value.slice(1)
  try {
    // The line that ends a file is not part of the value.
    return (await machine.files.read(value.slice(1))).replace(/\r?\n$/, '')
  } catch {
    throw new CommandError('invalid', `--param ${name}: the file ${value.slice(1)} cannot be read.`)
  }
}

async function readFile(path: string | undefined, machine: Machine): Promise<Parameters> {
  if (path === undefined) return {}
  let text: string
  try {
    text = await machine.files.read(path)
  } catch {
    throw new CommandError('invalid', `--param-file: ${path} cannot be read.`)
  }
  // JSON is YAML as well.
  const { parse } = await import('yaml')
  let value: unknown
  try {
    value = parse(text)
  } catch (error) {
    // The rest of the message shows the file, which may hold secrets.
    const line = error instanceof Error ? / at line \d+, column \d+/.exec(error.message)?.[0] : undefined
    throw new CommandError('invalid', `--param-file: ${path} is no YAML or JSON${line ? `: see${line}` : ''}.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CommandError('invalid', `--param-file: ${path} must hold names and values, such as vmid: 100.`)
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null))
}
