import { type Collector, createCollector } from './collector/collector.ts'
import { connectionHandlers, coreHandlers, createWebServer, type WebServer } from './http/http.ts'
import { createInventory, type Inventory } from './inventory/inventory.ts'
import { deployment, ownVersion } from './io/about.ts'
import { openIdentityFile } from './io/identity-file.ts'
import { shownCertificate } from './io/shown-certificate.ts'
import {
  connectionDesk,
  healthOf,
  observationPipeline,
  settingsChangePipeline,
  watchedConnection,
} from './pipeline/pipeline.ts'
import { type Clock, type Log, silentLog, systemClock } from './platform/platform.ts'
import { createRealtime, type Realtime } from './realtime/realtime.ts'
import { openSettings, type Settings } from './settings/settings.ts'

export interface AppOptions {
  /** 127.0.0.1 unless given. */
  host?: string
  /** 0 takes any free one. */
  port: number
  /** Made where it is missing; one server at a time may use it. */
  dataDir: string
  clock?: Clock
  log?: Log
  /** Folder of the built web interface. */
  webRoot?: string
  version?: string
}

/** The modules, for tests that look behind the interface. */
export interface Modules {
  readonly settings: Settings
  readonly inventory: Inventory
  readonly collector: Collector
  readonly realtime: Realtime
}

export interface App {
  /** Listens and begins to watch. Stops by itself what it started if it fails. */
  start(): Promise<{ address: string; port: number }>
  /** In the reverse order of start; may be called more than once. */
  stop(): Promise<void>
  readonly modules: Modules
}

/**
 * Builds every module, in order; nothing is watched or served before `start`.
 *
 * @throws {StartError} the data directory cannot be used
 */
export async function createApp(options: AppOptions): Promise<App> {
  const stops: Stop[] = []
  let stopped: Promise<void> | undefined
  const stop = (): Promise<void> => (stopped ??= inReverse(stops))
  try {
    const { modules, web } = await build(options, stops)
    const { settings, collector } = modules
    return {
      modules,
      stop,
      async start() {
        try {
          const address = await web.listen(options.host ?? '127.0.0.1', options.port)
          collector.applySettings(settings.connections().map(watchedConnection))
          options.log?.info({ ...address, connections: settings.connections().length }, 'server started')
          return address
        } catch (error) {
          await stop()
          throw error
        }
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

type Stop = () => Promise<unknown>

async function inReverse(stops: Stop[]): Promise<void> {
  for (let stop = stops.pop(); stop; stop = stops.pop()) await stop()
}

async function build(options: AppOptions, stops: Stop[]): Promise<{ modules: Modules; web: WebServer }> {
  const { dataDir, clock = systemClock, log = silentLog, version = ownVersion() } = options
  const startedAt = clock.monotonicMs()

  const settings = await openSettings({ directory: dataDir, clock, log: log.child({ module: 'settings' }) })
  stops.push(() => settings.close())
  const identities = await openIdentityFile(`${dataDir}/identities.json`, clock, log.child({ module: 'inventory' }))
  const inventory = createInventory({ identities: identities.known })
  identities.follow(() => inventory.identities())
  stops.push(() => identities.close())
  const collector = createCollector({
    clock,
    log: log.child({ module: 'collector' }),
    observe: (observation) => observe(observation),
  })
  stops.push(() => collector.stop())
  const realtime = createRealtime({
    clock,
    log: log.child({ module: 'realtime' }),
    version,
    picture: () => inventory.picture(),
    stats: () => collector.stats(),
  })
  const observe = observationPipeline({ inventory, realtime })
  settings.onChange(settingsChangePipeline({ collector, inventory, realtime, clock, log }))

  const core = coreHandlers({
    health: () => {
      const upMs = clock.monotonicMs() - startedAt
      const status = healthOf(inventory.picture().tables.connections.values(), clock.now(), upMs)
      return { status, timestamp: Math.floor(clock.now() / 1000), uptime: upMs / 1000 }
    },
    version: () => versionFacts(version),
    stateDocument: (encoding) => realtime.stateDocument(encoding),
  })
  const desk = connectionDesk({ settings, collector, inventory, clock, inspectCertificate: shownCertificate })
  const web = await createWebServer({
    handlers: { ...core, ...connectionHandlers(desk) },
    upgrade: (request, socket, head) => realtime.upgrade(request, socket, head),
    webRoot: options.webRoot ?? `${import.meta.dirname}/../../web/dist`,
    clock,
    log: log.child({ module: 'http' }),
  })
  // First of all nobody new comes in and who listens is let go: an open WebSocket keeps its server from closing.
  stops.push(() => Promise.all([web.close(), realtime.close()]))
  return { modules: { settings, inventory, collector, realtime }, web }
}

function versionFacts(version: string) {
  const deploymentType = deployment()
  return {
    version,
    build: 'release',
    runtime: 'node',
    channel: 'stable',
    isDocker: deploymentType === 'docker',
    isDevelopment: false,
    deploymentType,
  }
}
