import { serverOptions } from '../../pulse/server-options.ts'
import type { Group } from '../command.ts'

/** `pulse config …` */
export const config: Group = {
  summary: 'The configuration of a Pulse as a whole: plan and apply a file, export, import',
  commands: {
    plan: {
      summary: 'Show what applying a pulse.yaml would change',
      words: ['file'],
      options: { check: { summary: 'end with 1 if anything would change' }, ...serverOptions },
      examples: ['pulse config plan pulse.yaml', 'pulse config plan pulse.yaml --check || echo differs'],
      load: async () => (await import('./plan.ts')).plan,
    },
    apply: {
      summary: 'Apply a pulse.yaml: all of it, or nothing; the second time changes nothing',
      words: ['file'],
      options: serverOptions,
      examples: [
        'pulse config apply pulse.yaml',
        'pulse config apply pulse.yaml --server https://pulse.example.org:7655',
      ],
      load: async () => (await import('./apply.ts')).apply,
    },
    export: {
      summary: 'Write all that is configured, encrypted with a passphrase: PULSE_PASSPHRASE',
      options: {
        yaml: { summary: 'write a pulse.yaml instead: without secrets, to be planned and applied' },
        output: { value: 'file', summary: 'to write to; else standard output', short: 'o' },
        ...serverOptions,
      },
      examples: [
        'pulse config export -o pulse-export.txt',
        'pulse config export --data-dir /var/lib/pulse -o backup.txt',
        'pulse config export --yaml > pulse.yaml',
      ],
      load: async () => (await import('./export.ts')).exportConfig,
    },
    import: {
      summary: 'Take over an export, or the data directory of the original Pulse',
      options: {
        input: { value: 'file', summary: 'an export, of this Pulse or the original; - is standard input', short: 'i' },
        'from-original': { value: 'directory', summary: 'of the original Pulse, such as /etc/pulse; it is only read' },
        'dry-run': { summary: 'only show what would change' },
        ...serverOptions,
      },
      examples: [
        'pulse config import -i pulse-export.txt --dry-run',
        'pulse config import --from-original /etc/pulse --data-dir /var/lib/pulse',
      ],
      load: async () => (await import('./import.ts')).importConfig,
    },
  },
}
