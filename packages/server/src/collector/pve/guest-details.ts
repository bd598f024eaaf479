import type { Guest, Reason } from '@pulse/contract'
import type { PveResult } from '@pulse/proxmox'
import { ProxmoxError } from '@pulse/proxmox'
import { boundedText } from '../bounded-text.ts'
import { reasonOf } from '../problem.ts'
import type { DiskUse } from './file-systems.ts'

/** What is asked of one guest at a time, and so only now and then. A field that is absent was not answered yet. */
export interface GuestDetails {
  /** Whether an agent is configured. */
  agent?: boolean
  /** Whether the balloon driver inside reports. */
  balloon?: boolean
  disk?: DiskUse | Reason
  addresses?: readonly string[] | Reason
  osName?: string | null
  creation?: string
}

type DetailFacts = Partial<
  Pick<Guest, 'diskUsedBytes' | 'diskTotalBytes' | 'diskSource' | 'fileSystems' | 'addresses' | 'osName'>
>

interface Asked {
  kind: Guest['kind']
  /** False when there is nothing to measure. */
  running: boolean
  details: GuestDetails
}

/** Adds the fields of a guest that come from its details, and the reasons for those that are not known. */
export function addDetails(facts: DetailFacts, unknown: Record<string, Reason>, guest: Asked): void {
  const { kind, running, details } = guest
  const addresses = running ? (details.addresses ?? agentless(guest)) : 'stopped'
  facts.addresses = typeof addresses === 'string' ? null : addresses
  if (typeof addresses === 'string') unknown.addresses = addresses
  if (details.osName !== undefined) facts.osName = details.osName
  else if (kind === 'lxc' || details.agent === false) {
    facts.osName = null
    unknown.osName = kind === 'lxc' ? 'not-reported' : 'agent-off'
  }
  if (kind === 'lxc') {
    facts.fileSystems = null
    unknown.fileSystems = 'not-reported'
  } else addDisk(facts, unknown, running ? (details.disk ?? agentless(guest)) : 'stopped')
}

function agentless({ kind, details }: Asked): Reason {
  return kind === 'qemu' && details.agent === false ? 'agent-off' : 'not-polled-yet'
}

function addDisk(facts: DetailFacts, unknown: Record<string, Reason>, disk: DiskUse | Reason): void {
  if (typeof disk === 'string') {
    // The size of the boot disk is known all the same, from the listing.
    facts.diskUsedBytes = null
    facts.diskSource = null
    facts.fileSystems = null
    unknown.diskUsedBytes = disk
    unknown.fileSystems = disk
  } else {
    facts.diskUsedBytes = disk.usedBytes
    facts.diskTotalBytes = disk.totalBytes
    facts.diskSource = 'guest-agent'
    facts.fileSystems = disk.fileSystems
  }
}

type Config = PveResult<'get', '/nodes/{node}/qemu/{vmid}/config'>

/**
 * When and as what a virtual machine was made: its creation time (since PVE 7) and its SMBIOS id. A clone of a template
 * may keep the former and gets a new one of the latter. Undefined where the configuration says neither.
 */
export function creationOf(config: Pick<Config, 'meta' | 'smbios1'>): string | undefined {
  const property = (text: string | undefined, name: string): string =>
    text
      ?.split(',')
      .find((part) => part.startsWith(`${name}=`))
      ?.slice(name.length + 1) ?? ''
  const [ctime, uuid] = [property(config.meta, 'ctime'), property(config.smbios1, 'uuid')]
  return ctime || uuid ? `${ctime}/${uuid}` : undefined
}

/** Why an agent did not tell. All of it comes as status 500 with a text. */
export function agentReason(error: unknown): Reason {
  if (!(error instanceof ProxmoxError)) return reasonOf(error)
  const text = error.reason ?? ''
  if (/no qemu guest agent configured/i.test(text)) return 'agent-off'
  if (/has not been found|has been disabled|not supported|unsupported/i.test(text)) return 'agent-unsupported'
  if (error.kind === 'timeout' || /is not running|got timeout|timed out/i.test(text)) return 'agent-not-running'
  return reasonOf(error)
}

type OperatingSystem = NonNullable<PveResult<'get', '/nodes/{node}/qemu/{vmid}/agent/get-osinfo'>['result']>

export function osNameOf(info: OperatingSystem): string | null {
  const name = info['pretty-name'] ?? [info.name, info.version].filter(Boolean).join(' ')
  return name === '' ? null : boundedText(name)
}
