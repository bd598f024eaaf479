import { type GuestBackup, storedBackups } from '../../estate/backup-job.ts'
import { chance } from '../../estate/chance.ts'
import type { Guest } from '../../estate/guest.ts'
import type { Storage } from '../../estate/storage.ts'
import type { PveCall } from './call.ts'
import { keyFingerprint } from './guest-config.ts'

const pad = (value: number): string => String(value).padStart(2, '0')

/** The time inside a backup file's name: local time of the node (the estate's nodes keep UTC). */
function fileStamp(at: number): string {
  const date = new Date(at)
  const day = `${date.getUTCFullYear()}_${pad(date.getUTCMonth() + 1)}_${pad(date.getUTCDate())}`
  return `${day}-${pad(date.getUTCHours())}_${pad(date.getUTCMinutes())}_${pad(date.getUTCSeconds())}`
}

const endings: Readonly<Record<string, string>> = { zstd: '.zst', gzip: '.gz', 1: '.lzo', lzo: '.lzo', 0: '' }

/** How a backup ends on a storage of files. */
export function backupFormat(guest: Pick<Guest, 'kind'>, compress = 'zstd'): string {
  return `${guest.kind === 'qemu' ? 'vma' : 'tar'}${endings[compress] ?? ''}`
}

type Named = Pick<GuestBackup, 'guest' | 'startedAt' | 'format'>

/** `vm/100/2026-03-01T02:30:05Z`, as a backup server names it. */
export function snapshotPath({ guest, startedAt }: Pick<Named, 'guest' | 'startedAt'>): string {
  const kind = guest.kind === 'qemu' ? 'vm' : 'ct'
  return `${kind}/${guest.vmid}/${new Date(startedAt).toISOString().slice(0, 19)}Z`
}

export function backupFileName({ guest, startedAt, format }: Named): string {
  return `vzdump-${guest.kind}-${guest.vmid}-${fileStamp(startedAt)}.${format ?? backupFormat(guest)}`
}

export function backupVolid(storage: Storage, backup: Named): string {
  const name = storage.type === 'pbs' ? snapshotPath(backup) : backupFileName(backup)
  return `${storage.storage}:backup/${name}`
}

/** The backups that the call's node sees on a storage. */
export function visibleBackups(call: PveCall, storage: Storage): GuestBackup[] {
  const isHere = ({ node, guest }: GuestBackup): boolean => storage.shared || (node ?? guest.node) === call.node.name
  return storedBackups(call.site, storage.storage, call.now).filter(isHere)
}

export function findBackup(call: PveCall, storage: Storage, volid: string): GuestBackup | undefined {
  return visibleBackups(call, storage).find((backup) => backupVolid(storage, backup) === volid)
}

/** A backup as the content of its storage. */
export function backupRow(call: PveCall, storage: Storage, backup: GuestBackup): Record<string, unknown> {
  const { guest, startedAt, sizeBytes, notes, isProtected, format } = backup
  const base = {
    content: 'backup',
    volid: backupVolid(storage, backup),
    vmid: guest.vmid,
    ctime: Math.floor(startedAt / 1000),
    size: sizeBytes,
    subtype: guest.kind,
    ...(notes !== '' && { notes }),
    ...(isProtected && { protected: 1 }),
  }
  if (storage.type !== 'pbs') return { ...base, format: format ?? backupFormat(guest) }
  const isVerified = call.now - startedAt > 86_400_000
  const stamp = Math.floor(startedAt / 1000)
    .toString(16)
    .toUpperCase()
  return {
    ...base,
    format: `pbs-${guest.kind === 'qemu' ? 'vm' : 'ct'}`,
    ...(chance(guest.seed, 'encrypted') < 0.15 && { encrypted: keyFingerprint(guest.seed) }),
    ...(isVerified && {
      verification: {
        state: 'ok',
        upid: `UPID:pbs:000002D4:000023D8:00000007:${stamp}:verificationjob:main\\x3av\\x2dmain:root@pam:`,
      },
    }),
  }
}
