import { hash, hexText } from '../../estate/chance.ts'
import type { Guest } from '../../estate/guest.ts'
import { diskUsedBytes } from '../../estate/load.ts'
import { findStorage } from '../../estate/site.ts'
import { isOnNode, readStorage, type Storage, type StoredFile } from '../../estate/storage.ts'
import { ApiFailure, blocked } from '../answer.ts'
import { flagOf, numberOf, textOf } from '../parameters.ts'
import { backupRow, visibleBackups } from './backup-volume.ts'
import { can, type PveCall, type PveHandlers } from './call.ts'
import { guestVolumes, keyFingerprint } from './guest-config.ts'

function maySee(call: PveCall, storage: Storage): boolean {
  const path = `/storage/${storage.storage}`
  return can(call, path, 'Datastore.Audit') || can(call, path, 'Datastore.AllocateSpace')
}

/** A blocked storage blocks the worker; through a neighbour the call ends after the proxy's patience. */
export function refuseIfHung(call: PveCall, storage: Storage): void {
  if (storage.state !== 'hung') return
  if (call.node === call.local) throw blocked()
  throw new ApiFailure(599, 'Connection timed out', { delayMs: 30_000 })
}

/** The two content words in a random order, as on the wire. */
function contentText(storage: Storage): string {
  return storage.content.toSorted((one, other) => hash(storage.seed, one) - hash(storage.seed, other)).join(',')
}

function statusRow(call: PveCall, storage: Storage): Record<string, unknown> {
  const isHere = isOnNode(storage, call.node.name)
  const isActive = isHere && !storage.disabled && storage.state === 'ok'
  const reading = isActive
    ? readStorage(storage, call.node.name, call.now)
    : { totalBytes: 0, usedBytes: 0, availableBytes: 0 }
  return {
    storage: storage.storage,
    type: storage.type,
    content: contentText(storage),
    shared: storage.shared ? 1 : 0,
    enabled: isHere && !storage.disabled ? 1 : 0,
    active: isActive ? 1 : 0,
    total: reading.totalBytes,
    used: reading.usedBytes,
    avail: reading.availableBytes,
    ...(reading.totalBytes > 0 && { used_fraction: reading.usedBytes / reading.totalBytes }),
  }
}

function list(call: PveCall): unknown[] {
  const wanted = textOf(call.parameters, 'storage')
  const content = textOf(call.parameters, 'content')
  const onlyEnabled = flagOf(call.parameters, 'enabled')
  const shown = call.site.storages.filter(
    (storage) =>
      maySee(call, storage) &&
      (wanted === undefined || storage.storage === wanted) &&
      (content === undefined || storage.content.includes(content)) &&
      (!onlyEnabled || (!storage.disabled && isOnNode(storage, call.node.name))),
  )
  // The state of every storage is looked up now, one after the other: the hung one holds up the whole list.
  for (const storage of shown) if (isOnNode(storage, call.node.name)) refuseIfHung(call, storage)
  return shown.map((storage) => statusRow(call, storage))
}

export function storageOf(call: PveCall): Storage {
  const name = textOf(call.parameters, 'storage') ?? ''
  const storage = findStorage(call.site, name)
  if (storage === undefined) throw new ApiFailure(500, `storage '${name}' does not exist`)
  return storage
}

/** The call's storage, if its content can be looked at now. */
export function activeStorageOf(call: PveCall): Storage {
  const storage = storageOf(call)
  if (storage.disabled) throw new ApiFailure(500, `storage '${storage.storage}' is disabled`)
  if (!isOnNode(storage, call.node.name)) {
    throw new ApiFailure(500, `storage '${storage.storage}' is not available on node '${call.node.name}'`)
  }
  refuseIfHung(call, storage)
  if (storage.state === 'offline') {
    const text =
      storage.type === 'pbs'
        ? 'proxmox-backup-client failed: Error: error trying to connect: error connecting to server - Connection refused'
        : `storage '${storage.storage}' is not online`
    throw new ApiFailure(500, text, { delayMs: 2000 })
  }
  return storage
}

/** Disks of guests, attached or not, and volumes that no guest names. */
export function imageRows(call: PveCall, storage: Storage): Record<string, unknown>[] {
  const guests = storage.shared ? call.site.guests.values() : call.node.guests.values()
  const attached = [...guests].flatMap((guest) =>
    guestVolumes(guest)
      .filter(({ disk }) => disk.storage === storage.storage)
      .map(({ volid, disk }) => ({
        content: guest.kind === 'qemu' ? 'images' : 'rootdir',
        volid,
        vmid: guest.vmid,
        format: formatOf(storage, guest, volid),
        size: disk.sizeBytes,
        ctime: Math.floor(guest.createdAt / 1000),
        ...(volid.endsWith('.qcow2') && { used: diskUsedBytes(guest, call.now), parent: null }),
        ...(disk.base !== undefined && { parent: disk.base }),
      })),
  )
  const loose = storage.loose
    .filter(({ node }) => node === null || node === call.node.name)
    .map(({ name, vmid, format, sizeBytes, createdAt }) => ({
      content: format === 'subvol' ? 'rootdir' : 'images',
      volid: `${storage.storage}:${name}`,
      vmid,
      format,
      size: sizeBytes,
      ctime: Math.floor(createdAt / 1000),
    }))
  return [...attached, ...loose]
}

function formatOf(storage: Storage, guest: Guest, volid: string): string {
  if (storage.type === 'zfspool' && guest.kind === 'lxc') return 'subvol'
  return /\.(qcow2|vmdk)$/.exec(volid)?.[1] ?? 'raw'
}

/** Whether the call's node has the file. */
export function isVisibleFile(call: PveCall, file: StoredFile): boolean {
  return file.node === undefined || file.node === call.node.name
}

const templateFormats: Readonly<Record<string, string>> = { zst: 'tzst', xz: 'txz', gz: 'tgz', bz2: 'tbz2' }

export function fileRow(storage: Storage, file: StoredFile): Record<string, unknown> {
  const ending = file.name.split('.').at(-1) ?? ''
  const formats = { iso: 'iso', vztmpl: templateFormats[ending] ?? 'tar', snippets: 'snippet', import: ending }
  return {
    content: file.content,
    volid: `${storage.storage}:${file.content}/${file.name}`,
    format: formats[file.content],
    size: file.sizeBytes,
    ctime: Math.floor(file.changedAt / 1000),
  }
}

/** Volumes are listed to those alone who might use them: looking at the storage is not enough for the guests' own. */
function mayUse(call: PveCall, storage: Storage, row: Readonly<Record<string, unknown>>): boolean {
  const path = `/storage/${storage.storage}`
  const guest = `/vms/${String(row['vmid'])}`
  if (can(call, path, 'Datastore.Allocate')) return true
  switch (row['content']) {
    case 'backup':
      return can(call, path, 'Datastore.AllocateSpace') && can(call, guest, 'VM.Backup')
    case 'images':
    case 'rootdir':
      return can(call, path, 'Datastore.Audit') && can(call, guest, 'VM.Config.Disk')
    default:
      return can(call, path, 'Datastore.AllocateSpace') || can(call, path, 'Datastore.Audit')
  }
}

function content(call: PveCall): unknown[] {
  const storage = activeStorageOf(call)
  const wanted = textOf(call.parameters, 'content')
  const vmid = numberOf(call.parameters, 'vmid')
  const wants = (...kinds: string[]): boolean => wanted === undefined || kinds.includes(wanted)
  const rows = [
    ...(wants('backup') && storage.content.includes('backup')
      ? visibleBackups(call, storage).map((backup) => backupRow(call, storage, backup))
      : []),
    ...(wants('images', 'rootdir') ? imageRows(call, storage) : []),
    ...(wants('iso', 'vztmpl', 'snippets', 'import')
      ? storage.files.filter((file) => isVisibleFile(call, file)).map((file) => fileRow(storage, file))
      : []),
  ]
  return rows.filter(
    (row) =>
      (wanted === undefined || row['content'] === wanted) &&
      (vmid === undefined || row['vmid'] === vmid) &&
      mayUse(call, storage, row),
  )
}

/** Changes with every change of a definition. */
export function definitionsDigest(call: Pick<PveCall, 'site'>): string {
  const state = call.site.storages.map(({ storage, content, nodes, options, disabled }) => [
    storage,
    content,
    nodes,
    options,
    disabled,
  ])
  return hexText(40, call.site.seed, 'storage.cfg', JSON.stringify(state))
}

function definition(call: PveCall, storage: Storage): Record<string, unknown> {
  return {
    storage: storage.storage,
    type: storage.type,
    content: contentText(storage),
    digest: definitionsDigest(call),
    ...storage.options,
    ...(storage.shared && !['nfs', 'cifs', 'pbs'].includes(storage.type) && { shared: 1 }),
    ...(storage.disabled && { disable: 1 }),
    ...(storage.nodes !== null && { nodes: storage.nodes.join(',') }),
    ...(storage.type === 'pbs' && { fingerprint: pbsFingerprint(call) }),
  }
}

/** PBS storages name the certificate of the server that keeps them; it prints fingerprints in lower case. */
function pbsFingerprint(call: PveCall): string {
  const [server] = call.estate.backupServers.values()
  return server?.certificate?.fingerprint.toLowerCase() ?? keyFingerprint(call.site.seed)
}

function definitions(call: PveCall): unknown[] {
  const type = textOf(call.parameters, 'type')
  return call.site.storages
    .filter((storage) => maySee(call, storage) && (type === undefined || storage.type === type))
    .map((storage) => definition(call, storage))
}

const at = '/nodes/{node}/storage'

export const storageHandlers: PveHandlers = {
  'GET /storage': definitions,
  'GET /storage/{storage}': (call) => definition(call, storageOf(call)),
  [`GET ${at}`]: list,
  [`GET ${at}/{storage}/status`]: (call) => {
    const storage = storageOf(call)
    refuseIfHung(call, storage)
    const { storage: _, used_fraction: __, ...facts } = statusRow(call, storage)
    return facts
  },
  [`GET ${at}/{storage}/content`]: content,
}
