import type { SystemSettings } from '@pulse/contract'
import { type AccessOptions, closedAccess } from './access-options.ts'
import { type Collector, createCollector } from './collector/collector.ts'
import { type ConfigurationOptions, noConfiguration } from './configuration-options.ts'
import { createDiscovery, type Discovery, networkProbe } from './discovery/discovery.ts'
import { foreignVariables } from './foreign-variables.ts'
import { buildHandlers } from './handlers.ts'
import { createGate, createWebServer, type WebServer } from './http/http.ts'
import { createInventory, type Inventory } from './inventory/inventory.ts'
import { architecture, deployment, ownVersion } from './io/about.ts'
import { openIdentityFile } from './io/identity-file.ts'
import { serverCertificate } from './io/server-certificate.ts'
import {
  credentialStore,
  discoveryChangePipeline,
  discoverySettings,
  findingsAnnouncement,
  observationPipeline,
  originRules,
  settingsChangePipeline,
  watchedConnections,
} from './pipeline/pipeline.ts'
import {
  type Clock,
  createOutbound,
  type Log,
  type LogLevel,
  readNetworks,
  silentLog,
  systemClock,
} from './platform/platform.ts'
import { createRealtime, type Realtime } from './realtime/realtime.ts'
import { authorityOf, createSecurity, type Security } from './security/security.ts'
import type { TlsOptions } from './server-options.ts'
import {
  applyConfigFile,
  configureAtStart,
  createTransfer,
  effectiveSettings,
  openSettings,
  type Settings,
  type Transfer,
} from './settings/settings.ts'
import { createUpdates, type Updates } from './updates/updates.ts'

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
  /** Closed unless given. */
  access?: AccessOptions
  /** Off unless given. */
  tls?: TlsOptions
  /** Settings that the environment says; they win over those that are stored. */
  environment?: Partial<SystemSettings>
  /** What is applied or imported at the start. */
  configuration?: ConfigurationOptions
  /** All variables of the environment: where the secrets of `pulse.yaml` may be. */
  secrets?: Readonly<Record<string, string | undefined>>
  /** Of the log, to be shown. */
  logLevel?: LogLevel
}

/** The modules, for tests that look behind the interface. */
export interface Modules {
  readonly settings: Settings
  readonly security: Security
  readonly inventory: Inventory
  readonly collector: Collector
  readonly realtime: Realtime
  readonly discovery: Discovery
  readonly updates: Updates
  readonly transfer: Transfer
}

export interface App {
  /** Listens and begins to watch. Stops by itself what it started if it fails. */
  start(): Promise<{ address: string; port: number }>
  /**
   * Applies `pulse.yaml` once more, if there is one.
   *
   * @throws {StartError} naming line and field; nothing has changed then
   */
  applyConfigFile(): Promise<void>
  /** In the reverse order of start; may be called more than once. */
  stop(): Promise<void>
  readonly modules: Modules
  /** Undefined without TLS. `fingerprint` is SHA-256, upper-case colon form. */
  readonly certificate: { fingerprint: string } | undefined
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
    const { modules, web, certificate, listensAt } = await build(options, stops)
    const { settings, collector, discovery } = modules
    const { environment = {} } = options
    return {
      modules,
      certificate,
      async applyConfigFile() {
        const { configuration, secrets = {}, log = silentLog } = options
        if (configuration?.file === undefined) return
        await applyConfigFile({ transfer: modules.transfer, environment: secrets, log }, configuration.file)
      },
      stop,
      async start() {
        try {
          const address = await web.listen(options.host ?? '127.0.0.1', options.port)
          listensAt(address)
          collector.applySettings(watchedConnections(settings.document(), environment))
          discovery.applySettings(discoverySettings(settings.document(), environment))
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

/** No address beyond the public and private ones may be asked. */
const nobody = readNetworks([])

type Stop = () => Promise<unknown>

async function inReverse(stops: Stop[]): Promise<void> {
  for (let stop = stops.pop(); stop; stop = stops.pop()) await stop()
}

interface Built {
  modules: Modules
  web: WebServer
  certificate: App['certificate']
  /** Tells where `listen` succeeded. */
  listensAt: (place: { address: string; port: number }) => void
}

async function build(options: AppOptions, stops: Stop[]): Promise<Built> {
  const { dataDir, clock = systemClock, log = silentLog, version = ownVersion() } = options
  const { access = closedAccess, environment = {} } = options
  const startedAt = clock.monotonicMs()
  for (const foreign of foreignVariables(options.secrets ?? {})) log.warn(foreign, 'this variable means nothing here')

  const settings = await openSettings({ directory: dataDir, clock, log: log.child({ module: 'settings' }) })
  stops.push(() => settings.close())
  const tls = await serverCertificate(options.tls ?? { kind: 'off' }, { directory: dataDir, clock, log })
  const transfer = createTransfer(settings, clock)
  const { file, initial } = options.configuration ?? noConfiguration
  await configureAtStart({ settings, transfer, file, initial, environment: options.secrets ?? {}, log })
  const security = await createSecurity({
    store: credentialStore(settings),
    directory: dataDir,
    clock,
    log: log.child({ module: 'security' }),
    allowUnauthenticated: access.allowUnauthenticated,
    environment: access.credentials,
  })
  stops.push(() => security.close())
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
  settings.onChange(settingsChangePipeline({ collector, inventory, realtime, clock, log, environment }))
  security.onEnded((authority) => realtime.endAuthority(authority))

  const announce = findingsAnnouncement({ settings, inventory, realtime, clock })
  const discovery = createDiscovery({
    clock,
    announce,
    log: log.child({ module: 'discovery' }),
    probe: networkProbe(),
  })
  stops.push(() => discovery.close())
  settings.onChange(discoveryChangePipeline({ discovery, announce, environment }))
  const updates = createUpdates({
    clock,
    version,
    log: log.child({ module: 'updates' }),
    outbound: createOutbound({ policy: () => ({ allowPrivate: true, allowed: nobody }) }),
    deploymentType: deployment(),
    architecture: architecture(),
  })

  const modules = { settings, security, inventory, collector, realtime, discovery, updates, transfer }
  const listener = { host: options.host ?? '127.0.0.1', port: options.port }
  const web = await createWebServer({
    handlers: buildHandlers(modules, {
      clock,
      version,
      access,
      environment,
      upMs: () => clock.monotonicMs() - startedAt,
      listener: () => listener,
      logLevel: options.logLevel ?? 'info',
      ownCertificate: options.tls?.kind === 'own' ? tls?.certificate : undefined,
      onStop: (stop) => stops.push(() => Promise.resolve(stop())),
    }),
    gate: createGate({
      security,
      trustedProxies: readNetworks(access.trustedProxies),
      origins: () => originRules(effectiveSettings(settings.document(), environment)),
    }),
    upgrade: (request, socket, head, { principal, caller: { address } }) =>
      realtime.upgrade(request, socket, head, { address, authority: authorityOf(principal) }),
    tls,
    webRoot: options.webRoot ?? `${import.meta.dirname}/../../web/dist`,
    clock,
    log: log.child({ module: 'http' }),
  })
  // First of all nobody new comes in and who listens is let go: an open WebSocket keeps its server from closing.
  stops.push(() => Promise.all([web.close(), realtime.close()]))
  return {
    modules,
    web,
    certificate: tls && { fingerprint: tls.fingerprint },
    listensAt: ({ address, port }) => void Object.assign(listener, { host: address, port }),
  }
}
