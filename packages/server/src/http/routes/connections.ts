import type { CallOutput, ConnectionChange, ConnectionInput, connectionEndpoints, Inspection } from '@pulse/contract'
import type { Handlers } from '../handlers.ts'

type SoftTest = CallOutput<'POST /api/config/nodes/test-config'>

/** Where connections are kept and tried. */
export interface ConnectionDesk {
  list(): CallOutput<'GET /api/config/nodes'>
  add(input: ConnectionInput): Promise<{ id: string; name: string }>
  change(id: string, change: ConnectionChange): Promise<void>
  remove(id: string): Promise<void>
  test(input: ConnectionInput): Promise<CallOutput<'POST /api/config/nodes/test-connection'>>
  testSoftly(input: ConnectionInput): Promise<SoftTest>
  testStored(id: string): Promise<SoftTest>
  inspect(target: Pick<ConnectionInput, 'type' | 'host'>): Promise<Inspection>
}

const success = { status: 'success' } as const

export function connectionHandlers(desk: ConnectionDesk): Pick<Handlers, keyof typeof connectionEndpoints> {
  return {
    'GET /api/config/nodes': () => desk.list(),
    'POST /api/config/nodes': async ({ body }) => ({ ...success, ...(await desk.add(body)) }),
    'PUT /api/config/nodes/:id': async ({ path, body }) => {
      await desk.change(path.id, body)
      return success
    },
    'DELETE /api/config/nodes/:id': async ({ path }) => {
      await desk.remove(path.id)
      return success
    },
    'POST /api/config/nodes/test-connection': ({ body }) => desk.test(body),
    'POST /api/config/nodes/test-config': ({ body }) => desk.testSoftly(body),
    'POST /api/config/nodes/:id/test': ({ path }) => desk.testStored(path.id),
    'POST /api/connections/inspect': ({ body }) => desk.inspect(body),
  }
}
