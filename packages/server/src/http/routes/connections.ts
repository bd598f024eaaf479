import type { CallOutput, ConnectionChange, ConnectionInput, connectionEndpoints, Inspection } from '@pulse/contract'
import type { Asker } from '../../security/security.ts'
import type { Handlers } from '../handlers.ts'

type SoftTest = CallOutput<'POST /api/config/nodes/test-config'>

/** Where connections are kept and tried. */
export interface ConnectionDesk {
  list(): CallOutput<'GET /api/config/nodes'>
  add(input: ConnectionInput, asker: Asker): Promise<{ id: string; name: string }>
  change(id: string, change: ConnectionChange, asker: Asker): Promise<void>
  remove(id: string, asker: Asker): Promise<void>
  test(input: ConnectionInput): Promise<CallOutput<'POST /api/config/nodes/test-connection'>>
  testSoftly(input: ConnectionInput): Promise<SoftTest>
  testStored(id: string): Promise<SoftTest>
  inspect(target: Pick<ConnectionInput, 'type' | 'host'>): Promise<Inspection>
}

const success = { status: 'success' } as const

export function connectionHandlers(desk: ConnectionDesk): Pick<Handlers, keyof typeof connectionEndpoints> {
  return {
    'GET /api/config/nodes': () => desk.list(),
    'POST /api/config/nodes': async ({ body }, request) => ({ ...success, ...(await desk.add(body, request)) }),
    'PUT /api/config/nodes/:id': async ({ path, body }, request) => {
      await desk.change(path.id, body, request)
      return success
    },
    'DELETE /api/config/nodes/:id': async ({ path }, request) => {
      await desk.remove(path.id, request)
      return success
    },
    'POST /api/config/nodes/test-connection': ({ body }) => desk.test(body),
    'POST /api/config/nodes/test-config': ({ body }) => desk.testSoftly(body),
    'POST /api/config/nodes/:id/test': ({ path }) => desk.testStored(path.id),
    'POST /api/connections/inspect': ({ body }) => desk.inspect(body),
  }
}
