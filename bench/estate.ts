import { type Connection, startSimulator } from '@pulse/simulator'

/** The simulated estate, in a process of its own. Arguments: clusters, nodes, guests, latency in milliseconds. */
export type EstateQuestion = { ask: 'connections' } | { ask: 'requests' }
export interface EstateAnswers {
  connections: readonly Connection[]
  requests: { count: number; byPath: Readonly<Record<string, number>> }
}

const [clusters = 1, nodes = 1, guests = 1, latencyMs = 0] = process.argv.slice(2).map(Number)
const simulator = await startSimulator({ scenario: { clusters, nodes, guests }, latencyMs })

process.on('message', ({ ask }: EstateQuestion) => {
  switch (ask) {
    case 'connections':
      return void process.send?.(simulator.connections satisfies EstateAnswers['connections'])
    case 'requests': {
      const byPath: Record<string, number> = {}
      for (const paths of Object.values(simulator.requests.byEndpoint())) {
        for (const [path, count] of Object.entries(paths)) byPath[path] = (byPath[path] ?? 0) + count
      }
      return void process.send?.({ count: simulator.requests.count(), byPath } satisfies EstateAnswers['requests'])
    }
  }
})
process.on('disconnect', () => process.exit())
process.on('SIGTERM', () => process.exit())
