import type { SystemSettings } from '@pulse/contract'
import type { UpdatesDesk } from '../http/http.ts'
import { effectiveSettings, type Settings } from '../settings/settings.ts'
import type { Updates } from '../updates/updates.ts'

/** Updates, as the settings say where to ask, behind the calls about them. */
export function updatesDesk({
  updates,
  settings,
  environment,
}: {
  updates: Updates
  settings: Pick<Settings, 'document'>
  /** Settings that the environment says; they win. */
  environment: Partial<SystemSettings>
}): UpdatesDesk {
  return {
    check(channel) {
      const { updateSource, updateChannel } = effectiveSettings(settings.document(), environment)
      return updates.check({ source: updateSource, channel: channel ?? updateChannel })
    },
    apply: () => updates.apply(),
    status: () => updates.status(),
  }
}
