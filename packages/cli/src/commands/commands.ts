import { api } from './api/api.ts'
import { audit } from './audit/audit.ts'
import type { Command, Group } from './command.ts'
import { config } from './config/config.ts'
import { documents } from './documents/documents.ts'
import { simulate } from './simulate/simulate.ts'
import { user } from './user/user.ts'

const port = { value: 'port', summary: 'to listen on; else FRONTEND_PORT, PORT, 7655' }

/** Every command and group of commands, in the order of the help. */
export const commands: Readonly<Record<string, Command | Group>> = {
  serve: {
    summary: 'Watch the hosts that are configured, and show them in the browser',
    options: {
      port,
      host: { value: 'address', summary: 'to listen on, such as 0.0.0.0 for all; else PULSE_HOST, 127.0.0.1' },
      'data-dir': {
        value: 'directory',
        summary: 'to keep settings in; else PULSE_DATA_DIR, or in your home directory',
      },
      config: { value: 'file', summary: 'a pulse.yaml to apply, again at SIGHUP; else PULSE_CONFIG_FILE' },
      tls: { summary: 'HTTPS with a certificate of its own, made at the first start' },
      'tls-cert': { value: 'file', summary: 'HTTPS with this certificate, PEM; else TLS_CERT_FILE' },
      'tls-key': { value: 'file', summary: 'and this key, PEM; else TLS_KEY_FILE' },
    },
    load: async () => (await import('./serve.ts')).serve,
  },
  demo: {
    summary: 'Show a simulated estate, without any Proxmox; nothing is kept',
    options: { port, seed: { value: 'number', summary: 'another number gives another estate' } },
    load: async () => (await import('./demo.ts')).demo,
  },
  api,
  documents,
  simulate,
  user,
  config,
  audit,
  completion: {
    summary: 'Print a script that teaches bash, zsh or fish to complete these commands',
    words: ['shell'],
    options: {},
    examples: [
      'source <(pulse completion bash)        in ~/.bashrc',
      'source <(pulse completion zsh)         in ~/.zshrc, after compinit',
      'pulse completion fish | source         in ~/.config/fish/config.fish',
    ],
    load: async () => (await import('./completion.ts')).completion,
  },
  complete: {
    summary: 'What may stand in place of the last word; asked by the scripts for the shells',
    hidden: true,
    optionalWords: ['word…'],
    options: {},
    load: async () => (await import('./complete.ts')).complete,
  },
}
