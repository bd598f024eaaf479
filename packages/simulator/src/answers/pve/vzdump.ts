import { backupKey, type GuestBackup } from '../../estate/backup-job.ts'
import { uuidText } from '../../estate/chance.ts'
import { type Guest, isDataDisk, isUp } from '../../estate/guest.ts'
import { diskRatio } from '../../estate/load.ts'
import { findStorage } from '../../estate/site.ts'
import { countBytes, isOnNode, readStorage, type Storage } from '../../estate/storage.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, listOf, type Parameters, textOf } from '../parameters.ts'
import { can, type PveCall, type PveHandlers, requireQuorum } from './call.ts'
import { backupFormat, visibleBackups } from './backup-volume.ts'
import { type Part, runLog } from './vzdump-log.ts'
import { markBackups, retentionOf } from './pruning.ts'
import { refuseIfHung } from './storage.ts'
import { removeBackup } from './volumes.ts'
import { badParameter, copyMs, lockProblem, requirePrivilege, startTask } from './work.ts'

/** What can be selected together, and that something is. */
export function requireSense(parameters: Parameters): void {
  const given = (name: string): boolean => textOf(parameters, name) !== undefined
  const conflict = "option conflicts with option 'vmid'"
  if (given('vmid')) {
    for (const name of ['all', 'exclude', 'pool']) if (given(name)) throw badParameter(name, conflict)
    return
  }
  const isSelected = flagOf(parameters, 'all') || given('exclude') || given('pool') || flagOf(parameters, 'stop')
  if (!isSelected) throw badParameter('vmid', 'property is missing')
}

/** The numbers that the call selects: those on this node, those elsewhere, and those that nobody has. */
function selection(call: PveCall): { here: number[]; elsewhere: number[] } {
  const { site, parameters } = call
  const isAll = textOf(parameters, 'vmid') === undefined
  const excluded = new Set(listOf(parameters, 'exclude').map(Number))
  const pool = textOf(parameters, 'pool')
  const ofSelection = [...site.guests.values()]
    .filter((guest) => !excluded.has(guest.vmid) && (pool === undefined || guest.pool === pool))
    .map((guest) => guest.vmid)
  const wanted = isAll ? ofSelection : listOf(parameters, 'vmid').map(Number)
  const isHere = (vmid: number): boolean => (site.guests.get(vmid)?.node ?? call.node.name) === call.node.name
  const allowed = wanted.filter((vmid) => {
    if (can(call, `/vms/${vmid}`, 'VM.Backup')) return true
    if (!isAll) requirePrivilege(call, `/vms/${vmid}`, 'VM.Backup')
    return false
  })
  const sorted = allowed.toSorted((one, other) => one - other)
  return { here: sorted.filter(isHere), elsewhere: isAll ? [] : sorted.filter((vmid) => !isHere(vmid)) }
}

function targetOf(call: PveCall): Storage {
  const name = textOf(call.parameters, 'storage') ?? 'local'
  const refuse = (text: string): ApiFailure =>
    new ApiFailure(500, `could not get storage information for '${name}': ${text}`)
  const storage = findStorage(call.site, name)
  if (storage === undefined) throw refuse(`storage '${name}' does not exist`)
  requirePrivilege(call, `/storage/${name}`, 'Datastore.AllocateSpace')
  if (!storage.content.includes('backup')) {
    throw refuse(`can't use storage '${name}' for backups - wrong content type`)
  }
  if (storage.disabled) throw refuse(`storage '${name}' is disabled`)
  if (!isOnNode(storage, call.node.name)) {
    throw refuse(`storage '${name}' is not available on node '${call.node.name}'`)
  }
  refuseIfHung(call, storage)
  if (storage.state === 'offline') throw refuse(`storage '${name}' is not online`)
  return storage
}

/** What a backup takes: as much as lies on the disks, packed. */
function sizeOf(guest: Guest, at: number): number {
  const bytes = guest.disks.filter(isDataDisk).reduce((sum, disk) => sum + disk.sizeBytes, 0)
  return Math.round(bytes * diskRatio(guest, at) * 0.55)
}

function spaceProblem(call: PveCall, storage: Storage, guest: Guest, sizeBytes: number): string | undefined {
  if (readStorage(storage, call.node.name, call.now).availableBytes >= sizeBytes) return undefined
  if (storage.type === 'pbs')
    return 'backup write data failed: command error: write_data upload error: pipelined request failed: No space left on device (os error 28)'
  return guest.kind === 'qemu'
    ? 'vma_queue_write: write error - Broken pipe'
    : "command 'set -o pipefail && tar cpf - | zstd' failed: exit code 70"
}

/** One guest's share of the run. */
function planPart(call: PveCall, storage: Storage, vmid: number, fromMs: number): Part {
  const guest = call.site.guests.get(vmid)
  if (guest === undefined) {
    return { vmid, guest: null, fromMs, toMs: fromMs + 500, sizeBytes: 0, failure: `unable to find VM '${vmid}'` }
  }
  const sizeBytes = sizeOf(guest, call.now)
  const failure = lockProblem(guest) ?? guest.backupFailure ?? spaceProblem(call, storage, guest, sizeBytes) ?? null
  // What stands in the way shows early, a broken disk half-way.
  const wholeMs = 2000 + copyMs(sizeBytes)
  const share = lockProblem(guest) !== undefined ? 0.1 : failure === null ? 1 : 0.4
  return { vmid, guest, fromMs, toMs: fromMs + Math.round(wholeMs * share), sizeBytes, failure }
}

function planParts(call: PveCall, storage: Storage, vmids: readonly number[]): Part[] {
  const parts: Part[] = []
  for (const vmid of vmids) parts.push(planPart(call, storage, vmid, (parts.at(-1)?.toMs ?? 0) + 1000))
  return parts
}

function notesOf(call: PveCall, guest: Guest): string {
  const values: Readonly<Record<string, string>> = {
    guestname: guest.name,
    vmid: String(guest.vmid),
    node: guest.node,
    cluster: call.site.standalone ? guest.node : call.site.name,
  }
  const template = textOf(call.parameters, 'notes-template') ?? ''
  return template.replaceAll(/\{\{(\w+)\}\}/g, (text, name: string) => values[name] ?? text).replaceAll('\\n', '\n')
}

function keep(call: PveCall, storage: Storage, part: Part, guest: Guest): void {
  const { site } = call
  const compress = textOf(call.parameters, 'compress') ?? '0'
  const backup: GuestBackup = {
    guest: { ...guest, lock: null, config: new Map(guest.config) },
    storage: storage.storage,
    node: call.node.name,
    startedAt: Math.floor((call.now + part.fromMs) / 1000) * 1000,
    endedAt: call.now + part.toMs,
    sizeBytes: part.sizeBytes,
    failure: null,
    format: backupFormat(guest, compress),
    notes: notesOf(call, guest),
    isProtected: flagOf(call.parameters, 'protected'),
  }
  site.backups.push(backup)
  countBytes(storage, call.node.name, part.sizeBytes, call.estate.clock.now())
  site.revision++
  const retention = retentionOf(call, storage)
  const isRemoving = textOf(call.parameters, 'remove') === undefined || flagOf(call.parameters, 'remove')
  if (retention === null || !isRemoving) return
  const group = visibleBackups({ ...call, now: call.estate.clock.now() }, storage).filter(
    (one) => one.guest.vmid === guest.vmid && one.guest.kind === guest.kind,
  )
  for (const { backup: old, mark } of markBackups(group, retention)) {
    if (mark !== 'remove' || backupKey(old) === backupKey(backup)) continue
    part.pruned?.push(old)
    removeBackup(call, storage, old)
  }
}

interface Deeds {
  readonly steps: { readonly afterMs: number; readonly run: () => void }[]
  /** Gives back every guest that is still held. */
  readonly release: () => void
}

/** What happens to the guests on the way: each is locked, copied and let go in its turn. */
function deedsOf(call: PveCall, storage: Storage, parts: readonly Part[]): Deeds {
  const { estate, site } = call
  const locked = new Set<Guest>()
  const unlock = (guest: Guest): void => {
    if (!locked.delete(guest) || site.guests.get(guest.vmid) !== guest || guest.lock !== 'backup') return
    estate.update(site.name, guest.vmid, { lock: null })
  }
  const begin = (guest: Guest): void => {
    // Something else may have taken the guest since the task began.
    if (guest.lock !== null || site.guests.get(guest.vmid) !== guest) return
    locked.add(guest)
    estate.update(site.name, guest.vmid, { lock: 'backup' })
  }
  const end = (part: Part, guest: Guest): void => {
    if (!locked.has(guest)) return
    unlock(guest)
    if (part.failure === null) keep(call, storage, part, guest)
    if (textOf(call.parameters, 'mode') === 'stop' && isUp(guest)) estate.restart(site.name, guest.vmid)
  }
  const steps = parts.flatMap((part) => {
    const { guest } = part
    if (guest === null || lockProblem(guest) !== undefined) return []
    return [
      { afterMs: part.fromMs, run: () => begin(guest) },
      { afterMs: part.toMs, run: () => end(part, guest) },
    ]
  })
  const release = (): void => {
    for (const guest of locked) unlock(guest)
  }
  return { steps, release }
}

function vzdump(call: PveCall): string {
  requireQuorum(call)
  requireSense(call.parameters)
  const { here, elsewhere } = selection(call)
  const storage = targetOf(call)
  if (here.length === 0) return 'OK'
  const parts = planParts(call, storage, here).map((part): Part => ({ ...part, pruned: [] }))
  const endMs = (parts.at(-1)?.toMs ?? 0) + 1000
  const run = { call, storage, parts, elsewhere, endMs, jobId: uuidText(call.site.seed, 'vzdump', call.now / 1000) }
  const deeds = deedsOf(call, storage, parts)
  let interruption: { readonly afterMs: number; readonly text: string } | null = null
  return startTask(call, here.length === 1 ? String(here[0]) : '', {
    type: 'vzdump',
    durationMs: endMs,
    outcome: parts.some((part) => part.failure !== null) ? 'job errors' : 'OK',
    stoppedOutcome: 'interrupted by signal',
    steps: deeds.steps,
    log: () => runLog(run, interruption),
    release: (outcome) => {
      const afterMs = call.estate.clock.now() - call.now
      if (afterMs < endMs) interruption = { afterMs, text: outcome }
      deeds.release()
    },
  })
}

export const vzdumpHandlers: PveHandlers = {
  'POST /nodes/{node}/vzdump': vzdump,
}
