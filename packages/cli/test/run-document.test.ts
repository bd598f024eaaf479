import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DocumentOptions, type DocumentReport, runDocument } from './run-document.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pulse-run-document-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fence = '```'

/** A document of these blocks, each written as `info: body`. */
function run(
  blocks: readonly (readonly [info: string, body: string])[],
  options?: DocumentOptions,
): Promise<DocumentReport> {
  const file = join(folder, 'document.md')
  writeFileSync(
    file,
    blocks
      .map(([info, body]) => `${fence}${info}\n${body}\n${fence}\n`)
      .join('\nSome words.\n\n')
      .replaceAll('\nSome words.\n\n```text', '\n```text')
      .replaceAll('\nSome words.\n\n```json', '\n```json'),
  )
  return runDocument(file, options)
}

describe('what is as written', () => {
  it.each<[string, readonly (readonly [string, string])[], DocumentOptions?]>([
    ['a command that prints nothing', [['sh', 'true']]],
    [
      'the text that follows',
      [
        ['sh', 'echo one; echo two'],
        ['text', 'one\ntwo'],
      ],
    ],
    [
      'a text with something left open',
      [
        ['sh', 'echo port 4711 is open'],
        ['text', 'port … is open'],
      ],
    ],
    [
      'JSON in another order',
      [
        ['sh', `echo '{"b":[1,2],"a":"x1"}'`],
        ['json', '{ "a": "x…", "b": [1, "…"] }'],
      ],
    ],
    [
      'JSON with further keys',
      [
        ['sh', `echo '{"a":1,"b":2}'`],
        ['json', '{"a":1,"…":"…"}'],
      ],
    ],
    [
      'what a block before has set',
      [
        ['sh', 'export A=b\ncd /tmp'],
        ['sh', 'echo $A $PWD'],
        ['text', 'b /tmp'],
      ],
    ],
    ['an error that is expected', [['sh exit=3', '(exit 3)']]],
    ['a failure that is asked for', [['sh', 'if false; then true; fi\nfalse || true']]],
    [
      'what is replaced',
      [
        ['sh', 'echo 8006'],
        ['text', '8006'],
      ],
      { replacements: [['8006', '4711']] },
    ],
    [
      'a file that is there already',
      [
        ['sh', 'cat a.txt'],
        ['text', 'hello'],
      ],
      { files: { 'a.txt': 'hello\n' } },
    ],
    [
      'errors among the output',
      [
        ['sh', 'echo oh >&2'],
        ['text', 'oh'],
      ],
    ],
    [
      'something in the background',
      [
        ['sh background', 'echo ready; sleep 100'],
        ['text', 'ready'],
        ['sh', 'true'],
      ],
    ],
    [
      'our own command',
      [
        ['sh', 'pulse --version'],
        ['text', '….….…'],
      ],
    ],
    [
      'other languages',
      [
        ['ts', 'throw 1'],
        ['sh', 'true'],
      ],
    ],
  ])('%s', async (_, blocks, options) => {
    const report = await run(blocks, options)
    expect(report.problems).toEqual([])
    expect(report.blocks).toBe(blocks.filter(([info]) => info.startsWith('sh')).length)
  })
})

describe('what is not', () => {
  it.each<[string, readonly (readonly [string, string])[], RegExp]>([
    [
      'another text',
      [
        ['sh', 'echo one'],
        ['text', 'two'],
      ],
      /^line 1: said:\none\nexpected:\ntwo/,
    ],
    [
      'more than the text',
      [
        ['sh', 'echo one; echo two'],
        ['text', 'one'],
      ],
      /^line 1: said/,
    ],
    [
      'other JSON',
      [
        ['sh', `echo '{"a":2}'`],
        ['json', '{"a":1}'],
      ],
      /^line 1: said/,
    ],
    [
      'a further key',
      [
        ['sh', `echo '{"a":1,"b":2}'`],
        ['json', '{"a":1}'],
      ],
      /^line 1: said/,
    ],
    [
      'no JSON',
      [
        ['sh', 'echo {'],
        ['json', '{}'],
      ],
      /^line 1: said/,
    ],
    ['a failure before the last command', [['sh', 'false\ntrue']], /^line 1: ended with 1/],
    ['a failure within a pipe', [['sh', 'false | cat']], /^line 1: ended with 1/],
    ['success where an error is expected', [['sh exit=3', 'true']], /^line 1: ended with 0/],
    [
      'the end of the shell',
      [
        ['sh', 'exit 0'],
        ['sh', 'true'],
      ],
      /^line 1: ended with the shell/,
    ],
    ['a program that does not exist', [['sh', 'no-such-program']], /ended with 127[\s\S]*no-such-program/],
  ])('%s', async (_, blocks, problem) => {
    const { problems } = await run(blocks)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(problem)
  })

  it('something that does not end', async () => {
    const { problems } = await run([['sh', 'echo begun; sleep 100']], { timeoutMs: 200 })
    expect(problems[0]).toMatch(/did not end in 0.2 s, said:\nbegun/)
  })

  it('something in the background that never gets ready', async () => {
    const { problems } = await run(
      [
        ['sh background', 'echo starting; sleep 100'],
        ['text', 'ready'],
      ],
      { timeoutMs: 200 },
    )
    expect(problems[0]).toMatch(/said:\nstarting/)
  })
})
