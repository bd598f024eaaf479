import { hash } from './chance.ts'

export type GuestKind = 'qemu' | 'lxc'

/** How a guest spends its day; `load.ts` holds the curves. */
export type Character = 'web' | 'database' | 'idle' | 'batch' | 'desktop' | 'steady' | 'busy'

export type Os = 'debian' | 'ubuntu' | 'alpine' | 'windows' | 'haos' | 'freebsd'

/**
 * - `answering`: installed and running
 * - `silent`: configured, but the program in the guest does not run
 * - `absent`: not configured at all
 * - `hung`: accepts the command and never finishes it
 * - `restricted`: runs, with `guest-get-fsinfo` switched off
 */
export type Agent = 'answering' | 'silent' | 'absent' | 'hung' | 'restricted'

/** QEMU's own word; lists collapse it to running or stopped. */
export type GuestStatus = 'running' | 'stopped' | 'paused' | 'suspended' | 'io-error' | 'guest-panicked' | 'prelaunch'

export interface GuestDisk {
  readonly key: string
  readonly storage: string
  readonly sizeBytes: number
  readonly mountpoint?: string
  /** The volume's name on its storage; absent is the one that follows from the disk's place in the list. */
  readonly volume?: string
  /** Further options as they stand in the configuration, e.g. `discard=on,iothread=1`. */
  readonly options?: string
  /** The template's volume on which a linked clone stands. */
  readonly base?: string
}

/** What a snapshot keeps of the guest besides its disks. */
export type SavedState = Pick<
  Guest,
  'name' | 'cores' | 'memoryBytes' | 'disks' | 'tags' | 'onboot' | 'agent' | 'os' | 'description'
> & { readonly config: ReadonlyMap<string, string | null> }

export interface Snapshot {
  readonly name: string
  readonly description: string
  readonly takenAt: number
  readonly parent: string | null
  readonly withMemory: boolean
  /** Absent on one that was there from the start: then nothing has changed since. */
  readonly saved?: SavedState
}

export interface Counters {
  netIn: number
  netOut: number
  diskRead: number
  diskWrite: number
}

/** A virtual machine or container as it is now. Change it through the estate, so that the world hears of it. */
export interface Guest {
  readonly kind: GuestKind
  readonly vmid: number
  readonly seed: number
  os: Os
  readonly createdAt: number
  /** Made through the API: its configuration holds what was given and nothing that is made up. */
  readonly explicit: boolean
  /** When it was destroyed: its backups stay, but no more are made. */
  removedAt: number | null
  name: string
  node: string
  character: Character
  status: GuestStatus
  cores: number
  memoryBytes: number
  disks: readonly GuestDisk[]
  tags: readonly string[]
  pool: string | null
  template: boolean
  lock: string | null
  agent: Agent
  /** Guests without a balloon driver make Proxmox report the host's view of their memory. */
  balloonDriver: boolean
  onboot: boolean
  description: string
  snapshots: Snapshot[]
  /** The snapshot to which it was rolled back last; null is the newest. */
  standsOn: string | null
  /** Start of the process that runs the guest now; a migration starts a new one. */
  startedAt: number
  /** While paused, the instant at which the counters stopped. */
  frozenAt: number | null
  /** Since when the counters run, and what they had reached before (a pause interrupts them). */
  countedFrom: number
  carried: Counters
  /** Values set from outside replace the curve. */
  load: { cpu?: number; memory?: number; disk?: number }
  /** The text with which every backup of this guest fails. */
  backupFailure: string | null
  /** Config keys written through the API; null hides a generated key. */
  config: Map<string, string | null>
  changedAt: number
  /** As it was before `changedAt`: what the status daemon has broadcast until its next round. */
  before: Guest | null
}

/** A guest to be made: what is not said is filled up with usual values. */
export interface GuestPlan extends Partial<Omit<Guest, 'kind' | 'vmid' | 'seed' | 'before' | 'changedAt'>> {
  readonly vmid: number
  readonly name: string
  readonly node: string
  readonly seed?: number
  readonly kind?: GuestKind
}

const GiB = 1024 ** 3

/** Fills a short plan up to a whole guest. */
export function createGuest(plan: GuestPlan, siteSeed: number, now: number): Guest {
  const kind = plan.kind ?? 'qemu'
  const seed = plan.seed ?? hash(siteSeed, kind, plan.vmid)
  return {
    kind,
    vmid: plan.vmid,
    seed,
    os: plan.os ?? 'debian',
    createdAt: plan.createdAt ?? now,
    explicit: plan.explicit ?? false,
    removedAt: null,
    name: plan.name,
    node: plan.node,
    character: plan.character ?? 'steady',
    status: plan.status ?? 'running',
    cores: plan.cores ?? 2,
    memoryBytes: plan.memoryBytes ?? 2 * GiB,
    disks: plan.disks ?? [
      {
        key: kind === 'qemu' ? 'scsi0' : 'rootfs',
        storage: kind === 'qemu' ? 'local-lvm' : 'local-zfs',
        sizeBytes: 32 * GiB,
      },
    ],
    tags: plan.tags ?? [],
    pool: plan.pool ?? null,
    template: plan.template ?? false,
    lock: plan.lock ?? null,
    agent: kind === 'lxc' ? 'absent' : (plan.agent ?? 'answering'),
    balloonDriver: plan.balloonDriver ?? true,
    onboot: plan.onboot ?? true,
    description: plan.description ?? '',
    snapshots: plan.snapshots ?? [],
    standsOn: null,
    startedAt: plan.startedAt ?? now,
    frozenAt: plan.frozenAt ?? (plan.status === 'paused' ? now : null),
    countedFrom: plan.countedFrom ?? plan.startedAt ?? now,
    carried: plan.carried ?? { netIn: 0, netOut: 0, diskRead: 0, diskWrite: 0 },
    load: plan.load ?? {},
    backupFailure: plan.backupFailure ?? null,
    config: plan.config ?? new Map(),
    changedAt: 0,
    before: null,
  }
}

/** Whether a process exists for the guest: everything but `stopped` counts as running in Proxmox's lists. */
export function isUp(guest: Guest): boolean {
  return guest.status !== 'stopped' && guest.status !== 'suspended'
}

/** Disks that the guest keeps data on: no detached ones, firmware variables or CDs. */
export function isDataDisk(disk: GuestDisk): boolean {
  return !/^(unused|efidisk|tpmstate)/.test(disk.key) && disk.options?.includes('media=cdrom') !== true
}

export function bootDiskBytes(guest: Guest): number {
  return guest.disks.find(isDataDisk)?.sizeBytes ?? 0
}

/** The snapshot on which the guest's present state stands. */
export function parentSnapshot(guest: Guest): Snapshot | undefined {
  const { snapshots, standsOn } = guest
  return (
    snapshots.find(({ name }) => name === standsOn) ??
    snapshots.toSorted((one, other) => other.takenAt - one.takenAt)[0]
  )
}
