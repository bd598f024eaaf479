import { expect, test } from 'vitest'
import type { CallOptions } from '../options.ts'
import { ProxmoxError, type ErrorKind } from '../proxmox-error.ts'
import { followTask, TaskFailed, type TaskCaller } from './tasks.ts'

const upid = 'UPID:pve1:0000A1B2:00C3D4E5:6553F100:qmstart:100:root@pam:'

interface Script {
  /** What GET …/status says, look by look; the last one for good. */
  readonly status: readonly (object | ErrorKind)[]
  /** Lines that there are at each look. */
  readonly lines?: readonly number[]
  readonly product?: 'pve' | 'pbs'
  readonly onCall?: (name: string) => void
}

/** A task of which every look is written down, in a time that moves only when somebody waits. */
class ScriptedTask implements TaskCaller {
  readonly product: 'pve' | 'pbs'
  readonly totalMs = 8_000
  /** `at verb path` of each call. */
  readonly calls: string[] = []
  readonly clock = {
    now: () => this.#now,
    after: (ms: number, run: () => void) => {
      let live = true
      queueMicrotask(() => {
        if (!live) return
        this.#now += ms
        run()
      })
      return () => void (live = false)
    },
  }
  readonly #script: Script
  #now = 0
  #looks = -1

  constructor(script: Script) {
    this.#script = script
    this.product = script.product ?? 'pve'
  }

  // oxlint-disable-next-line typescript/promise-function-async
  call(verb: string, path: string, parameters: Record<string, unknown>, options: CallOptions): Promise<unknown> {
    const name = path.split('/').at(-1) ?? ''
    this.calls.push(`${this.#now} ${verb} ${name}`)
    this.#script.onCall?.(name)
    if (verb === 'DELETE') return Promise.resolve(null)
    if (options.signal?.aborted) return Promise.reject(problem('cancelled'))
    if (name === 'log') return Promise.resolve(this.#log(Number(parameters.start), Number(parameters.limit)))
    const { status } = this.#script
    const one = status[Math.min(++this.#looks, status.length - 1)] ?? {}
    return typeof one === 'string' ? Promise.reject(problem(one)) : Promise.resolve(one)
  }

  #log(start: number, limit: number): object[] {
    const lines = this.#script.lines?.[Math.min(this.#looks, this.#script.lines.length - 1)] ?? 0
    // PVE says so of an empty log.
    if (lines === 0) return [{ n: 1, t: 'no content' }]
    return Array.from({ length: Math.max(0, Math.min(limit, lines - start)) }, (_, index) => ({
      n: start + index + 1,
      t: `line ${start + index + 1}`,
    }))
  }
}

const problem = (kind: ErrorKind): ProxmoxError => new ProxmoxError({ kind, method: 'GET', path: '/', text: kind })
const running = { status: 'running' }
const ended = (exitstatus: string): object => ({ status: 'stopped', exitstatus })

test('looks come soon at first and more and more seldom', async () => {
  const task = new ScriptedTask({ status: [...Array.from({ length: 9 }, () => running), ended('OK')] })
  expect(await followTask(task, upid, {})).toEqual({ upid, status: 'OK', warnings: 0 })
  const times = task.calls.map((call) => Math.round(Number.parseFloat(call)))
  expect(times).toEqual([0, 300, 720, 1308, 2131, 3284, 4897, 6897, 8897, 10_897])
})

test('every line of the log once and in order, though it comes in pieces and pages', async () => {
  const task = new ScriptedTask({
    status: [running, running, running, ended('WARNINGS: 2')],
    lines: [0, 2, 2, 1_203],
  })
  const lines: string[] = []
  const numbers: number[] = []
  const onLog = (line: string, number: number): void => {
    lines.push(line)
    numbers.push(number)
  }
  expect(await followTask(task, upid, { onLog, pollMs: 100 })).toEqual({ upid, status: 'WARNINGS: 2', warnings: 2 })
  expect(lines).toEqual(Array.from({ length: 1_203 }, (_, index) => `line ${index + 1}`))
  expect(numbers.at(-1)).toBe(1_203)
  expect(task.calls).toEqual([
    '0 GET status',
    '0 GET log',
    '100 GET status',
    '100 GET log',
    '200 GET status',
    '200 GET log',
    '300 GET status',
    '300 GET log',
    '300 GET log',
    '300 GET log',
  ])
})

test.each<[string, string, object]>([
  ['in so many words', "command 'zfs destroy' failed", { kind: 'failed' }],
  ['by a lock', "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout", { kind: 'locked' }],
  ['without quorum', 'cluster not ready - no quorum?', { kind: 'no-quorum' }],
])('a task that fails, %s', async (_, exitstatus, expected) => {
  const error: unknown = await followTask(new ScriptedTask({ status: [ended(exitstatus)] }), upid, {}).catch(
    (e: unknown) => e,
  )
  expect(error).toBeInstanceOf(TaskFailed)
  expect(error).toMatchObject({
    ...expected,
    upid,
    exitStatus: exitstatus,
    message: `TASK ${upid}: the task failed: ${exitstatus}`,
  })
})

test('a task whose end was never written down', async () => {
  await expect(followTask(new ScriptedTask({ status: [{ status: 'stopped' }] }), upid, {})).rejects.toMatchObject({
    exitStatus: 'unexpected status',
  })
})

test('looks that reach nobody are outlasted, five in a row are too many', async () => {
  const shaky: Script['status'] = [
    'unreachable',
    'timeout',
    'unreachable-node',
    'throttled',
    running,
    'unreachable',
    ended('OK'),
  ]
  await expect(followTask(new ScriptedTask({ status: shaky }), upid, {})).resolves.toMatchObject({ status: 'OK' })
  const gone = new ScriptedTask({ status: ['unreachable'] })
  await expect(followTask(gone, upid, {})).rejects.toMatchObject({ kind: 'unreachable' })
  expect(gone.calls).toHaveLength(5)
})

test.each<ErrorKind>(['forbidden', 'unauthenticated', 'missing', 'tls'])(
  'what will not pass ends it: %s',
  async (kind) => {
    const task = new ScriptedTask({ status: [running, kind] })
    await expect(followTask(task, upid, {})).rejects.toMatchObject({ kind, method: 'GET' })
  },
)

test('a deadline', async () => {
  const task = new ScriptedTask({ status: [running] })
  await expect(followTask(task, upid, { totalMs: 1_000 })).rejects.toMatchObject({
    kind: 'timeout',
    phase: 'total',
    message: `TASK ${upid}: the task is not done after 1000 ms; the task goes on`,
  })
  expect(task.calls.map((call) => Number.parseInt(call, 10))).toEqual([0, 300, 720])
})

test('cancelled, with and without the task', async () => {
  const controller = new AbortController()
  const onCall = (): void => controller.abort()
  const one = new ScriptedTask({ status: [running], onCall })
  await expect(followTask(one, upid, { signal: controller.signal })).rejects.toMatchObject({
    kind: 'cancelled',
    message: `TASK ${upid}: waiting was cancelled; the task goes on`,
  })
  const other = new ScriptedTask({ status: [running] })
  await expect(followTask(other, upid, { signal: controller.signal, stopTask: true })).rejects.toMatchObject({
    message: `TASK ${upid}: waiting was cancelled; the task was told to stop`,
  })
  expect(other.calls).toEqual(['0 DELETE {upid}'])
})

test('what is no task id', async () => {
  const task = new ScriptedTask({ status: [] })
  await expect(followTask(task, 'done', {})).rejects.toMatchObject({
    kind: 'invalid',
    message: 'TASK done: is no task id',
  })
  expect(task.calls).toEqual([])
})
