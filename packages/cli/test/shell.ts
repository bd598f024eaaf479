import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

/** A user's shell in a folder of its own, with `pulse` in its path and nothing else in its environment. */
export interface Shell {
  readonly folder: string
  readonly environment: Record<string, string>
  /** Runs a script with bash; no terminal. */
  run(script: string, more?: Readonly<Record<string, string>>): Promise<Ended>
  /** Runs a program in a terminal: each text that is waited for is answered with the one beside it. `error` stays empty. */
  runInTerminal(
    words: readonly string[],
    answers: readonly (readonly [waitFor: string, send: string])[],
    more?: Readonly<Record<string, string>>,
  ): Promise<Ended>
  remove(): void
}

/** Of compiled code; the same for all, as for the starts of a real user. */
const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
const program = join(import.meta.dirname, '../bin/pulse.js')
const terminal = join(import.meta.dirname, 'in-terminal.py')

export function openShell(): Shell {
  const folder = mkdtempSync(join(tmpdir(), 'pulse-shell-'))
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'pulse'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`)
  chmodSync(join(bin, 'pulse'), 0o755)
  const environment = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    TMPDIR: folder,
    XDG_CACHE_HOME: cache,
    LC_ALL: 'C.UTF-8',
  }
  const end = async (command: string, words: readonly string[], more: object): Promise<Ended> => {
    const env = { ...environment, ...more }
    const child = spawn(command, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { out: '', error: '' }
    child.stdout.on('data', (chunk: Buffer) => void (said.out += String(chunk)))
    child.stderr.on('data', (chunk: Buffer) => void (said.error += String(chunk)))
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, ...said }
  }
  return {
    folder,
    environment,
    run: (script, more = {}) => end('bash', ['-c', script], more),
    runInTerminal: (words, answers, more = {}) =>
      end('python3', [terminal, '20', JSON.stringify(answers), ...words], { TERM: 'xterm', ...more }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
