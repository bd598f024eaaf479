import { expect, it } from 'vitest'
import { commands } from '../commands/commands.ts'
import { findCommand, isGroup } from '../commands/find-command.ts'
import { commandHelp, groupHelp, overview } from './help.ts'

const pages = Object.entries(commands).flatMap(([name, entry]): [string, string][] =>
  isGroup(entry)
    ? [
        [name, groupHelp(name, entry)],
        ...Object.entries(entry.commands).map(([word, command]): [string, string] => [
          `${name} ${word}`,
          commandHelp(`${name} ${word}`, command),
        ]),
      ]
    : [[name, commandHelp(name, entry)]],
)

it.each([['', overview()], ...pages])('pulse %s --help fits 80 columns', (_, text) => {
  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
})

it('options of the connection stand below those of the command', () => {
  const found = findCommand(['user', 'create'])
  const text = found.kind === 'command' ? commandHelp(found.name, found.command) : ''
  expect(text).toMatch(/^ {2}--rotate .*\n[\s\S]*\n\nConnection:\n {2}--host <host> [\s\S]*^ {2}--insecure /m)
})
