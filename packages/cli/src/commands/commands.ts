import type { Command, Group } from './command.ts'
import { user } from './user/user.ts'

const port = { value: 'port', summary: 'to listen on; else FRONTEND_PORT, PORT, 7655' }

/** Every command and group of commands, in the order of the help. */
export const commands: Readonly<Record<string, Command | Group>> = {
  serve: {
    summary: 'Watch the hosts that are configured, and show them in the browser',
    options: {
      port,
      'data-dir': {
        value: 'directory',
        summary: 'to keep settings in; else PULSE_DATA_DIR, or in your home directory',
      },
    },
    load: async () => (await import('./serve.ts')).serve,
  },
  demo: {
    summary: 'Show a simulated estate, without any Proxmox; nothing is kept',
    options: { port, seed: { value: 'number', summary: 'another number gives another estate' } },
    load: async () => (await import('./demo.ts')).demo,
  },
  user,
}
