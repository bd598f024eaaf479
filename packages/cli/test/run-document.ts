import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface DocumentOptions {
  /** Of the shell, beside `PATH` (with `pulse` in it), a `HOME` of its own and a neutral language. */
  readonly environment?: Readonly<Record<string, string>>
  /** Texts of the document that stand for something else here, such as a port: replaced in commands and expected output. */
  readonly replacements?: readonly (readonly [text: string, by: string])[]
  /** Files that the reader of the document has already, by path in the folder where the commands run. */
  readonly files?: Readonly<Record<string, string>>
  /** For each block. */
  readonly timeoutMs?: number
}

export interface DocumentReport {
  /** How many blocks were run. */
  readonly blocks: number
  /** One text for each block that failed or said something else than the document; empty when all is as written. */
  readonly problems: readonly string[]
}

interface Block {
  readonly line: number
  readonly commands: string
  readonly isBackground: boolean
  readonly exitCode: number
  /** What it prints, where the document says so. */
  readonly expected: { readonly kind: string; readonly text: string } | undefined
}

const pulse = join(import.meta.dirname, '../bin/pulse.js')

/**
 * Runs the shell commands of a document, in order and in one shell, as its reader would, and holds what they print
 * against what the document says.
 *
 * - A block ```` ```sh ```` is run; every command in it must succeed. ```` ```sh exit=4 ```` expects that the last one
 *   ends so. ```` ```sh background ```` goes on running while the following blocks do, from when it has printed what is
 *   expected of it.
 * - A block ```` ```text ```` or ```` ```json ```` that follows (with nothing but blank lines between) is what it prints;
 *   `…` stands for anything. JSON may come in any order of keys and with other white space.
 * - Blocks in other languages are for reading only.
 */
export async function runDocument(file: string, options: DocumentOptions = {}): Promise<DocumentReport> {
  const folder = mkdtempSync(join(tmpdir(), 'pulse-document-'))
  const blocks = blocksOf(replaced(readFileSync(file, 'utf8'), options.replacements ?? []))
  const shell = openShell(folder, options)
  const problems: string[] = []
  try {
    for (const [index, block] of blocks.entries()) {
      const problem = await runBlock(shell, folder, `block-${index}`, block, options.timeoutMs ?? 20_000)
      if (problem !== undefined) problems.push(`line ${block.line}: ${problem}\n${block.commands}`)
      if (shell.isOver()) break
    }
  } finally {
    await shell.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { blocks: blocks.length, problems }
}

function replaced(text: string, replacements: readonly (readonly [string, string])[]): string {
  return replacements.reduce((so, [from, by]) => so.replaceAll(from, by), text)
}

/** Every shell block of the document, with the output that is written behind it. */
function blocksOf(text: string): Block[] {
  const fences = [...text.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms)].map((match) => ({
    kind: match[1] ?? '',
    words: (match[2] ?? '').trim().split(/\s+/),
    body: match[3] ?? '',
    from: match.index,
    to: match.index + match[0].length,
  }))
  return fences.flatMap((fence, index) => {
    if (fence.kind !== 'sh') return []
    const next = fences[index + 1]
    const isAnswer =
      next !== undefined && ['text', 'json'].includes(next.kind) && text.slice(fence.to, next.from).trim() === ''
    const exitWord = fence.words.find((word) => word.startsWith('exit='))
    return {
      line: text.slice(0, fence.from).split('\n').length,
      commands: fence.body,
      isBackground: fence.words.includes('background'),
      exitCode: Number(exitWord?.slice('exit='.length) ?? 0),
      expected: isAnswer ? { kind: next.kind, text: next.body } : undefined,
    }
  })
}

interface Shell {
  /** Runs one line and resolves with the line that it answers; empty when it has ended instead. */
  ask(line: string): Promise<string>
  isOver(): boolean
  /** Ends it and all that it has started. */
  close(): Promise<void>
}

function openShell(folder: string, { environment, files = {} }: DocumentOptions): Shell {
  const tools = join(folder, 'bin')
  const home = join(folder, 'home')
  for (const path of [tools, home]) mkdirSync(path)
  writeFileSync(join(tools, 'pulse'), `#!/bin/sh\nexec '${process.execPath}' '${pulse}' "$@"\n`, { mode: 0o755 })
  for (const [name, content] of Object.entries(files)) writeFileSync(join(home, name), content)
  const child = spawn('bash', ['--noprofile', '--norc'], {
    cwd: home,
    // A group of its own, so that what runs in the background ends with it.
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: `${tools}:${process.env['PATH'] ?? ''}`,
      HOME: home,
      TMPDIR: home,
      LC_ALL: 'C.UTF-8',
      XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(process.env['HOME'] ?? home, '.cache'),
      ...environment,
    },
  })
  child.stdin.write(`set -E -o pipefail\ntrap 'failed=$?' ERR\n`)
  // A block may end the shell before it has read everything.
  child.stdin.on('error', () => {})
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]()
  const ended = once(child, 'close')
  let isOver = false
  return {
    async ask(line) {
      child.stdin.write(`${line}\n`)
      const { value } = await answers.next()
      isOver ||= typeof value !== 'string'
      return typeof value === 'string' ? value : ''
    },
    isOver: () => isOver,
    async close() {
      isOver = true
      if (child.pid !== undefined) endGroup(child.pid)
      await ended
    },
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

async function runBlock(
  shell: Shell,
  folder: string,
  name: string,
  block: Block,
  timeoutMs: number,
): Promise<string | undefined> {
  const script = join(folder, `${name}.sh`)
  const output = join(folder, `${name}.txt`)
  writeFileSync(script, block.commands)
  writeFileSync(output, '')
  const source = `source '${script}' </dev/null >'${output}' 2>&1`
  const said = (): string => readFileSync(output, 'utf8')
  if (block.isBackground) {
    await shell.ask(`${source} & echo started`)
    const isReady = await waitFor(() => difference(block, said()) === undefined, timeoutMs)
    return isReady ? undefined : difference(block, said())
  }
  const timeout = Promise.withResolvers<string>()
  const timer = setTimeout(() => timeout.resolve('late'), timeoutMs)
  const answer = await Promise.race([shell.ask(`failed=0; ${source}; echo "$? $failed"`), timeout.promise])
  clearTimeout(timer)
  if (answer === 'late') {
    await shell.close()
    return `did not end in ${timeoutMs / 1000} s, said:\n${said()}`
  }
  const [last = '', failed = ''] = answer.split(' ')
  const code = block.exitCode === 0 ? failed : last
  if (code !== String(block.exitCode)) return `ended with ${code || 'the shell'}, said:\n${said()}`
  return difference(block, said())
}

/** Looks every few milliseconds whether it is so. */
async function waitFor(isSo: () => boolean, timeoutMs: number): Promise<boolean> {
  for (let waited = 0; waited < timeoutMs; waited += 25) {
    if (isSo()) return true
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return isSo()
}

/** How what was said departs from the document; undefined where it does not. */
function difference({ expected }: Block, said: string): string | undefined {
  if (expected === undefined) return undefined
  const isSame = expected.kind === 'json' ? sameJson(expected.text, said) : sameText(expected.text, said)
  return isSame ? undefined : `said:\n${said}expected:\n${expected.text}`
}

function sameText(expected: string, said: string): boolean {
  const pattern = expected
    .trim()
    .split('…')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('.*?')
  return new RegExp(`^${pattern}$`, 's').test(said.trim())
}

function sameJson(expected: string, said: string): boolean {
  const wanted = parsed(expected)
  const got = parsed(said)
  return wanted !== undefined && got !== undefined && matches(wanted.value, got.value)
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

/** The texts `"…"` (as a value) and `…` inside a text stand for anything; so does an item or key `"…"` for further ones. */
function matches(wanted: unknown, got: unknown): boolean {
  if (wanted === '…') return true
  if (typeof wanted === 'string') return typeof got === 'string' && sameText(wanted, got)
  if (Array.isArray(wanted)) {
    if (!Array.isArray(got)) return false
    const isOpen = wanted.at(-1) === '…'
    const items: unknown[] = isOpen ? wanted.slice(0, -1) : wanted
    return (isOpen || got.length === items.length) && items.every((item, index) => matches(item, got[index]))
  }
  if (wanted === null || typeof wanted !== 'object') return wanted === got
  if (got === null || typeof got !== 'object' || Array.isArray(got)) return false
  const { '…': rest, ...fields } = wanted as Record<string, unknown>
  const names = Object.keys(fields)
  return (
    (rest !== undefined || Object.keys(got).length === names.length) &&
    names.every((name) => matches(fields[name], (got as Record<string, unknown>)[name]))
  )
}
