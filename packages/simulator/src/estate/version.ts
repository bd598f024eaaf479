export type VersionProfile = '8.4' | '9.0' | '9.1' | '9.2'

export const versionProfiles: readonly VersionProfile[] = ['8.4', '9.0', '9.1', '9.2']

/** What differs between Proxmox VE releases as far as an API client can see. */
export interface VersionFacts {
  readonly version: string
  readonly release: string
  readonly repoid: string
  readonly kernel: string
  readonly qemu: string
  /** Major version, for comparisons. */
  readonly major: 8 | 9
  /** Minor version within 9; 0 on 8. */
  readonly minor: 0 | 1 | 2
  /** libpve-http-server 5.2.0 put the text into the body; before, only the reason phrase had it. */
  readonly errorTextInBody: boolean
  /** Early 2026: all 401 texts became one. */
  readonly uniformLoginError: boolean
}

const facts: Record<VersionProfile, VersionFacts> = {
  '8.4': {
    version: '8.4.1',
    release: '8.4',
    repoid: '2a5fa54a8503f96d',
    kernel: '6.8.12-10-pve',
    qemu: '9.2.0',
    major: 8,
    minor: 0,
    errorTextInBody: false,
    uniformLoginError: false,
  },
  '9.0': {
    version: '9.0.11',
    release: '9.0',
    repoid: '3bf5476b8a4699e2',
    kernel: '6.14.11-4-pve',
    qemu: '10.0.2',
    major: 9,
    minor: 0,
    errorTextInBody: true,
    uniformLoginError: false,
  },
  '9.1': {
    version: '9.1.4',
    release: '9.1',
    repoid: '42db4a6cf33dac83',
    kernel: '6.17.4-2-pve',
    qemu: '10.1.2',
    major: 9,
    minor: 1,
    errorTextInBody: true,
    uniformLoginError: false,
  },
  '9.2': {
    version: '9.2.4',
    release: '9.2',
    repoid: '5e5ae681198514d4',
    kernel: '7.0.2-1-pve',
    qemu: '11.0.0',
    major: 9,
    minor: 2,
    errorTextInBody: true,
    uniformLoginError: true,
  },
}

export function versionFacts(profile: VersionProfile): VersionFacts {
  return facts[profile]
}
