import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shellQuoted } from './shell-quote.ts'

/** What a shell makes of the words: each between two NULs. */
function words(shell: readonly string[], quoted: readonly string[]): string[] {
  const [command = '', ...before] = shell
  const input = `printf '%s\\0' ${quoted.join(' ')}`
  const { stdout, stderr, status } = spawnSync(command, [...before, '-s'], { input, encoding: 'utf8' })
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  return stdout.split('\0').slice(0, -1)
}

const shells = [['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(([name = '']) =>
  existsSync(`/usr/bin/${name}`),
)

const hostile = [
  '',
  "'",
  "''",
  "a'b",
  '$(id)',
  '`id`',
  '"',
  '\\',
  "\\'",
  '$HOME',
  '*',
  '~',
  '!',
  '#',
  '-n',
  '\t',
  'ä€😀',
  "';id;'",
]

describe.each(shells.map((shell) => ({ shell })))('in $shell', ({ shell }) => {
  it('every text stays one word as it is', () => {
    expect(words(shell, hostile.map(shellQuoted))).toEqual(hostile)
  })

  it('so does any other', () => {
    const line = fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed() && !/[\0\r\n]/.test(text))
    fc.assert(
      fc.property(fc.array(line, { minLength: 20, maxLength: 60 }), (texts) => {
        expect(words(shell, texts.map(shellQuoted))).toEqual(texts)
      }),
      { numRuns: 8 },
    )
  })
})

describe('refused', () => {
  it.each(['a\nb', 'a\n', 'a\rb', 'a\0b'])('%j', (text) => {
    expect(() => shellQuoted(text)).toThrow(RangeError)
  })
})
