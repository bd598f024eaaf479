import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard'
import Plug from '@lucide/svelte/icons/plug'
import SettingsIcon from '@lucide/svelte/icons/settings'
import type { Route } from '../routes.ts'
import { messages } from '../text/messages.ts'

/** The pages one can go to, in the order of the navigation. */
export const pages = [
  { page: 'overview', url: '/', label: messages.frame.overview, icon: LayoutDashboard },
  { page: 'connections', url: '/settings/connections', label: messages.frame.connections, icon: Plug },
  { page: 'settings', url: '/settings', label: messages.frame.settings, icon: SettingsIcon },
] as const satisfies readonly { page: Route['page']; url: string; label: string; icon: unknown }[]
