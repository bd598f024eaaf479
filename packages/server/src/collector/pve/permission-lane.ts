import { missingIn, sightsOf } from '../permissions.ts'
import type { ResourceRow } from './guest-row.ts'
import type { PveContext } from './pve-context.ts'

/** Reads what the credentials may see, so that a person can be told what will be missing. */
export async function readPermissions(c: PveContext): Promise<undefined> {
  const permissions = await c.ask('slow', (pve, options) => pve.get('/access/permissions', {}, options))
  c.permissions = permissions
  const sights = sightsOf(
    'pve',
    c.version,
    permissions,
    c.connection.watch.backups ? backupStorages(c.storageRows) : [],
  )
  c.observe({ connection: { sights, missingPrivileges: missingIn(sights), privilegesAt: c.clock.now() } })
}

/** Names of the storages that hold backups as files. Those that lie on a backup server are seen there. */
export function backupStorages(rows: readonly Pick<ResourceRow, 'storage' | 'content' | 'plugintype'>[]): string[] {
  const names = rows.flatMap(({ storage, content = '', plugintype }) =>
    storage !== undefined && plugintype !== 'pbs' && content.split(',').includes('backup') ? [storage] : [],
  )
  return [...new Set(names)].sort()
}
