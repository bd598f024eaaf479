import type { Command, Group } from './command.ts'
import { commands } from './commands.ts'

export type Found =
  | { readonly kind: 'command'; readonly name: string; readonly command: Command; readonly rest: readonly string[] }
  | { readonly kind: 'group'; readonly name: string; readonly group: Group }
  | { readonly kind: 'unknown'; readonly problem: string; readonly group?: readonly [name: string, group: Group] }

export function isGroup(entry: Command | Group): entry is Group {
  return 'commands' in entry
}

/** The command that the words name: one word, or two where the first names a group. */
export function findCommand(args: readonly string[]): Found {
  const [first = '', second = '--help', ...rest] = args
  const entry = Object.hasOwn(commands, first) ? commands[first] : undefined
  if (!entry) return { kind: 'unknown', problem: `There is no command "${first}".` }
  if (!isGroup(entry)) return { kind: 'command', name: first, command: entry, rest: args.slice(1) }
  if (['--help', '-h', 'help'].includes(second)) return { kind: 'group', name: first, group: entry }
  const command = Object.hasOwn(entry.commands, second) ? entry.commands[second] : undefined
  return command
    ? { kind: 'command', name: `${first} ${second}`, command, rest }
    : { kind: 'unknown', problem: `There is no command "${first} ${second}".`, group: [first, entry] }
}
