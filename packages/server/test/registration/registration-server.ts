import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Scope, StateMessage } from '@pulse/contract'
import { createCollector } from '../../src/collector/collector.ts'
import { createGate, createWebServer, registrationHandlers } from '../../src/http/http.ts'
import { createInventory, type Inventory } from '../../src/inventory/inventory.ts'
import { makeProxmoxToken } from '../../src/io/proxmox-token.ts'
import { shownCertificate } from '../../src/io/shown-certificate.ts'
import { registrationDesk, settingsChangePipeline, watchedConnection } from '../../src/pipeline/pipeline.ts'
import { AppError, type Clock, readNetworks, silentLog, systemClock } from '../../src/platform/platform.ts'
import { publicKeyPin } from '../../src/registration/registration.ts'
import type { AuditEntry, Principal, Security } from '../../src/security/security.ts'
import { openSettings, type Settings } from '../../src/settings/settings.ts'

export interface RegistrationServer {
  /** `http://127.0.0.1:port` */
  readonly base: string
  readonly settings: Settings
  readonly inventory: Inventory
  readonly announced: StateMessage[]
  readonly audited: AuditEntry[]
  readonly directory: string
  send(method: string, path: string, more?: { body?: unknown; headers?: Record<string, string> }): Promise<Response>
  stop(): Promise<void>
}

export interface RegistrationServerOptions {
  clock?: Clock
  /** Nobody has to log in. */
  open?: boolean
  requireRegistrationToken?: boolean
  publicUrl?: string
  /** Kept when the server stops, and used again. */
  directory?: string
  tls?: { certificate: string; key: string }
  /** As the pin of its own certificate; the right one unless given. */
  pin?: string
}

/** Whoever calls himself by a scope in `X-API-Token` has it: what the credentials are worth is tested elsewhere. */
function believingSecurity(open: boolean, audited: AuditEntry[]): Security {
  const needed: Partial<Security> = {
    allowUnauthenticated: open,
    setupNeeded: () => false,
    identify({ tokens: [token] }) {
      if (token === undefined) return Promise.resolve({ principal: { kind: open ? 'anybody' : 'nobody' }, cookies: [] })
      if (token === 'wrong') return Promise.reject(new AppError('access.unauthenticated', 'Invalid API token'))
      const scopes = new Set(token.split(',') as Scope[])
      const principal: Principal =
        token === 'owner'
          ? { kind: 'owner', name: 'ada', sessionId: 's', presented: 'basic' }
          : { kind: 'token', id: token, name: token, scopes }
      return Promise.resolve({ principal, cookies: [] })
    },
    isLive: () => true,
    takeTurn: () => undefined,
    audit: (entry) => void audited.push(entry),
  }
  return needed as Security
}

/** The calls of registration over HTTP, with all that stands behind them, and hosts that are really watched. */
export async function startRegistrationServer(options: RegistrationServerOptions = {}): Promise<RegistrationServer> {
  const { clock = systemClock, open = false, publicUrl = '', tls } = options
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'pulse-registration-'))
  const log = silentLog
  const settings = await openSettings({ directory, clock, log })
  const inventory = createInventory()
  const collector = createCollector({ clock: systemClock, log, observe: (seen) => void inventory.apply(seen) })
  const announced: StateMessage[] = []
  const audited: AuditEntry[] = []
  const realtime = { publish: () => {}, announce: (message: StateMessage) => void announced.push(message) }
  settings.onChange(settingsChangePipeline({ collector, inventory, realtime, clock, log }))
  collector.applySettings(settings.connections().map(watchedConnection))
  const security = believingSecurity(open, audited)
  const ownPin = options.pin ?? (tls && publicKeyPin(tls.certificate))
  const desk = registrationDesk({
    settings,
    collector,
    inventory,
    realtime,
    security,
    clock,
    inspectCertificate: shownCertificate,
    makeProxmoxToken,
    requireRegistrationToken: options.requireRegistrationToken ?? false,
    publicUrl: () => publicUrl,
    pinOf: (url) => (url.startsWith('https:') ? ownPin : undefined),
  })
  const web = await createWebServer({
    handlers: registrationHandlers(desk),
    gate: createGate({
      security,
      trustedProxies: readNetworks([]),
      origins: () => ({ allowed: [], publicUrl }),
    }),
    upgrade: (_, socket) => socket.destroy(),
    tls,
    webRoot: '/nowhere',
    clock,
    log,
  })
  const { port } = await web.listen('127.0.0.1', 0)
  const base = `${tls ? 'https' : 'http'}://127.0.0.1:${port}`
  return {
    base,
    settings,
    inventory,
    announced,
    audited,
    directory,
    send: (method, path, { body, headers = {} } = {}) =>
      fetch(base + path, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async stop() {
      await web.close()
      desk.close()
      await collector.stop()
      await settings.close()
      if (options.directory === undefined) rmSync(directory, { recursive: true })
    },
  }
}
