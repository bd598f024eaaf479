import type { Group } from '../command.ts'

/** `pulse audit …` */
export const audit: Group = {
  summary: 'The audit trail of a server',
  commands: {
    verify: {
      summary: 'Tell whether somebody changed, removed or added a line of the audit trail',
      options: {
        'data-dir': { value: 'directory', summary: 'of the server; else PULSE_DATA_DIR, or in your home directory' },
      },
      examples: ['pulse audit verify --data-dir /var/lib/pulse'],
      load: async () => (await import('./verify.ts')).verify,
    },
  },
}
