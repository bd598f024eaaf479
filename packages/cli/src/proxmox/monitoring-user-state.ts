import { monitorRole } from '@pulse/contract'
import type { PbsClient, PveClient } from '@pulse/proxmox'
import { type AccessState, type MonitoringUser, tokenIdOf } from './monitoring-user.ts'

/** What a Proxmox VE cluster has of the user. Lists leave out what the login may not see. */
export async function readPveState(pve: PveClient, wanted: MonitoringUser, nowMs: number): Promise<AccessState> {
  const users = await pve.get('/access/users')
  const roles = await pve.get('/access/roles')
  const acl = await pve.get('/access/acl')
  const user = users.find(({ userid }) => userid === wanted.userid)
  const tokens = user ? await pve.get('/access/users/{userid}/token', { userid: wanted.userid }) : []
  const token = tokens.find(({ tokenid }) => tokenid === wanted.tokenName)
  const role = roles.find(({ roleid }) => roleid === monitorRole)
  return {
    ...(user && { user: { isUsable: isUsable(user, nowMs) } }),
    ...(token && { token: { isUsable: isUsable(token, nowMs), isSeparated: token.privsep !== false } }),
    ...(role && { role: (role.privs ?? '').split(',').filter((privilege) => privilege !== '') }),
    grants: acl
      .filter(({ type, ugid }) => type !== 'group' && isAbout(wanted, ugid))
      .map(({ path = '', ugid = '', roleid = '', propagate }) => ({
        path,
        to: ugid,
        role: roleid,
        propagate: propagate !== false,
      })),
  }
}

/** What a Proxmox Backup Server has of the user. */
export async function readPbsState(pbs: PbsClient, wanted: MonitoringUser, nowMs: number): Promise<AccessState> {
  const users = await pbs.get('/access/users')
  const acl = await pbs.get('/access/acl')
  const user = users.find(({ userid }) => userid === wanted.userid)
  const tokens = user ? await pbs.get('/access/users/{userid}/token', { userid: wanted.userid }) : []
  const token = tokens.find(({ tokenid }) => tokenid === tokenIdOf(wanted))
  return {
    ...(user && { user: { isUsable: isUsable(user, nowMs) } }),
    ...(token && { token: { isUsable: isUsable(token, nowMs), isSeparated: true } }),
    grants: acl
      .filter(({ ugid_type: type, ugid }) => type !== 'group' && isAbout(wanted, ugid))
      .map(({ path = '', ugid = '', roleid = '', propagate }) => ({
        path,
        to: ugid,
        role: roleid,
        propagate: propagate !== false,
      })),
  }
}

const isAbout = (wanted: MonitoringUser, id: string | undefined): boolean =>
  id === wanted.userid || id === tokenIdOf(wanted)

/** `expire` is in seconds since 1970; 0 is never. */
const isUsable = ({ enable, expire = 0 }: { enable?: boolean; expire?: number }, nowMs: number): boolean =>
  enable !== false && (expire === 0 || expire * 1000 > nowMs)
