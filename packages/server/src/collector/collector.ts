import type { ConnectionId } from '@pulse/contract'
import { createPbs, createPve, type PbsClient, type PveClient } from '@pulse/proxmox'
import type { Observation } from '../observation/observation.ts'
import type { Clock, Log } from '../platform/platform.ts'
import { sparingAbsentCalls } from './absent-calls.ts'
import { CallStatistics } from './call-statistics.ts'
import { ConnectionLoop, type LoopOptions } from './connection-loop.ts'
import { watchPbs } from './pbs/pbs-watch.ts'
import { watchPve } from './pve/pve-watch.ts'
import { testConnection, type TestOutcome } from './test-connection.ts'
import { sameConnection, type WatchedConnection } from './watched-connection.ts'

export type { TestOutcome } from './test-connection.ts'
export type { WatchedConnection } from './watched-connection.ts'

interface CollectorStats {
  startedAt: number
  totalCalls: number
  failedCalls: number
  pollingCycles: number
  lastPollMs: number | null
  /** Milliseconds of the last call by path. */
  callMs: Readonly<Record<string, number>>
  /** Calls that were asked for and are not answered yet. */
  inFlight: number
}

export interface Collector {
  /** Starts, changes and stops loops at once. Unchanged connections are not disturbed; another pace costs them nothing. */
  applySettings(connections: readonly WatchedConnection[]): void
  /** One-off try without storing; never throws for expected failures. */
  test(connection: WatchedConnection, signal?: AbortSignal): Promise<TestOutcome>
  stats(): CollectorStats
  /** Resolves when no call is under way; a call that hangs keeps it waiting until its deadline. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** Between the starts of two loops, so that a hundred connections do not begin in the same instant. */
const staggerMs = 10
const longestStaggerMs = 300

type Loop = ConnectionLoop<PveClient> | ConnectionLoop<PbsClient>

export function createCollector(options: {
  clock: Clock
  log: Log
  observe: (observation: Observation) => void
}): Collector {
  const { clock, log, observe } = options
  const statistics = new CallStatistics()
  const startedAt = clock.now()
  const loops = new Map<ConnectionId, Loop>()
  const stopping = new Set<Promise<void>>()
  const idle: (() => void)[] = []

  const inFlight = (): number => [...loops.values()].reduce((sum, { line }) => sum + line.inFlight, 0)

  const onSettled = (): void => {
    if (inFlight() === 0) for (const resolve of idle.splice(0)) resolve()
  }

  const stopLoop = (id: ConnectionId, loop: Loop): void => {
    loops.delete(id)
    const stopped = loop
      .stop()
      .catch((error: unknown) => log.error({ error, connection: id }, 'a connection did not close'))
      .finally(() => {
        stopping.delete(stopped)
        onSettled()
      })
    stopping.add(stopped)
  }

  return {
    applySettings(connections) {
      const wanted = new Map(connections.map((connection) => [connection.id, connection]))
      for (const [id, loop] of loops) {
        const connection = wanted.get(id)
        if (!connection || !sameConnection(connection, loop.connection)) {
          stopLoop(id, loop)
          continue
        }
        loop.changePace(connection)
        wanted.delete(id)
      }
      let index = 0
      for (const connection of wanted.values()) {
        const loop = createLoop({ connection, clock, log, observe, statistics, onSettled })
        loops.set(connection.id, loop)
        loop.start(Math.min(longestStaggerMs, staggerMs * index++))
      }
    },
    test: (connection, signal) => testConnection(connection, clock, signal),
    stats: () => {
      const { totalCalls, failedCalls, pollingCycles, lastPollMs } = statistics
      const counts = { startedAt, totalCalls, failedCalls, pollingCycles, lastPollMs, inFlight: inFlight() }
      return { ...counts, callMs: statistics.callMs }
    },
    settled: () => (inFlight() === 0 ? Promise.resolve() : new Promise((resolve) => idle.push(resolve))),
    async stop() {
      for (const [id, loop] of loops) stopLoop(id, loop)
      await Promise.all(stopping)
    },
  }
}

function createLoop(options: LoopOptions): Loop {
  return options.connection.product === 'pve'
    ? new ConnectionLoop<PveClient>(options, {
        create: (client) => sparingAbsentCalls(createPve(client), options.clock),
        probe: (pve, call) => pve.get('/version', {}, call),
        watch: watchPve,
      })
    : new ConnectionLoop<PbsClient>(options, {
        create: (client) => sparingAbsentCalls(createPbs(client), options.clock),
        probe: (pbs, call) => pbs.get('/version', {}, call),
        watch: watchPbs,
      })
}
