import { type Credential, type Endpoint, type Simulator, startSimulator } from '../src/simulator.ts'
import { dataOf, endpointOf, type Reply, type Row, rowsOf } from './ask.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'
import { type Call, done, send } from './send.ts'

/** The cluster of the demo at noon, with what a test needs to write to it and to follow its tasks. */
export interface Workshop {
  readonly clock: ManualClock
  readonly simulator: Simulator
  readonly endpoint: Endpoint
  readonly root: Credential
  /** A call whatever it answers. */
  send(...call: Call): Promise<Reply>
  /** `data` of a call that has to be a success. */
  done(...call: Call): Promise<unknown>
  get(path: string): Promise<Row>
  rows(path: string): Promise<Row[]>
  status(upid: unknown): Promise<Row>
  log(upid: unknown): Promise<string[]>
  /** Starts a task, lets time pass until it is over, and gives how it ended. */
  run(...call: Call): Promise<{ upid: string; exit: unknown; lines: string[] }>
  close(): Promise<void>
}

export const noon = Date.UTC(2026, 2, 4, 12, 0, 0)

export async function openWorkshop(): Promise<Workshop> {
  const clock = manualClock(noon)
  const simulator = await startSimulator({ scenario: 'small', host: '127.0.0.1', clock })
  const endpoint = endpointOf(simulator.endpoints, 'attic/pve1')
  const root = simulator.credentials.root
  const taskPath = (upid: unknown): string => {
    const text = String(upid)
    return `/nodes/${text.split(':')[1]}/tasks/${encodeURIComponent(text)}`
  }
  const workshop: Workshop = {
    clock,
    simulator,
    endpoint,
    root,
    send: (...call) => send(endpoint, root, ...call),
    done: (...call) => done(endpoint, root, ...call),
    get: async (path) => (await dataOf(endpoint, root, path)) as Row,
    rows: (path) => rowsOf(endpoint, root, path),
    status: async (upid) => (await dataOf(endpoint, root, `${taskPath(upid)}/status`)) as Row,
    log: async (upid) => (await rowsOf(endpoint, root, `${taskPath(upid)}/log?limit=0`)).map((row) => String(row['t'])),
    async run(...call) {
      const upid = String(await workshop.done(...call))
      for (let second = 0; second < 120; second++) {
        const { status, exitstatus } = await workshop.status(upid)
        if (status === 'stopped') return { upid, exit: exitstatus, lines: await workshop.log(upid) }
        clock.advance(1000)
      }
      throw new Error(`${upid} did not end`)
    },
    close: () => simulator.close(),
  }
  return workshop
}
