import { readFileSync } from 'node:fs'
import { CommandError, exits } from './command-error.ts'
import type { Command } from './commands/command.ts'
import { findCommand } from './commands/find-command.ts'
import { readGiven } from './io/read-given.ts'
import { openMachine } from './io/machine.ts'
import { watchOutput } from './io/terminal.ts'
import { commandHelp, commandUsage, groupHelp, overview } from './print/help.ts'

/** Runs one command; the result is the exit code, see `exits`. */
async function run(args: readonly string[]): Promise<number> {
  const [first = '--help'] = args
  if (['--help', '-h', 'help'].includes(first)) return say(overview())
  if (first === '--version' || first === '-v') return say(version())
  const found = findCommand(args)
  switch (found.kind) {
    case 'unknown':
      return complain(`${found.problem}\n\n${found.group ? groupHelp(...found.group) : overview()}`, exits.usage.code)
    case 'group':
      return say(groupHelp(found.name, found.group))
    case 'command':
      return runCommand(found.name, found.command, found.rest)
  }
}

async function runCommand(name: string, command: Command, rest: readonly string[]): Promise<number> {
  const machine = openMachine()
  try {
    const given = readGiven(command, rest)
    if (given.wantsHelp) return say(commandHelp(name, command))
    const start = await command.load()
    await start(given, machine)
    return 0
  } catch (error) {
    if (error instanceof CommandError && error.kind === 'usage')
      return complain(`${error.message}\n${commandUsage(name, command)}`, exits.usage.code)
    if (error instanceof CommandError) return complain(error.message, exits[error.kind].code)
    if (error instanceof Error && error.name === 'StartError') return complain(error.message, exits.failed.code)
    throw error
  } finally {
    await machine.close()
  }
}

function say(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}

function complain(text: string, exitCode: number): number {
  process.stderr.write(`${text}\n`)
  return exitCode
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(`${import.meta.dirname}/../package.json`, 'utf8'))
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : 'unknown'
}

watchOutput()
// Not `process.exit`: what is still on its way into a pipe would be cut off.
process.exitCode = await run(process.argv.slice(2))
