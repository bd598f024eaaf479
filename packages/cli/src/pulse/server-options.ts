import type { Option } from '../commands/command.ts'

/** Which Pulse is meant, in every command that talks to one. */
export const serverOptions = {
  server: { value: 'url', summary: 'of a Pulse that runs; else http://127.0.0.1:7655' },
  'token-file': { value: 'file', summary: 'with an API token for it; else PULSE_TOKEN, API_TOKEN' },
  fingerprint: { value: 'sha256', summary: 'of its certificate, where no authority vouches for it' },
  'data-dir': { value: 'directory', summary: 'of a Pulse that does not run, in place of --server' },
} satisfies Record<string, Option>
