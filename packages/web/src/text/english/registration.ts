import type { Product } from '@pulse/contract'
import { formatCountdown, formatLongSpan } from '../format.ts'

const command = {
  title: 'Add a host with one command',
  intro: 'Run on the host itself, as root. It makes a user that may look, and tells Pulse about it.',
  product: 'What to add',
  host: 'Address of the host',
  hostHint: {
    pve: 'Optional: the script finds it out. One member is enough for a whole cluster.',
    pbs: 'Optional: the script finds it out.',
  } satisfies Record<Product, string>,
  hostPlaceholder: { pve: 'https://192.168.1.10:8006', pbs: 'https://192.168.1.20:8007' } satisfies Record<
    Product,
    string
  >,
  hostWrong: 'Enter a host name or an IP address, with a port if it is an unusual one.',
  pulseUrl: 'Address of this Pulse, as the host reaches it',
  pulseUrlHint: 'The host fetches the script from there.',
  pulseUrlWrong: 'Enter an address such as http://192.168.1.5:7655.',
  pulseUrlNowhere:
    'Another machine cannot reach Pulse under this address. Enter the one that this machine has in your network, and start Pulse with --host 0.0.0.0 so that it listens there.',
  backupPerms: 'List backups on storages, too',
  backupPermsHint:
    'Proxmox VE shows backup files only to those who could also make some, so the role then has Datastore.AllocateSpace and VM.Backup. Pulse never changes anything with them. Backups on a Backup Server are shown either way.',
  make: 'Make the command',
  making: 'Making it …',
  again: 'Make a new command',
  known: (name: string): string => `${name} watches this host already. It gets a new token; nothing is added twice.`,
  run: 'Run this on the host, as root:',
  validFor: (ms: number): string => `good for one host, and for ${formatCountdown(ms)} more`,
  expired: 'This command has expired.',
  readFirst: 'Read the script before you run it',
  whatTitle: 'What it does',
  what: {
    pve: [
      'It makes the user pulse-monitor@pam without a password, a role that may only look, and an API token that has this role.',
      'It tells this Pulse the token and the fingerprint of the host’s certificate, so that Pulse knows the host when it calls.',
      'It installs nothing and changes nothing else; run once more, it replaces the token, and removing the user ends all access.',
    ],
    pbs: [
      'It makes the user pulse-monitor@pbs without a password, and an API token that may only look (role Audit).',
      'It tells this Pulse the token and the fingerprint of the host’s certificate, so that Pulse knows the host when it calls.',
      'It installs nothing and changes nothing else; run once more, it replaces the token, and removing the user ends all access.',
    ],
  } satisfies Record<Product, readonly string[]>,
  waiting: 'Waiting for the host. It appears here by itself …',
  lost: 'This browser has lost the Pulse server, so it would not see the host come.',
  arrived: (name: string): string => `${name} has registered itself.`,
  toConnections: 'Show the connection',
  toOverview: 'To the overview',
  other: 'Rather enter a token yourself',
}

const tokens = {
  title: 'Registration tokens',
  caption: 'for scripts that set up several hosts',
  intro: 'A registration token lets hosts add themselves, and nothing else. It cannot read or change anything.',
  failed: 'The registration tokens could not be read',
  none: 'No registration token is valid.',
  make: 'New registration token',
  makeTitle: 'New registration token',
  description: 'What it is for',
  descriptionPlaceholder: 'new rack in the basement',
  validity: 'Valid for',
  validities: { 15: '15 minutes', 60: '1 hour', 480: '8 hours', 1440: '1 day' },
  maxUses: 'How many hosts',
  useCounts: { 1: '1', 5: '5', 25: '25', 0: 'any number' },
  types: 'For',
  typesMissing: 'Choose at least one.',
  create: 'Make the token',
  creating: 'Making it …',
  cancel: 'Cancel',
  madeTitle: 'Copy the token now',
  madeDetail: 'It is shown this once and kept only as a hash.',
  token: 'Token',
  useIt: (product: string): string => `On each ${product} host, as root:`,
  close: 'I have copied it',
  or: ' or ',
  unnamed: 'Registration token',
  uses: (used: number, most: number): string => {
    if (used === 0)
      return most === 0 ? 'not used yet' : `not used yet, ${most === 1 ? 'once' : `${most} times`} at most`
    if (most > 0) return `used ${used} of ${most} times`
    return used === 1 ? 'used once' : `used ${used} times`
  },
  expiresIn: (ms: number): string => `expires in ${formatLongSpan(ms)}`,
  expired: 'expired',
  usedUp: 'used up',
  revoke: 'Revoke',
  revokeTitle: (name: string): string => `Revoke ${name}?`,
  revokeDetail: 'Hosts that have not registered yet cannot do so with it any more. Those that have stay.',
  revokeConfirm: 'Revoke token',
  keep: 'Keep',
  revoked: 'The token was revoked.',
}

export const registration = { command, tokens }
