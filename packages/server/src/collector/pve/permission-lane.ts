import { missingPrivileges } from '../permissions.ts'
import type { PveContext } from './pve-context.ts'

/** Reads what the credentials may see, so that a person can be told what will be missing. */
export async function readPermissions(c: PveContext): Promise<undefined> {
  const permissions = await c.ask('slow', (pve, options) => pve.get('/access/permissions', {}, options))
  c.permissions = permissions
  c.observe({ connection: { missingPrivileges: missingPrivileges('pve', c.version, permissions) } })
}
