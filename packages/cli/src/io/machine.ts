import { mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Surroundings } from '@pulse/server'
import { cutOff } from './cut-off.ts'
import { type Files, realFiles } from './files.ts'
import { type Questions, realQuestions } from './questions.ts'
import { openTerminal, type Terminal } from './terminal.ts'

/** What a command has of the process it runs in. */
export interface Machine {
  readonly surroundings: Surroundings
  /** A line for the result of the command, on standard output. */
  print(text: string): void
  /** A line beside the result, on standard error: what is being done, what to know. */
  note(text: string): void
  readonly terminal: Terminal
  readonly files: Files
  readonly questions: Questions
  /** What comes in on standard input, line by line, until it or the command ends. */
  lines(): AsyncIterable<string>
  /** Milliseconds since 1970. */
  now(): number
  /** Again and again, until the function returned is called. */
  every(ms: number, run: () => void): () => void
  /** Aborted at the first SIGINT or SIGTERM. */
  readonly stopped: AbortSignal
  fetch: typeof fetch
  /** Work in one go that is ended when it takes too long, or by Ctrl-C; undefined then. */
  cutOff<T>(afterMs: number, work: () => T): { readonly result: T } | undefined
  /** Removed at the end. */
  temporaryDirectory(prefix: string): Promise<string>
  /** To be done at the end, in reverse order, whatever happened. */
  onStop(stop: () => Promise<void>): void
  /** At each SIGHUP, by which people ask a server to read its files again. */
  onHangUp(run: () => void): void
  /** Resolves at the first SIGINT or SIGTERM. */
  untilStopped(): Promise<void>
}

/** From the first signal to the end of the process, so that no service manager has to kill it. */
const patienceMs = 2_800

/** npm passes on a Ctrl-C that the terminal has sent us already: a second signal so soon is no second wish. */
const echoMs = 300

/** The real process. `close` does what was registered with `onStop`. */
export function openMachine(): Machine & { close(): Promise<void> } {
  const stops: (() => Promise<void>)[] = []
  const signalled = Promise.withResolvers<void>()
  const stopping = new AbortController()
  let firstAt: number | undefined
  const onSignal = (): void => {
    if (firstAt !== undefined) {
      if (performance.now() - firstAt > echoMs) process.exit(1)
      return
    }
    firstAt = performance.now()
    setTimeout(() => {
      process.stderr.write('Pulse did not end in time and was cut off.\n')
      process.exit(1)
    }, patienceMs).unref()
    signalled.resolve()
    stopping.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  // One failure that nobody expected must not blind the rest.
  process.on('unhandledRejection', (error) => {
    process.stderr.write(
      `Unexpected failure: ${error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'}\n`,
    )
  })
  const terminal = openTerminal()
  return {
    surroundings: { environment: process.env, platform: process.platform, homeDirectory: homeDirectory() },
    print: (text) => void process.stdout.write(`${text}\n`),
    note: (text) => terminal.note(text),
    terminal,
    files: realFiles,
    questions: realQuestions,
    lines() {
      const lines = createInterface({ input: process.stdin })
      stops.push(() => {
        lines.close()
        process.stdin.destroy()
        return Promise.resolve()
      })
      return lines
    },
    now: Date.now,
    every(ms, run) {
      const timer = setInterval(run, ms)
      return () => clearInterval(timer)
    },
    stopped: stopping.signal,
    fetch,
    cutOff,
    async temporaryDirectory(prefix) {
      const directory = await mkdtemp(join(tmpdir(), prefix))
      stops.push(() => rm(directory, { recursive: true, force: true }))
      return directory
    },
    onStop: (stop) => void stops.push(stop),
    onHangUp: (run) => void process.on('SIGHUP', run),
    untilStopped: () => signalled.promise,
    async close() {
      for (let stop = stops.pop(); stop; stop = stops.pop()) await stop()
    },
  }
}

/** Of the user; undefined for one who has none, as in a container with a number for a user. */
function homeDirectory(): string | undefined {
  try {
    return homedir() || undefined
  } catch {
    return undefined
  }
}
