import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

/** A child that answers each message with one. */
export interface Child {
  readonly startedAtMs: number
  ask<R>(question: object): Promise<R>
  stop(): Promise<void>
}

/** Forks `module`; standard output goes nowhere, errors are shown. */
export function startChild(
  module: string,
  args: readonly string[],
  execArgv: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Child {
  const startedAtMs = performance.now()
  const child: ChildProcess = fork(module, args, {
    execArgv: [...execArgv],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit')
  return {
    startedAtMs,
    async ask<R>(question: object) {
      child.send(question)
      const [answer] = (await Promise.race([once(child, 'message'), ended.then(fail)])) as [R]
      return answer
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await ended
    },
  }
}

function fail(): never {
  throw new Error('A process under measurement ended early')
}
