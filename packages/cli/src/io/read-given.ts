import { parseArgs } from 'node:util'
import { CommandError } from '../command-error.ts'
import type { Command, Given } from '../commands/command.ts'

/** Options that every command has. */
const always = { help: { type: 'boolean', short: 'h' } } as const

/**
 * Takes the words after a command apart.
 *
 * @throws CommandError of kind `usage`, naming the option or word at fault
 */
export function readGiven(command: Command, args: readonly string[]): Given & { readonly wantsHelp: boolean } {
  const { values, positionals } = parse(command, args)
  const texts: Record<string, string> = {}
  const lists: Record<string, string[]> = {}
  const switches = new Set<string>()
  for (const [name, option] of Object.entries(command.options)) if (option.repeated) lists[name] = []
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) lists[name] = value.map(String)
    else if (typeof value === 'string') texts[name] = value
    else if (value === true) switches.add(name)
  }
  const wantsHelp = switches.delete('help')
  const given = { words: positionals, texts, lists, switches, wantsHelp }
  if (!wantsHelp) check(command, given)
  return given
}

/** Names under which a secret would be given, if there were such an option. */
const secretOption = /^--(?:[a-z-]*(?:password|secret|passphrase)|pass|pw|token|ticket|otp)(?:=|$)/i

function parse(command: Command, args: readonly string[]): ReturnType<typeof parseArgs> {
  const secret = args
    .slice(0, args.includes('--') ? args.indexOf('--') : undefined)
    .find((arg) => secretOption.test(arg))
    ?.split('=', 1)[0]
  if (secret !== undefined && command.options[secret.slice(2)] === undefined)
    throw new CommandError(
      'usage',
      `There is no ${secret}, as others can see the command line: secrets come from the environment (PVE_PASSWORD, PVE_TOKEN_SECRET), from --env or from a prompt.`,
    )
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value, short, repeated }]) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        ...(short !== undefined && { short }),
        ...(repeated && { multiple: true }),
      },
    ]),
  )
  try {
    return parseArgs({ args: [...args], options: { ...options, ...always }, allowPositionals: true })
  } catch (error) {
    throw new CommandError('usage', notUnderstood(error))
  }
}

/** Node says it in up to three sentences, of which only the first is of use here. */
function notUnderstood(error: unknown): string {
  const text = error instanceof Error ? error.message : 'The options were not understood.'
  const unknown = /^Unknown option '(-+[^']*)'/.exec(text)?.[1]
  return unknown === undefined ? text : `There is no option ${unknown}.`
}

/** `a, b or c` */
const alternatives = (names: readonly string[]): string => names.join(', ').replace(/, ([^,]*)$/, ' or $1')

function check(command: Command, { words, texts, lists }: Given): void {
  const wanted = command.words ?? []
  const missing = wanted[words.length]
  if (missing !== undefined) throw new CommandError('usage', `<${missing}> is missing.`)
  const { optionalWords = [] } = command
  const mayGoOn = optionalWords.at(-1)?.endsWith('…')
  const extra = mayGoOn ? undefined : words[wanted.length + optionalWords.length]
  if (extra !== undefined) throw new CommandError('usage', `"${extra}" is one word too many.`)
  for (const [name, { choices }] of Object.entries(command.options)) {
    if (!choices) continue
    const wrong = [...(lists[name] ?? []), ...(texts[name] === undefined ? [] : [texts[name]])].find(
      (value) => !choices.includes(value),
    )
    if (wrong !== undefined)
      throw new CommandError('usage', `--${name} must be ${alternatives(choices)}, not "${wrong}".`)
  }
}
