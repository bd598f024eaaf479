import type { PbsVersionProfile, VersionProfile } from '@pulse/simulator'
import type { Command } from '../command.ts'

// Said again here, as help and completion must not load the simulator; the types hold the two together.
const pveVersions = ['9.2', '9.1', '9.0', '8.4', '7.4'] satisfies readonly VersionProfile[]
const pbsVersions = ['4.2', '4.1', '4.0', '3.4'] satisfies readonly PbsVersionProfile[]

/** `pulse simulate` */
export const simulate: Command = {
  summary: 'Simulate Proxmox hosts on this machine, to develop against; nothing is kept',
  options: {
    scenario: {
      value: 'name',
      summary: 'a ready-made estate: small is a cluster, a single host and a backup server',
      choices: ['small'],
    },
    nodes: { value: 'number', summary: 'a cluster with so many nodes in place of a scenario, 1 to 300' },
    guests: { value: 'number', summary: 'so many guests on it, 0 to 20000; else ten for each node' },
    pve: { value: 'version', summary: `of Proxmox VE: ${pveVersions.join(', ')}`, choices: pveVersions },
    pbs: { value: 'version', summary: `of Proxmox Backup Server: ${pbsVersions.join(', ')}`, choices: pbsVersions },
    port: { value: 'port', summary: 'of the hosts, else 8006; the backup server has the next one; 0 takes free ones' },
    seed: { value: 'number', summary: 'another number gives another estate' },
    fault: {
      value: 'fault',
      summary: 'what goes wrong, such as node-down=attic/pve2; --faults lists them',
      repeated: true,
    },
    faults: { summary: 'only tell which faults there are' },
    latency: { value: 'ms', summary: 'added to every answer' },
    env: { value: 'file', summary: 'to write addresses and credentials to, for --env of other commands' },
    json: { summary: 'print addresses and credentials as JSON' },
  },
  examples: [
    'pulse simulate',
    'pulse simulate --nodes 5 --guests 200 --pve 8.4',
    'pulse simulate --fault node-down=attic/pve2 --fault slow=/version:2000',
  ],
  load: async () => (await import('./run-simulator.ts')).runSimulator,
}
