import { setImmediate as nextTurn, setTimeout as realDelay } from 'node:timers/promises'
import type { Connection, Guest, Node } from '@pulse/contract'
import { type Simulator, type SimulatorOptions, startSimulator } from '@pulse/simulator'
import { type Collector, createCollector, type WatchedConnection } from '../src/collector/collector.ts'
import { createInventory, type Inventory } from '../src/inventory/inventory.ts'
import { ManualClock, Secret, silentLog } from '../src/platform/platform.ts'

/** Thursday 15 January 2026, 10:00 UTC. */
export const storyStartAt = Date.UTC(2026, 0, 15, 10)

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

/** After so many turns of the event loop without any movement, what is under way hangs (or waits for the clock). */
const hangsAfterTurns = 3
const waitsAfterTurns = 25

/** A simulated estate, a collector that watches it and the picture that comes of it, all on one clock that stands still. */
export interface Story {
  readonly clock: ManualClock
  readonly simulator: Simulator
  /** Another estate, equal in everything but its ports and certificates; its connections end in `-twin`. */
  readonly twin: Simulator | undefined
  readonly collector: Collector
  readonly inventory: Inventory
  /** Lets time pass, as if it really did. */
  pass(ms: number): Promise<void>
  watch(change?: (connection: WatchedConnection) => WatchedConnection): void
  connection(name: string): Connection
  node(connection: string, name: string): Node
  /** The guest under this vmid now; undefined if there is none. */
  guest(connection: string, vmid: number): Guest | undefined
  /** Requests that reached an endpoint (or all), with paths that match. */
  requests(path: RegExp, endpoint?: string): number
  end(): Promise<void>
}

const watchAll = { virtualMachines: true, containers: true, storage: true, backups: true, datastores: true }

/** Connection ids are the names that the simulator gives its connections. */
export async function startStory(options: Partial<SimulatorOptions> & { withTwin?: boolean } = {}): Promise<Story> {
  const clock = new ManualClock(storyStartAt)
  const { withTwin = false, ...plan } = options
  const start = (): Promise<Simulator> => startSimulator({ scenario: 'small', seed: 7, clock, ...plan })
  const simulator = await start()
  const twin = withTwin ? await start() : undefined
  const simulators = twin ? [simulator, twin] : [simulator]
  const inventory = createInventory()
  const collector = createCollector({
    clock,
    log: silentLog,
    observe: (observation) => void inventory.apply(observation),
  })
  const settle = settler(simulators, collector)

  const story: Story = {
    clock,
    simulator,
    twin,
    collector,
    inventory,
    pass: (ms) => clock.advance(ms, settle),
    watch: (change = (connection) => connection) => {
      const twins = twin ? watched(twin).map((one) => ({ ...one, id: `${one.id}-twin` })) : []
      collector.applySettings([...watched(simulator), ...twins].map(change))
    },
    connection: (name) => found(inventory.picture().tables.connections.get(name), name),
    node: (connection, name) =>
      found(inventory.picture().tables.nodes.get(`${connection}~node~${name}`), `${connection} ${name}`),
    guest: (connection, vmid) =>
      [...inventory.picture().tables.guests.values()].find(
        (guest) => guest.connectionId === connection && guest.vmid === vmid,
      ),
    requests: (path, endpoint) =>
      simulator.requests
        .log()
        .filter((line) => path.test(line.path) && (endpoint === undefined || line.endpoint === endpoint)).length,
    async end() {
      await collector.stop()
      await Promise.all(simulators.map((one) => one.close()))
    },
  }
  return story
}

function watched(simulator: Simulator): WatchedConnection[] {
  return simulator.connections.map(({ name, product, url, fingerprints, tokenId, secret }) => ({
    id: name,
    name,
    product,
    url,
    credentials: { kind: 'token', tokenId, secret: new Secret(secret) },
    // The first is what the user saw and trusted; those of the other members are learnt.
    trust: { kind: 'fingerprint', sha256: fingerprints.slice(0, 1) },
    watch: watchAll,
  }))
}

/** Waits until what was started has come to rest: answered, or known to hang. */
function settler(simulators: readonly Simulator[], collector: Collector): () => Promise<void> {
  const sum = (count: (requests: Simulator['requests']) => number): number =>
    simulators.reduce((all, { requests }) => all + count(requests), 0)
  const hung = (): number => sum((requests) => requests.hungNow())
  const open = (): number => sum((requests) => requests.openNow())
  const activity = (): string => {
    const { totalCalls, inFlight } = collector.stats()
    return [sum((requests) => requests.count()), open(), hung(), totalCalls, inFlight].join()
  }
  return async () => {
    await Promise.all(simulators.map((one) => one.settled()))
    let before = ''
    for (let quiet = 0; ; quiet++) {
      await (quiet > 1 ? realDelay(1) : nextTurn())
      const now = activity()
      if (now !== before) quiet = 0
      before = now
      const { inFlight } = collector.stats()
      if (inFlight === 0 && quiet > 0) return
      if (inFlight === hung() && open() === 0 && quiet >= hangsAfterTurns) return
      // What the simulator has not got yet is on its way; only what it has may be waiting, and what queues behind that.
      if (open() + hung() > 0 && quiet >= waitsAfterTurns) return
    }
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`not in the picture: ${what}`)
  return value
}
