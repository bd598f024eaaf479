import type { Collector } from '../collector/collector.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Clock, Log } from '../platform/platform.ts'
import type { Realtime } from '../realtime/realtime.ts'
import type { SettingsListener } from '../settings/settings.ts'
import { watchedConnection } from './watched-connection.ts'

/** What a change of the settings does, at once: first nobody asks the deleted host any more, then its picture goes. */
export function settingsChangePipeline(modules: {
  collector: Pick<Collector, 'applySettings'>
  inventory: Pick<Inventory, 'forget'>
  realtime: Pick<Realtime, 'publish' | 'announce'>
  clock: Clock
  log: Log
}): SettingsListener {
  const { collector, inventory, realtime, clock, log } = modules
  return ({ connections: now }, { connections: before }) => {
    if (now === before) return
    collector.applySettings(now.map(watchedConnection))
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
}
