/** Major and minor of a Proxmox VE release that can be simulated. */
export type VersionProfile = '7.4' | '8.4' | '9.0' | '9.1' | '9.2'

/** Oldest first. */
export const versionProfiles: readonly VersionProfile[] = ['7.4', '8.4', '9.0', '9.1', '9.2']

/** What differs between Proxmox VE releases as far as an API client can see. */
export interface VersionFacts {
  /** Major and minor, as `availability` of the schema wants them. */
  readonly profile: VersionProfile
  readonly version: string
  readonly release: string
  readonly repoid: string
  readonly kernel: string
  readonly qemu: string
  readonly major: 7 | 8 | 9
  readonly minor: number
  /** libpve-http-server 5.2.0 put the text into the body; before, only the reason phrase had it. */
  readonly errorTextInBody: boolean
  /** Early 2026: all 401 texts became one. */
  readonly uniformLoginError: boolean
  /** Up to 7 lists of guests carry vmid, pid and counters as text. */
  readonly numbersAsText: boolean
}

const facts: Record<VersionProfile, VersionFacts> = {
  '7.4': {
    profile: '7.4',
    version: '7.4-16',
    release: '7.4',
    repoid: '0f39f621',
    kernel: '5.15.108-1-pve',
    qemu: '7.2.0',
    major: 7,
    minor: 4,
    errorTextInBody: false,
    uniformLoginError: false,
    numbersAsText: true,
  },
  '8.4': {
    profile: '8.4',
    version: '8.4.1',
    release: '8.4',
    repoid: '2a5fa54a8503f96d',
    kernel: '6.8.12-10-pve',
    qemu: '9.2.0',
    major: 8,
    minor: 4,
    errorTextInBody: false,
    uniformLoginError: false,
    numbersAsText: false,
  },
  '9.0': {
    profile: '9.0',
    version: '9.0.11',
    release: '9.0',
    repoid: '3bf5476b8a4699e2',
    kernel: '6.14.11-4-pve',
    qemu: '10.0.2',
    major: 9,
    minor: 0,
    errorTextInBody: true,
    uniformLoginError: false,
    numbersAsText: false,
  },
  '9.1': {
    profile: '9.1',
    version: '9.1.4',
    release: '9.1',
    repoid: '42db4a6cf33dac83',
    kernel: '6.17.4-2-pve',
    qemu: '10.1.2',
    major: 9,
    minor: 1,
    errorTextInBody: true,
    uniformLoginError: false,
    numbersAsText: false,
  },
  '9.2': {
    profile: '9.2',
    version: '9.2.4',
    release: '9.2',
    repoid: '5e5ae681198514d4',
    kernel: '7.0.2-1-pve',
    qemu: '11.0.0',
    major: 9,
    minor: 2,
    errorTextInBody: true,
    uniformLoginError: true,
    numbersAsText: false,
  },
}

export function versionFacts(profile: VersionProfile): VersionFacts {
  return facts[profile]
}

/** Major and minor of a Proxmox Backup Server release that can be simulated. */
export type PbsVersionProfile = '3.4' | '4.0' | '4.1' | '4.2'

/** Oldest first. */
export const pbsVersionProfiles: readonly PbsVersionProfile[] = ['3.4', '4.0', '4.1', '4.2']

/** What differs between releases of Proxmox Backup Server as far as an API client can see. */
export interface PbsVersionFacts {
  readonly version: PbsVersionProfile
  /** The patch level: version 4.2 and release 6 make 4.2.6. */
  readonly release: string
  readonly kernel: string
  /** From 4.1.6 on datastores say what they are kept on. */
  readonly backendType: boolean
}

const pbsFacts: Record<PbsVersionProfile, PbsVersionFacts> = {
  '3.4': { version: '3.4', release: '2', kernel: '6.8.12-10-pve', backendType: false },
  '4.0': { version: '4.0', release: '18', kernel: '6.14.11-4-pve', backendType: false },
  '4.1': { version: '4.1', release: '4', kernel: '6.17.4-2-pve', backendType: false },
  '4.2': { version: '4.2', release: '6', kernel: '7.0.2-1-pve', backendType: true },
}

export function pbsVersionFacts(profile: PbsVersionProfile): PbsVersionFacts {
  return pbsFacts[profile]
}
