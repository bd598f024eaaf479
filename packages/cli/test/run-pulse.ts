import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { homedir } from 'node:os'
import { join } from 'node:path'

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly error: string
}

const program = join(import.meta.dirname, '../bin/pulse.js')
/** Of compiled code; the same for all, as for the starts of a real user. */
const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')

/** Runs `pulse` as a process of its own in a folder, with nothing in its environment but what is given; no terminal. */
export async function runPulse(
  folder: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  /** When it resolves, Ctrl-C is pressed. */
  interrupted?: Promise<unknown>,
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, TMPDIR: folder, XDG_CACHE_HOME: cache, ...environment },
  })
  const said = { out: '', error: '' }
  child.stdout.on('data', (chunk: Buffer) => void (said.out += String(chunk)))
  child.stderr.on('data', (chunk: Buffer) => void (said.error += String(chunk)))
  void interrupted?.then(() => child.kill('SIGINT'))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...said }
}
