import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { commands } from './commands/commands.ts'
import { openMachine } from './io/machine.ts'
import { commandHelp, overview } from './print/help.ts'

/** Runs one command; the result is the exit code: 0 done, 1 cannot be done, 2 not understood. */
async function run(words: readonly string[]): Promise<number> {
  const [name = '--help', ...rest] = words
  if (name === '--help' || name === '-h' || name === 'help') return say(overview(commands))
  if (name === '--version' || name === '-v') return say(version())
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) return complain(`There is no command "${name}".\n\n${overview(commands)}`, 2)

  let given: Record<string, string | boolean | undefined>
  try {
    const options = Object.fromEntries(Object.keys(command.options).map((key) => [key, { type: 'string' as const }]))
    given = parseArgs({ args: rest, options: { ...options, help: { type: 'boolean', short: 'h' } } }).values
  } catch (error) {
    return complain(`${error instanceof Error ? error.message : ''}\n\n${commandHelp(name, command)}`, 2)
  }
  if (given['help'] === true) return say(commandHelp(name, command))

  const machine = openMachine()
  try {
    const runCommand = await command.load()
    await runCommand(onlyTexts(given), machine)
    return 0
  } catch (error) {
    if (error instanceof Error && error.name === 'StartError') return complain(error.message, 1)
    throw error
  } finally {
    await machine.close()
  }
}

function onlyTexts(values: Readonly<Record<string, string | boolean | undefined>>): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [key, value] of Object.entries(values)) if (typeof value === 'string') texts[key] = value
  return texts
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

process.exit(await run(process.argv.slice(2)))
