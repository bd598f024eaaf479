import type { SystemSettings } from '@pulse/contract'
import type { Collector } from '../collector/collector.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Clock, Log } from '../platform/platform.ts'
import type { Realtime } from '../realtime/realtime.ts'
import {
  effectiveSettings,
  type SettingsDocument,
  type SettingsListener,
  systemSettingNames,
} from '../settings/settings.ts'
import { watchedConnections } from './watched-connection.ts'

interface ChangeModules {
  collector: Pick<Collector, 'applySettings'>
  inventory: Pick<Inventory, 'forget'>
  realtime: Pick<Realtime, 'publish' | 'announce'>
  clock: Clock
  log: Log
  /** Settings that the environment says; none unless given. */
  environment?: Partial<SystemSettings>
}

/** What a change of the settings does, at once: first nobody asks the deleted host any more, then its picture goes. */
export function settingsChangePipeline(modules: ChangeModules): SettingsListener {
  const { collector, log, environment = {} } = modules
  return (now, before) => {
    if (now.connections === before.connections && now.system === before.system) return
    collector.applySettings(watchedConnections(now, environment))
    const settings = changedNames(now, before, environment)
    if (settings.length > 0) log.info({ settings }, 'settings of the server changed')
    followConnections(modules, now, before)
  }
}

function changedNames(now: SettingsDocument, before: SettingsDocument, environment: Partial<SystemSettings>): string[] {
  const [after, earlier] = [effectiveSettings(now, environment), effectiveSettings(before, environment)]
  return systemSettingNames.filter((name) => after[name] !== earlier[name])
}

function followConnections(
  { inventory, realtime, clock, log }: ChangeModules,
  { connections: now }: SettingsDocument,
  { connections: before }: SettingsDocument,
): void {
  if (now === before) return
  const kept = new Map(now.map((connection) => [connection.id, connection]))
  const known = new Map(before.map((connection) => [connection.id, connection]))
  for (const { id } of now) {
    if (!known.has(id)) log.info({ connection: id }, 'connection added')
    else if (known.get(id) !== kept.get(id)) log.info({ connection: id }, 'connection changed')
  }
  for (const { id, product } of before) {
    if (kept.has(id)) continue
    log.info({ connection: id }, 'connection deleted')
    realtime.publish(inventory.forget(id, clock.now()))
    realtime.announce({
      type: 'node_deleted',
      data: { nodeType: product },
      timestamp: new Date(clock.now()).toISOString(),
    })
  }
}
