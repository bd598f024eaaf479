import type { Discovery, discoveryEndpoints } from '@pulse/contract'
import type { Handlers } from '../handlers.ts'

/** Where hosts are looked for. */
export interface DiscoveryDesk {
  findings(): Discovery
  /** Of the network, else of that in the settings. */
  scan(subnet: string | undefined): Discovery
  stop(): Discovery
  /** Tells all WebSockets of a registration that never was. */
  sendTestNotification(): void
}

export function discoveryHandlers(desk: DiscoveryDesk): Pick<Handlers, keyof typeof discoveryEndpoints> {
  return {
    'GET /api/discover': () => desk.findings(),
    'POST /api/discover': ({ body }) => desk.scan(body.subnet),
    'DELETE /api/discover': () => desk.stop(),
    'POST /api/test-notification': () => {
      desk.sendTestNotification()
      return { status: 'notification sent' }
    },
  }
}
