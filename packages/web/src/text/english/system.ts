import { formatInstant } from '../format.ts'

const fields = {
  pollingInterval: 'Polling interval',
  connectionTimeout: 'Connection timeout',
  publicUrl: 'Address of this Pulse',
  allowedOrigins: 'Other pages that may use the API',
  discoveryEnabled: 'Look for Proxmox hosts every few minutes',
  discoverySubnet: 'Network to look in',
  updateChannel: 'Channel',
  updateSource: 'Source of releases',
} as const

const file = {
  title: 'pulse.yaml',
  none: 'No file is in charge: everything can be changed here.',
  noneDetail:
    'Connections, receivers, thresholds and settings can be kept as one file under version control. pulse config plan shows what it would change, pulse config apply does it.',
  commands: [
    'pulse config export --yaml > pulse.yaml',
    'pulse config plan pulse.yaml',
    'pulse config apply pulse.yaml',
  ],
  applied: (name: string, at: number, now: number): string => `Last applied: ${name}, ${formatInstant(at, now)}.`,
  owns: (parts: readonly string[]): string =>
    parts.length === 0 ? 'It owns nothing that could be changed here.' : `It owns ${parts.join(', ')}.`,
  connections: (count: number): string => `${count} ${count === 1 ? 'connection' : 'connections'}`,
  sections: { email: 'e-mail', webhooks: 'webhooks', alerts: 'alert thresholds' } as Readonly<Record<string, string>>,
  letGo: 'Let go of the file',
  letGoTitle: (name: string): string => `Let go of ${name}?`,
  letGoDetail:
    'Every value stays as it is, and may be changed here again. The file itself is not touched; applying it once more takes its values back.',
  letGoConfirm: 'Let go',
  keep: 'Keep',
  released: 'The file is no longer in charge.',
}

export const system = {
  fields,
  file,
  failed: 'The settings could not be read',
  watching: 'Server',
  seconds: 'seconds',
  pollingIntervalHint:
    'From 2 seconds to an hour. How often each connection is asked; shorter shows changes sooner and costs the hosts more.',
  connectionTimeoutHint:
    'From 1 second to 2 minutes. An answer of Proxmox that takes longer counts as failed; other connections never wait for it.',
  publicUrlHint:
    'Under which people open Pulse: it stands in setup commands and in links of messages. Empty: the address that your browser uses.',
  publicUrlPlaceholder: 'https://pulse.example.net',
  allowedOriginsHint:
    'One a line, scheme and host only. Pages of this Pulse always may; others can read nothing from a browser unless they stand here.',
  allowedOriginsPlaceholder: 'https://dashboard.example.net',
  listening: (port: number): string => `listens on port ${port}, set at start with --port or PORT`,
  secondsWrong: (minimum: number, maximum: number): string => `Enter whole seconds, from ${minimum} to ${maximum}.`,
  publicUrlWrong: 'Enter an address such as https://pulse.example.net, without a path.',
  allowedOriginsWrong: (origin: string): string =>
    `“${origin}” is no origin. Write scheme and host, such as https://dashboard.example.net, without a path.`,
  discoverySubnetWrong: 'Enter a network such as 192.168.1.0/24, or auto.',
  updateSourceWrong: 'Enter the address of a repository, beginning with https://, or off.',

  owned: { environment: 'set by the environment', file: 'owned by pulse.yaml' },
  ownedHow: {
    environment: (name: string): string => `Change ${name} in the environment of the server and restart it.`,
    file: 'Change it in the file and apply that again: pulse config apply pulse.yaml.',
  },
  variables: {
    pollingInterval: 'POLLING_INTERVAL',
    connectionTimeout: 'CONNECTION_TIMEOUT',
    publicUrl: 'PULSE_PUBLIC_URL',
    allowedOrigins: 'ALLOWED_ORIGINS',
    discoveryEnabled: 'DISCOVERY_ENABLED',
    discoverySubnet: 'DISCOVERY_SUBNET',
    updateChannel: 'UPDATE_CHANNEL',
    updateSource: 'PULSE_UPDATE_SERVER',
  } satisfies Record<keyof typeof fields, string>,

  save: 'Save',
  saving: 'Saving …',
  discard: 'Discard',
  unchanged: 'Everything is saved.',
  unsaved: (names: readonly string[]): string => `Not saved yet: ${names.join(', ')}.`,
  saved: 'Saved. It is in force already.',
  notSaved: (failure: string): string => `It was not saved: ${failure}`,
}
