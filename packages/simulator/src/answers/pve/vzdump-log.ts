import type { GuestBackup } from '../../estate/backup-job.ts'
import { type Guest, isDataDisk, isUp } from '../../estate/guest.ts'
import { isFileBased, type Storage } from '../../estate/storage.ts'
import type { LogLine } from '../../estate/task-book.ts'
import { textOf } from '../parameters.ts'
import { backupFileName, backupFormat, backupVolid, snapshotPath } from './backup-volume.ts'
import type { PveCall } from './call.ts'
import { guestVolumes, sizeText } from './guest-config.ts'
import { stampText } from './migration.ts'
import { binaryText, progressLines } from './work.ts'

/** One guest's share of a backup run; times are relative to the task's start. */
export interface Part {
  readonly vmid: number
  /** Null where nobody has the number. */
  readonly guest: Guest | null
  readonly fromMs: number
  readonly toMs: number
  readonly sizeBytes: number
  readonly failure: string | null
  /** What went to make room, filled when it happens. */
  readonly pruned?: GuestBackup[]
}

export interface Run {
  readonly call: PveCall
  readonly storage: Storage
  readonly parts: readonly Part[]
  readonly elsewhere: readonly number[]
  readonly endMs: number
  readonly jobId: string
}

const pad = (value: number): string => String(value).padStart(2, '0')

function clockText(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
}

function commandText({ call, parts }: Run): string {
  const shown = ['storage', 'mode', 'compress', 'notes-template', 'protected', 'prune-backups', 'remove', 'pool']
  const options = shown.flatMap((name) => {
    const value = textOf(call.parameters, name)
    if (value === undefined) return []
    return [`--${name} ${/^[\w=.:,-]+$/.test(value) ? value : `'${value}'`}`]
  })
  return ['vzdump', ...parts.map((part) => part.vmid), ...options, `--node ${call.node.name}`].join(' ')
}

function archiveText({ storage, call }: Run, part: Part, guest: Guest): string {
  const startedAt = Math.floor((call.now + part.fromMs) / 1000) * 1000
  if (storage.type === 'pbs') {
    return `creating Proxmox Backup Server archive '${snapshotPath({ guest, startedAt })}'`
  }
  const folder = isFileBased(storage) ? `${storage.options['path'] ?? ''}/dump` : storage.storage
  const format = backupFormat(guest, textOf(call.parameters, 'compress') ?? '0')
  return `creating vzdump archive '${folder}/${backupFileName({ guest, startedAt, format })}'`
}

/** Percent lines of a VM; containers are packed without. */
function copyLines(part: Part, guest: Guest, fromMs: number): LogLine[] {
  const disks = guest.disks.filter(isDataDisk)
  const bytes = disks.reduce((sum, disk) => sum + disk.sizeBytes, 0)
  if (guest.kind === 'lxc') {
    return [[part.toMs - 500, `INFO: Total bytes written: ${part.sizeBytes * 2} (${binaryText(part.sizeBytes * 2)})`]]
  }
  const seconds = Math.max(1, (part.toMs - fromMs) / 1000)
  const rate = `read: ${binaryText(bytes / seconds)}/s, write: ${binaryText(part.sizeBytes / seconds)}/s`
  const whole = binaryText(bytes)
  // Where it fails, it fails on the way: the last line is not a hundred percent.
  const share = part.failure === null ? 1 : 0.4
  const lines = progressLines(fromMs, part.toMs - 500, 10, (ratio, ms) => {
    const done = ratio * share
    const percent = String(Math.round(done * 100)).padStart(3)
    return `INFO: ${percent}% (${binaryText(bytes * done)} of ${whole}) in ${Math.round(ms / 1000)}s, ${rate}`
  })
  if (part.failure !== null) return lines
  const summary = `INFO: transferred ${binaryText(bytes, 2)} in ${Math.round(seconds)} seconds`
  return [...lines, [part.toMs - 450, summary]]
}

function startLines(run: Run, part: Part, guest: Guest): LogLine[] {
  const at = part.fromMs
  const mode = isUp(guest) ? (textOf(run.call.parameters, 'mode') ?? 'snapshot') : 'stop'
  const isVm = guest.kind === 'qemu'
  const volumes = guestVolumes(guest).filter(({ disk }) => isDataDisk(disk))
  return [
    [at, `INFO: status = ${isUp(guest) ? 'running' : 'stopped'}`],
    ...volumes.map(
      ({ key, volid, disk }): LogLine => [
        at,
        isVm
          ? `INFO: include disk '${key}' '${volid}' ${sizeText(disk.sizeBytes)}`
          : `INFO: including mount point ${key} ('${disk.mountpoint ?? '/'}') in backup`,
      ],
    ),
    [at, `INFO: backup mode: ${mode}`],
    [at, 'INFO: ionice priority: 7'],
    [at, `INFO: ${isVm ? 'VM' : 'CT'} Name: ${guest.name}`],
    [at + 300, `INFO: ${archiveText(run, part, guest)}`],
    ...(isVm ? ([[at + 800, `INFO: started backup task '${run.jobId}'`]] as const) : []),
    ...(isVm && isUp(guest) ? ([[at + 850, 'INFO: resuming VM again']] as const) : []),
  ]
}

function endLines(run: Run, part: Part): LogLine[] {
  const { toMs, fromMs, failure, vmid } = part
  const stamp = stampText(run.call.now + toMs)
  if (failure !== null) {
    return [
      [toMs, `ERROR: Backup of VM ${vmid} failed - ${failure}`],
      [toMs, `INFO: Failed at ${stamp}`],
    ]
  }
  const pruned = part.pruned ?? []
  const size = run.storage.type === 'pbs' ? [] : [`INFO: archive file size: ${(part.sizeBytes / 2 ** 30).toFixed(2)}GB`]
  const notes = textOf(run.call.parameters, 'notes-template') === undefined ? [] : ['INFO: adding notes to backup']
  const texts = [
    ...size,
    ...notes,
    ...pruned.map((backup) => `INFO: removing backup '${backupVolid(run.storage, backup)}'`),
    ...(pruned.length === 0 ? [] : [`INFO: pruned ${pruned.length} backup(s) not covered by keep-retention policy`]),
    `INFO: Finished Backup of VM ${vmid} (${clockText(toMs - fromMs)})`,
    `INFO: Backup finished at ${stamp}`,
  ]
  return texts.map((text) => [toMs, text])
}

function partLines(run: Run, part: Part): LogLine[] {
  const { guest, fromMs, vmid } = part
  const kind = guest?.kind ?? 'unknown'
  const head: LogLine[] = [
    [fromMs, `INFO: Starting Backup of VM ${vmid}${guest === null ? '' : ` (${kind})`}`],
    [fromMs, `INFO: Backup started at ${stampText(run.call.now + fromMs)}`],
  ]
  // Too short for more than the reason why nothing was done.
  const isShort = guest === null || part.toMs - fromMs < 1000
  const middle = isShort ? [] : [...startLines(run, part, guest), ...copyLines(part, guest, fromMs + 900)]
  return [...head, ...middle, ...endLines(run, part)]
}

/** The log of a run, to its planned end; what was interrupted says so in the place where it was. */
export function runLog(run: Run, interruption: { readonly afterMs: number; readonly text: string } | null): LogLine[] {
  const { parts, elsewhere, endMs } = run
  const hasFailed = parts.some((part) => part.failure !== null)
  const lines: LogLine[] = [
    [0, `INFO: starting new backup job: ${commandText(run)}`],
    ...(elsewhere.length === 0 ? [] : ([[0, `INFO: skip external VMs: ${elsewhere.join(', ')}`]] as const)),
    ...parts.flatMap((part) => partLines(run, part)),
    [endMs, `INFO: Backup job finished ${hasFailed ? 'with errors' : 'successfully'}`],
  ]
  if (interruption === null) return lines
  const { afterMs, text } = interruption
  const part = parts.find(({ fromMs, toMs }) => fromMs <= afterMs && afterMs < toMs)
  const stamp = stampText(run.call.now + afterMs)
  const torn: LogLine[] =
    part === undefined
      ? []
      : [
          [afterMs, `ERROR: Backup of VM ${part.vmid} failed - ${text}`],
          [afterMs, `INFO: Failed at ${stamp}`],
        ]
  return [...lines.filter(([at]) => at <= afterMs), ...torn, [afterMs, `ERROR: Backup job failed - ${text}`]]
}
