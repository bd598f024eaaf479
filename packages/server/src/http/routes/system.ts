import type { CallInput, CallOutput, Diagnostics, SystemChange, SystemConfig, systemEndpoints } from '@pulse/contract'
import type { Asker } from '../../security/security.ts'
import type { Handlers } from '../handlers.ts'

/** Where the settings of the server as a whole are kept. */
export interface SystemDesk {
  summary(): CallOutput<'GET /api/config'>
  config(): SystemConfig
  settings(): CallOutput<'GET /api/system/settings'>
  change(change: SystemChange, asker: Asker): Promise<{ message: string; pollingInterval: number }>
  legacy(): CallOutput<'GET /api/settings'>
  changeLegacy(
    body: CallInput<'POST /api/settings/update'>['body'],
    asker: Asker,
  ): Promise<CallOutput<'POST /api/settings/update'>>
}

const success = { status: 'success' } as const

/** `diagnose` tries every connection. */
export function systemHandlers(
  desk: SystemDesk,
  diagnose: () => Promise<Diagnostics>,
): Pick<Handlers, keyof typeof systemEndpoints> {
  const change = async ({ body }: { body: SystemChange }, request: Asker) => ({
    ...success,
    ...(await desk.change(body, request)),
  })
  return {
    'GET /api/config': () => desk.summary(),
    'GET /api/config/system': () => desk.config(),
    'POST /api/config/system': change,
    'PUT /api/config/system': change,
    'GET /api/system/settings': () => desk.settings(),
    'POST /api/system/settings/update': async ({ body }, request) => {
      await desk.change(body, request)
      return success
    },
    'GET /api/settings': () => desk.legacy(),
    'POST /api/settings/update': ({ body }, request) => desk.changeLegacy(body, request),
    'GET /api/diagnostics': () => diagnose(),
  }
}
