import type { CallOutput, UpdateCheck, updateEndpoints } from '@pulse/contract'
import type { Handlers } from '../handlers.ts'

/** Where it is known how this server is updated. */
export interface UpdatesDesk {
  /** In the channel, else in that of the settings. */
  check(channel: UpdateCheck['channel'] | undefined): Promise<UpdateCheck>
  apply(): CallOutput<'POST /api/updates/apply'>
  status(): CallOutput<'GET /api/updates/status'>
}

export function updateHandlers(desk: UpdatesDesk): Pick<Handlers, keyof typeof updateEndpoints> {
  return {
    'GET /api/updates/check': ({ query }) => desk.check(query?.channel),
    'POST /api/updates/apply': () => desk.apply(),
    'GET /api/updates/status': () => desk.status(),
  }
}
