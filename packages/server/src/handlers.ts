import type { SystemSettings } from '@pulse/contract'
import type { AccessOptions } from './access-options.ts'
import type { Modules } from './app.ts'
import {
  accessHandlers,
  connectionHandlers,
  coreHandlers,
  discoveryHandlers,
  guestMetadataHandlers,
  type Handlers,
  registrationHandlers,
  storageHandlers,
  systemHandlers,
  transferHandlers,
  updateHandlers,
} from './http/http.ts'
import { deployment } from './io/about.ts'
import { apiDocument } from './io/api-document.ts'
import { machineFacts } from './io/machine-facts.ts'
import { makeProxmoxToken } from './io/proxmox-token.ts'
import { shownCertificate } from './io/shown-certificate.ts'
import {
  accessDesk,
  connectionDesk,
  diagnostics,
  discoveryDesk,
  guestMetadataDesk,
  healthOf,
  registrationDesk,
  storageDesk,
  systemDesk,
  transferDesk,
  updatesDesk,
} from './pipeline/pipeline.ts'
import { type Clock, type LogLevel, readNetworks } from './platform/platform.ts'
import { publicKeyPin } from './registration/registration.ts'
import { effectiveSettings } from './settings/settings.ts'

/** What the desks need beside the modules. */
export interface Surroundings {
  clock: Clock
  version: string
  /** Milliseconds since the server was built. */
  upMs: () => number
  access: AccessOptions
  /** Settings that the environment says. */
  environment: Partial<SystemSettings>
  listener: () => { host: string; port: number }
  logLevel: LogLevel
  /** In PEM, if it is one that no authority knows. */
  ownCertificate: string | undefined
  /** To be done at the end. */
  onStop: (stop: () => void) => void
}

/** A desk for each part of the interface, and the handlers that ask it. */
export function buildHandlers(modules: Modules, around: Surroundings): Handlers {
  const { settings, security, collector, inventory, realtime, discovery, updates, transfer } = modules
  const { clock, version, access, environment, listener, logLevel, upMs } = around
  const system = (): SystemSettings => effectiveSettings(settings.document(), environment)
  const about = { deploymentType: deployment(), version, channel: () => system().updateChannel }
  const inspectCertificate = shownCertificate

  const registration = registrationDesk({
    settings,
    collector,
    inventory,
    realtime,
    security,
    clock,
    inspectCertificate,
    makeProxmoxToken,
    requireRegistrationToken: access.requireRegistrationToken,
    publicUrl: () => system().publicUrl,
    pinOf: pinOf(around.ownCertificate, () => listener().port),
  })
  around.onStop(() => registration.close())

  return {
    ...coreHandlers({
      health: () => {
        const status = healthOf(inventory.picture().tables.connections.values(), clock.now(), upMs())
        return { status, timestamp: Math.floor(clock.now() / 1000), uptime: upMs() / 1000 }
      },
      version: () => versionFacts(about),
      apiDocument: apiDocument(version),
      stateDocument: (encoding) => realtime.stateDocument(encoding),
    }),
    ...accessHandlers(
      accessDesk({
        security,
        deploymentType: about.deploymentType,
        allowUnprotectedExport: access.allowUnprotectedExport,
        requireRegistrationToken: access.requireRegistrationToken,
        trustedNetworks: access.trustedNetworks && readNetworks(access.trustedNetworks),
      }),
    ),
    ...connectionHandlers(
      connectionDesk({ settings, security, collector, inventory, clock, inspectCertificate, environment }),
    ),
    ...systemHandlers(
      systemDesk({ settings, security, environment, listener, logLevel }),
      diagnostics({
        settings,
        collector,
        clock,
        environment,
        about: () => ({ version, uptime: upMs() / 1000 }),
        machine: machineFacts,
      }),
    ),
    ...storageHandlers(storageDesk({ inventory, clock })),
    ...guestMetadataHandlers(guestMetadataDesk({ settings, inventory })),
    ...transferHandlers(
      transferDesk({ settings, transfer, security, allowUnprotectedExport: access.allowUnprotectedExport }),
    ),
    ...registrationHandlers(registration),
    ...discoveryHandlers(discoveryDesk({ discovery, settings, inventory, realtime, clock, environment })),
    ...updateHandlers(updatesDesk({ updates, settings, environment })),
  }
}

/**
 * Scripts pin the key of a certificate that no authority vouches for. An address with another port leads to a proxy, which
 * has a certificate of its own.
 */
function pinOf(certificate: string | undefined, port: () => number): (pulseUrl: string) => string | undefined {
  const pin = certificate === undefined ? undefined : publicKeyPin(certificate)
  return (pulseUrl) => {
    const url = new URL(pulseUrl)
    return url.protocol === 'https:' && Number(url.port || 443) === port() ? pin : undefined
  }
}

function versionFacts({
  version,
  deploymentType,
  channel,
}: {
  version: string
  deploymentType: string
  channel: () => string
}) {
  return {
    version,
    build: 'release',
    runtime: 'node',
    channel: channel(),
    isDocker: deploymentType === 'docker',
    isDevelopment: false,
    deploymentType,
  }
}
