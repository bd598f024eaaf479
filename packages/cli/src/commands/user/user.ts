import { connectionOptions } from '../../proxmox/connection-options.ts'
import type { Group } from '../command.ts'

/** `pulse user …` */
export const user: Group = {
  summary: 'The user of Proxmox that Pulse looks with, and the password of Pulse itself',
  commands: {
    create: {
      summary: 'Make user, role and token for Pulse, with no more rights than it needs',
      options: {
        ...connectionOptions,
        user: { value: 'name', summary: 'the user to make; else pulse, in the realm pve or pbs' },
        token: { value: 'name', summary: 'the API token to make for it; else pulse' },
        'with-backups': { summary: 'see backups on storages of a cluster, too: takes rights to write (PVE)' },
        'with-updates': { summary: 'see pending package updates, too: takes Sys.Modify (PVE)' },
        save: { value: 'file', summary: 'to write the secret of the token to; else pulse-<host>.env here' },
        force: { summary: 'replace that file' },
        rotate: { summary: 'give a token that is there a new secret, and replace that file' },
        'dry-run': { summary: 'only print the commands for a shell on the host' },
        'for-version': { value: 'version', summary: 'with --dry-run: for this version, without asking a host' },
      },
      examples: [
        'pulse user create --host pve1.example.org --username root@pam',
        'pulse user create --dry-run --for-version 9.2',
      ],
      load: async () => (await import('./create.ts')).create,
    },
    check: {
      summary: 'Tell what a token may see, and what Pulse cannot show without the rest',
      options: { ...connectionOptions },
      examples: ['pulse user check --env pulse-pve1.example.org.env'],
      load: async () => (await import('./check.ts')).check,
    },
    'reset-password': {
      summary: 'Give the owner of Pulse another password, while no server runs',
      options: {
        'data-dir': { value: 'directory', summary: 'of the server; else PULSE_DATA_DIR, or in your home directory' },
        'password-stdin': { summary: 'read the new password from standard input instead of asking for it' },
      },
      examples: ['pulse user reset-password --data-dir /var/lib/pulse'],
      load: async () => (await import('./reset-password.ts')).resetPassword,
    },
  },
}
