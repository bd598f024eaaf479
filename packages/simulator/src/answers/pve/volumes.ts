import { backupKey, type GuestBackup } from '../../estate/backup-job.ts'
import type { Guest } from '../../estate/guest.ts'
import { isUp } from '../../estate/guest.ts'
import { countBytes, isFileBased, isThin, type Storage, type StoredFile } from '../../estate/storage.ts'
import { ApiFailure } from '../answer.ts'
import { numberOf, textOf } from '../parameters.ts'
import { backupRow, findBackup } from './backup-volume.ts'
import { can, type PveCall, type PveHandlers, requireQuorum } from './call.ts'
import { parseSize, spaceProblem } from './drives.ts'
import { guestVolumes, namedDisks } from './guest-config.ts'
import { activeStorageOf, fileRow, imageRows, isVisibleFile } from './storage.ts'
import { badParameter, requirePrivilege, startTask } from './work.ts'

/** The volume that a call names, with or without its storage in front. */
function volidOf(call: PveCall): string {
  const given = textOf(call.parameters, 'volume') ?? ''
  const storage = textOf(call.parameters, 'storage') ?? ''
  if (!given.includes(':')) return `${storage}:${given}`
  if (!given.startsWith(`${storage}:`)) throw badParameter('storage', 'storage ID mismatch')
  return given
}

type Found =
  | { readonly kind: 'backup'; readonly backup: GuestBackup }
  | { readonly kind: 'file'; readonly file: StoredFile }
  | { readonly kind: 'image'; readonly row: Record<string, unknown> }

function find(call: PveCall, storage: Storage, volid: string): Found {
  const backup = findBackup(call, storage, volid)
  if (backup !== undefined) return { kind: 'backup', backup }
  const file = storage.files.find((one) => isVisibleFile(call, one) && fileRow(storage, one)['volid'] === volid)
  if (file !== undefined) return { kind: 'file', file }
  const row = imageRows(call, storage).find((one) => one['volid'] === volid)
  if (row !== undefined) return { kind: 'image', row }
  throw new ApiFailure(500, `volume '${volid}' does not exist`)
}

function rowOf(call: PveCall, storage: Storage, found: Found): Record<string, unknown> {
  switch (found.kind) {
    case 'backup':
      return backupRow(call, storage, found.backup)
    case 'file':
      return fileRow(storage, found.file)
    case 'image':
      return found.row
  }
}

const folders: Readonly<Record<string, string>> = {
  iso: 'template/iso',
  vztmpl: 'template/cache',
  backup: 'dump',
  snippets: 'snippets',
  import: 'import',
  images: 'images',
  rootdir: 'images',
}

/** Where a volume lies on the node. */
export function pathOf(storage: Storage, content: string, volid: string): string {
  const name = volid.slice(storage.storage.length + 1)
  const { path, pool, vgname } = storage.options
  if (isFileBased(storage)) {
    const isImage = content === 'images' || content === 'rootdir'
    return `${path ?? ''}/${folders[content] ?? ''}/${isImage ? name : name.slice(name.indexOf('/') + 1)}`
  }
  if (storage.type === 'zfspool') return `${content === 'rootdir' ? '' : '/dev/zvol'}/${pool ?? ''}/${name}`
  return storage.type === 'pbs'
    ? `${storage.options['username']}@${storage.options['server']}:${storage.options['datastore']}:${name}`
    : `/dev/${vgname ?? storage.storage}/${name}`
}

function read(call: PveCall): unknown {
  const storage = activeStorageOf(call)
  const volid = volidOf(call)
  const row = rowOf(call, storage, find(call, storage, volid))
  return {
    path: pathOf(storage, String(row['content']), volid),
    size: row['size'],
    used: row['used'] ?? row['size'],
    format: row['format'],
    ...(row['notes'] !== undefined && { notes: row['notes'] }),
    ...(row['protected'] !== undefined && { protected: row['protected'] }),
  }
}

function requireBackupRights(call: PveCall, storage: Storage, vmid: number | undefined): void {
  const path = `/storage/${storage.storage}`
  if (can(call, path, 'Datastore.Allocate')) return
  requirePrivilege(call, path, vmid === undefined ? 'Datastore.Allocate' : 'Datastore.AllocateSpace')
  if (vmid !== undefined) requirePrivilege(call, `/vms/${vmid}`, 'VM.Backup')
}

function change(call: PveCall): null {
  requireQuorum(call)
  const storage = activeStorageOf(call)
  const found = find(call, storage, volidOf(call))
  if (found.kind !== 'backup')
    throw new ApiFailure(500, 'unable to set attributes - only backups have notes and protection')
  const { backup } = found
  requireBackupRights(call, storage, backup.guest.vmid)
  const notes = textOf(call.parameters, 'notes')
  const isProtected = textOf(call.parameters, 'protected')
  const key = backupKey(backup)
  call.site.backupMarks.set(key, {
    ...call.site.backupMarks.get(key),
    ...(notes !== undefined && { notes }),
    ...(isProtected !== undefined && { isProtected: isProtected === '1' || isProtected === 'true' }),
  })
  return null
}

/** Takes a backup off its storage, whether somebody made it or a job did. */
export function removeBackup(call: PveCall, storage: Storage, backup: GuestBackup): void {
  const key = backupKey(backup)
  call.site.backupMarks.set(key, { ...call.site.backupMarks.get(key), isRemoved: true })
  countBytes(storage, call.node.name, -backup.sizeBytes, call.estate.clock.now())
  call.site.revision++
}

function removalProblem(call: PveCall, storage: Storage, found: Found, volid: string): string | undefined {
  if (found.kind === 'backup') {
    if (!found.backup.isProtected) return undefined
    return storage.type === 'pbs'
      ? 'proxmox-backup-client failed: Error: cannot remove protected snapshot'
      : `cannot remove protected archive '${pathOf(storage, 'backup', volid)}'`
  }
  const owner = ownerOf(call, volid)
  if (owner === undefined || !isUp(owner)) return undefined
  return `volume '${volid}' is in use by ${owner.kind === 'qemu' ? 'VM' : 'CT'} ${owner.vmid}`
}

function ownerOf(call: PveCall, volid: string): Guest | undefined {
  for (const guest of call.site.guests.values()) {
    if (guestVolumes(guest).some((volume) => volume.volid === volid)) return guest
  }
  return undefined
}

function drop(call: PveCall, storage: Storage, found: Found, volid: string): void {
  switch (found.kind) {
    case 'backup':
      removeBackup(call, storage, found.backup)
      return
    case 'file':
      storage.files = storage.files.filter((file) => file !== found.file)
      countBytes(storage, call.node.name, -found.file.sizeBytes, call.estate.clock.now())
      return
    case 'image': {
      const name = volid.slice(storage.storage.length + 1)
      storage.loose = storage.loose.filter((volume) => volume.name !== name)
      const owner = ownerOf(call, volid)
      if (owner === undefined) return
      const disks = namedDisks(owner).filter((disk) => disk.storage !== storage.storage || disk.volume !== name)
      call.estate.setDisks(call.site.name, owner.vmid, disks)
    }
  }
}

function remove(call: PveCall): string {
  requireQuorum(call)
  const storage = activeStorageOf(call)
  const volid = volidOf(call)
  const found = find(call, storage, volid)
  const vmid = found.kind === 'backup' ? found.backup.guest.vmid : undefined
  requireBackupRights(call, storage, vmid)
  const problem = removalProblem(call, storage, found, volid)
  const owner = vmid ?? (found.kind === 'image' ? found.row['vmid'] : undefined)
  return startTask(call, `${typeof owner === 'number' ? `${owner}@` : ''}${storage.storage}`, {
    type: 'imgdel',
    durationMs: 500,
    ...(problem !== undefined && { outcome: problem }),
    log: () => (problem === undefined ? [[500, `Removed volume '${volid}'`]] : []),
    effect: () => drop(call, storage, found, volid),
  })
}

/** Makes an empty volume; answers its id at once. */
function allocate(call: PveCall): string {
  requireQuorum(call)
  const storage = activeStorageOf(call)
  const vmid = numberOf(call.parameters, 'vmid') ?? 0
  const given = textOf(call.parameters, 'filename') ?? ''
  const ending = /\.(raw|qcow2|vmdk)$/.exec(given)?.[1]
  const format = textOf(call.parameters, 'format') ?? ending ?? 'raw'
  if (!new RegExp(`^(?:vm|subvol)-${vmid}-`).test(given)) {
    throw new ApiFailure(500, `illegal name '${given}' - should be 'vm-${vmid}-*'`)
  }
  const isFile = isFileBased(storage)
  if (!isFile && ending !== undefined) throw new ApiFailure(500, `unable to parse volume name '${given}'`)
  const name = isFile ? `${vmid}/${ending === undefined ? `${given}.${format}` : given}` : given
  const volid = `${storage.storage}:${name}`
  if (imageRows(call, storage).some((row) => row['volid'] === volid)) {
    throw new ApiFailure(500, `disk image '${pathOf(storage, 'images', volid)}' already exists`)
  }
  // Without a unit the size is in KiB.
  const text = textOf(call.parameters, 'size') ?? ''
  const sizeBytes = parseSize(/^\d+$/.test(text) ? `${text}K` : text) ?? 0
  const problem = spaceProblem(call, storage, name, sizeBytes)
  if (problem !== undefined) throw new ApiFailure(500, problem)
  const node = storage.shared ? null : call.node.name
  storage.loose = [...storage.loose, { name, vmid, format, sizeBytes, createdAt: call.now, node }]
  if (!isThin(storage)) countBytes(storage, call.node.name, sizeBytes, call.now)
  return volid
}

const at = '/nodes/{node}/storage/{storage}/content'

export const volumeHandlers: PveHandlers = {
  [`POST ${at}`]: allocate,
  [`GET ${at}/{volume}`]: read,
  [`PUT ${at}/{volume}`]: change,
  [`DELETE ${at}/{volume}`]: remove,
}
