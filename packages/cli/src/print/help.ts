import type { Command } from '../commands/command.ts'

/** `pulse --help` */
export function overview(commands: Readonly<Record<string, Command>>): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`)
  return [
    'Pulse watches Proxmox VE clusters and Proxmox Backup Servers.',
    '',
    'Usage: pulse <command> [options]',
    '',
    ...lines,
    '',
    'pulse <command> --help tells its options; pulse --version the version.',
  ].join('\n')
}

/** `pulse <command> --help` */
export function commandHelp(name: string, { summary, options }: Command): string {
  const lines = Object.entries(options).map(
    ([option, { value, summary }]) => `  ${`--${option} <${value}>`.padEnd(24)}${summary}`,
  )
  return [summary, '', `Usage: pulse ${name} [options]`, '', ...lines].join('\n')
}
