import type { Command, Group, Option } from '../commands/command.ts'
import { commands } from '../commands/commands.ts'
import { isGroup } from '../commands/find-command.ts'

/** `pulse --help` */
export function overview(): string {
  return [
    'Pulse watches Proxmox VE clusters and Proxmox Backup Servers.',
    '',
    'Usage: pulse <command> [options]',
    '',
    ...table(listed(commands).map(([name, entry]) => [isGroup(entry) ? `${name} …` : name, entry.summary])),
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
    ...table(rows),
    '',
    `pulse ${name} <command> --help tells its options.`,
  ].join('\n')
}

/** `pulse <command> --help` */
export function commandHelp(name: string, command: Command): string {
  const options = Object.entries(command.options).map(([option, facts]): [string, string] => [
    optionText(option, facts),
    facts.summary,
  ])
  return [
    command.summary,
    '',
    usageLine(name, command),
    ...(options.length > 0 ? ['', ...table(options)] : []),
    ...(command.examples ? ['', 'Examples:', ...command.examples.map((example) => `  ${example}`)] : []),
  ].join('\n')
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

/** Two columns; a left side that is too long for its column gets a line of its own. */
function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(28, Math.max(...rows.map(([left]) => left.length)) + 2)
  return rows.flatMap(([left, right]) =>
    left.length + 2 > width && left.length > 26
      ? [`  ${left}`, `  ${' '.repeat(width)}${right}`]
      : [`  ${left.padEnd(width)}${right}`],
  )
}
