import type { Command, Group, Option } from '../commands/command.ts'
import { commands } from '../commands/commands.ts'
import { isGroup } from '../commands/find-command.ts'
import { connectionOptions } from '../proxmox/connection-options.ts'
import { twoColumns } from './two-columns.ts'

/** `pulse --help` */
export function overview(): string {
  return [
    'Pulse watches Proxmox VE clusters and Proxmox Backup Servers.',
    '',
    'Usage: pulse <command> [options]',
    '',
    ...twoColumns(listed(commands).map(([name, entry]) => [isGroup(entry) ? `${name} …` : name, entry.summary])),
    '',
    'pulse <command> --help tells its options; pulse --version the version.',
  ].join('\n')
}

/** `pulse api --help` */
export function groupHelp(name: string, { summary, commands }: Group): string {
  const rows = listed(commands).map(([word, command]): [string, string] => [usage(word, command), command.summary])
  return [
    summary,
    '',
    `Usage: pulse ${name} <command> [options]`,
    '',
    ...twoColumns(rows),
    '',
    `pulse ${name} <command> --help tells its options.`,
  ].join('\n')
}

/** `pulse <command> --help` */
export function commandHelp(name: string, command: Command): string {
  return [
    command.summary,
    '',
    usageLine(name, command),
    ...optionLines(command.options),
    ...(command.examples ? ['', 'Examples:', ...command.examples.map((example) => `  ${example}`)] : []),
  ].join('\n')
}

/** Its own first, then those of every command that talks to a host, in one table with a heading between. */
function optionLines(options: Command['options']): string[] {
  const shared: Record<string, Option> = connectionOptions
  const [own, connection] = [false, true].map((isShared) =>
    Object.entries(options).filter(([name, option]) => (shared[name] === option) === isShared),
  )
  const rows = [...(own ?? []), ...(connection ?? [])].map(
    ([name, option]) => [optionText(name, option), option.summary] as const,
  )
  const width = Math.max(0, ...rows.map(([left]) => left.length))
  const table = (part: typeof rows): string[] => (part.length > 0 ? twoColumns(part, width) : [])
  const ownCount = own?.length ?? 0
  return [
    ...(rows.length > 0 ? [''] : []),
    ...table(rows.slice(0, ownCount)),
    ...(ownCount > 0 && ownCount < rows.length ? ['', 'Connection:'] : []),
    ...table(rows.slice(ownCount)),
  ]
}

/** Without those that are for programs. */
function listed<C extends Command | Group>(all: Readonly<Record<string, C>>): [string, C][] {
  return Object.entries(all).filter(([, entry]) => !('hidden' in entry))
}

/** One line, for those who know the command and mistook a word of it. */
export function commandUsage(name: string, command: Command): string {
  return `${usageLine(name, command)}; pulse ${name} --help tells more.`
}

const usageLine = (name: string, command: Command): string =>
  `Usage: pulse ${usage(name, command)}${Object.keys(command.options).length > 0 ? ' [options]' : ''}`

function usage(name: string, { words = [], optionalWords = [] }: Command): string {
  return [name, ...words.map((word) => `<${word}>`), ...optionalWords.map((word) => `[${word}]`)].join(' ')
}

function optionText(name: string, { value, short, repeated }: Option): string {
  const long = `--${name}${value === undefined ? '' : ` <${value}>`}${repeated ? ' …' : ''}`
  return short === undefined ? long : `-${short}, ${long}`
}
