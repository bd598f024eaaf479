import Archive from '@lucide/svelte/icons/archive'
import KeyRound from '@lucide/svelte/icons/key-round'
import Radar from '@lucide/svelte/icons/radar'
import RefreshCw from '@lucide/svelte/icons/refresh-cw'
import ScrollText from '@lucide/svelte/icons/scroll-text'
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal'
import TicketCheck from '@lucide/svelte/icons/ticket-check'
import type { Component } from 'svelte'
import type { SettingsSection } from '../../routes.ts'
import Audit from './audit/audit.svelte'
import Backup from './backup/backup.svelte'
import Discovery from './discovery/discovery.svelte'
import Registration from './registration/registration.svelte'
import Security from './security/security.svelte'
import System from './system/system.svelte'
import Updates from './updates/updates.svelte'

interface Section {
  icon: typeof Archive
  content: Component
}

/** What each section shows below its title. Its order is that of `settingsSections`, its name that of the texts. */
export const sections: Readonly<Record<SettingsSection, Section>> = {
  security: { icon: KeyRound, content: Security },
  audit: { icon: ScrollText, content: Audit },
  system: { icon: SlidersHorizontal, content: System },
  registration: { icon: TicketCheck, content: Registration },
  discovery: { icon: Radar, content: Discovery },
  backup: { icon: Archive, content: Backup },
  updates: { icon: RefreshCw, content: Updates },
}
