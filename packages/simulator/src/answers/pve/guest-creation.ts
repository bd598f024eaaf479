import { uuidText } from '../../estate/chance.ts'
import type { Guest, GuestDisk, GuestKind, Os } from '../../estate/guest.ts'
import { findStorage } from '../../estate/site.ts'
import type { LogLine } from '../../estate/task-book.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, numberOf, textOf } from '../parameters.ts'
import { type PveCall, type PveHandler, type PveHandlers, requireQuorum } from './call.ts'
import { givenKeys } from './config-update.ts'
import { creationLines, isDriveKey, parseProperty, readDrive, usableStorage } from './drives.ts'
import { placeholder, requireAllocation, startMaking, takenProblem } from './guest-making.ts'
import { restore } from './guest-restore.ts'
import { changedSettings, type Settings } from './guest-settings.ts'
import { startGuest } from './power.ts'
import { badParameter } from './work.ts'

/** Parameters of the call itself, not keys of the configuration. */
const callKeys = new Set([
  'node',
  'vmid',
  'archive',
  'bwlimit',
  'force',
  'ha-managed',
  'ignore-unpack-errors',
  'import-working-storage',
  'live-restore',
  'ostemplate',
  'password',
  'pool',
  'restore',
  'ssh-public-keys',
  'start',
  'storage',
  'unique',
])

interface Draft {
  readonly disks: readonly GuestDisk[]
  readonly settings: Settings
  readonly log: readonly LogLine[]
  readonly problem: string | undefined
}

/** Reads the whole call, so that what is wrong with it is said before anything is made. */
function readDraft(call: PveCall, kind: GuestKind, vmid: number): Draft {
  const given = givenKeys(call, callKeys)
  const storage = textOf(call.parameters, 'storage') ?? 'local'
  if (kind === 'lxc') given.set('rootfs', rootText(given.get('rootfs'), storage))
  const settings = new Map<string, string>()
  const log: LogLine[] = []
  let disks: GuestDisk[] = []
  let problem: string | undefined
  for (const [key, text] of given) {
    if (!isDriveKey(kind, key)) {
      settings.set(key, text)
      continue
    }
    const drive = readDrive(call, { kind, vmid, disks, template: false }, key, text)
    if ('text' in drive) {
      settings.set(key, drive.text)
      continue
    }
    problem ??= drive.problem
    // The root disk comes first, whatever the order in the call.
    disks = key === 'rootfs' ? [drive.disk, ...disks] : [...disks, drive.disk]
    const where = findStorage(call.site, drive.disk.storage)
    if (where !== undefined && drive.isNew) log.push(...creationLines(where, drive.disk, 500 + log.length))
  }
  return { disks, settings, log, problem }
}

/** A root disk is named by its size alone, or not at all. */
function rootText(given: string | undefined, storage: string): string {
  if (given === undefined) return `${storage}:4`
  const { head } = parseProperty(given)
  return /^\d+(\.\d+)?$/.test(head) ? given.replace(head, `${storage}:${head}`) : given
}

/** What the server puts into the configuration of a new VM by itself. */
function ownSettings(call: PveCall, guest: Guest, draft: Draft): Settings {
  const { settings, disks } = draft
  const own = new Map<string, string>()
  if (guest.kind === 'lxc') {
    if (!settings.has('arch')) own.set('arch', 'amd64')
    if (!settings.has('swap')) own.set('swap', '512')
    if (!settings.has('ostype')) own.set('ostype', guest.os)
    return own
  }
  const cds = [...settings].filter(([key, text]) => isDriveKey('qemu', key) && text?.includes('media=cdrom') === true)
  const boot = disks.find((disk) => !/^(efidisk|tpmstate)/.test(disk.key))?.key
  const net = settings.has('net0') ? 'net0' : undefined
  const order = [boot, ...cds.map(([key]) => key), net].filter((key) => key !== undefined)
  if (!settings.has('boot')) own.set('boot', order.length === 0 ? ' ' : `order=${order.join(';')}`)
  if (!settings.has('smbios1')) own.set('smbios1', `uuid=${uuidText(guest.seed, 'smbios')}`)
  if (!settings.has('vmgenid') || settings.get('vmgenid') === '1') own.set('vmgenid', uuidText(guest.seed, 'vmgenid'))
  own.set('meta', `creation-qemu=${call.version.qemu},ctime=${Math.floor(call.now / 1000)}`)
  return own
}

function finish(call: PveCall, guest: Guest, draft: Draft): void {
  const { estate, site } = call
  const pool = textOf(call.parameters, 'pool')
  const settings = new Map([...draft.settings, ...ownSettings(call, guest, draft)])
  estate.setDisks(site.name, guest.vmid, draft.disks)
  const patch = changedSettings(call, guest, settings)
  estate.update(site.name, guest.vmid, { ...patch, ...(pool !== undefined && { pool }) })
  const wantsStart = flagOf(call.parameters, 'start')
  if (flagOf(call.parameters, 'ha-managed')) {
    site.ha.push({ vmid: guest.vmid, state: wantsStart ? 'started' : 'stopped', group: null, comment: '' })
  }
  if (wantsStart) startGuest(call, guest)
}

/** The file of a container's template: on a storage that has such files, and there. */
function requireTemplate(call: PveCall): { name: string; sizeBytes: number } {
  const volid = textOf(call.parameters, 'ostemplate') ?? ''
  const [, storageName = '', name = ''] = /^([^:]+):vztmpl\/(.+)$/.exec(volid) ?? []
  if (storageName === '') throw badParameter('ostemplate', `unable to parse volume ID '${volid}'`)
  const storage = usableStorage(call, storageName)
  const file = storage.files.find(
    (one) => one.content === 'vztmpl' && one.name === name && (one.node ?? call.node.name) === call.node.name,
  )
  if (file === undefined) throw new ApiFailure(500, `volume '${volid}' does not exist`)
  return file
}

function templateLog(call: PveCall, template: { name: string; sizeBytes: number }): LogLine[] {
  const bytes = template.sizeBytes * 4
  const host = textOf(call.parameters, 'hostname') ?? 'localhost'
  return [
    [1000, `extracting archive '/var/lib/vz/template/cache/${template.name}'`],
    [2500, `Total bytes read: ${bytes} (${Math.round(bytes / 2 ** 20)}MiB, 320MiB/s)`],
    [2600, 'Detected container architecture: amd64'],
    [3000, "Creating SSH host key 'ssh_host_ed25519_key' - this may take some time ..."],
    [3400, `done: SHA256:${uuidText(template.sizeBytes, host)} root@${host}`],
  ]
}

function osOfTemplate(name: string): Os {
  const known: readonly Os[] = ['alpine', 'ubuntu']
  return known.find((os) => name.startsWith(os)) ?? 'debian'
}

function create(kind: GuestKind): PveHandler {
  return (call) => {
    requireQuorum(call)
    const isRestore = kind === 'qemu' ? call.parameters['archive'] !== undefined : flagOf(call.parameters, 'restore')
    if (isRestore) return restore(call, kind)
    const vmid = numberOf(call.parameters, 'vmid') ?? 0
    requireAllocation(call, vmid)
    const draft = readDraft(call, kind, vmid)
    const template = kind === 'lxc' ? requireTemplate(call) : null
    const prefix = `unable to create ${kind === 'qemu' ? 'VM' : 'CT'} ${vmid} -`
    const taken = takenProblem(call, vmid)
    if (taken !== undefined) throw new ApiFailure(500, `${prefix} ${taken}`)
    const guest = placeholder(call, kind, vmid, 'create')
    if (template !== null) guest.os = osOfTemplate(template.name)
    const log = [...draft.log, ...(template === null ? [] : templateLog(call, template))]
    return startMaking(call, guest, vmid, {
      type: kind === 'qemu' ? 'qmcreate' : 'vzcreate',
      durationMs: draft.problem !== undefined ? 500 : template === null ? 1500 : 4000,
      ...(draft.problem !== undefined && { outcome: `${prefix} ${draft.problem}` }),
      log: () => log,
      effect: () => finish(call, guest, draft),
    })
  }
}

export const creationHandlers: PveHandlers = {
  'POST /nodes/{node}/qemu': create('qemu'),
  'POST /nodes/{node}/lxc': create('lxc'),
}
