import type { Scope } from '@pulse/contract'
import { formatDate, formatInstant } from '../format.ts'

const noLogin = {
  title: 'Login',
  detail:
    'This server runs without a login: PULSE_ALLOW_UNAUTHENTICATED is set. Start it without that variable, and it asks for a user name and a password. Until then there is no password to change, and no session to end.',
}

const password = {
  title: 'Password',
  current: 'Current password',
  currentMissing: 'Enter the password that you log in with now.',
  new: 'New password',
  consequence: 'All other sessions end. API tokens stay.',
  change: 'Change password',
  changing: 'Changing …',
  changed: 'The password was changed, and all other sessions ended.',
}

const sessions = {
  title: 'Sessions',
  caption: 'browsers and programs that are logged in',
  failed: 'The sessions could not be read',
  browserOn: (browser: string, system: string): string => `${browser} on ${system}`,
  unknownDevice: 'unknown device',
  current: 'this browser',
  line: (address: string, createdAt: number, seenAt: number, now: number): string =>
    `${address} · since ${formatInstant(createdAt, now)} · last seen ${formatInstant(seenAt, now)}`,
  end: 'End',
  endTitle: (device: string): string => `End the session of ${device}?`,
  endDetail: (address: string): string =>
    `Whoever uses it from ${address} has to log in again. Live pages there go blank at once.`,
  endConfirm: 'End session',
  endOthers: 'End all others',
  endOthersTitle: 'End all other sessions?',
  endOthersDetail: 'Only this browser stays logged in. API tokens stay as they are.',
  endOthersConfirm: 'End sessions',
  keep: 'Keep',
  ended: (count: number): string => (count === 1 ? 'One session ended.' : `${count} sessions ended.`),
}

const scopeNames: Readonly<Record<Scope, { label: string; hint: string; may: string }>> = {
  read: { label: 'Look', hint: 'See everything that Pulse shows, and its settings without secrets.', may: 'may look' },
  write: {
    label: 'Look and change',
    hint: 'Also change connections and settings.',
    may: 'may look and change',
  },
  notify: {
    label: 'Send notifications',
    hint: 'Send test messages to receivers and browsers.',
    may: 'may send notifications',
  },
  register: {
    label: 'Register hosts',
    hint: 'Get setup scripts, and add Proxmox hosts with them.',
    may: 'may register hosts',
  },
}

const primary = {
  title: 'Primary token',
  badge: 'api-token',
  explained: 'The one of the documented /api/system/api-token calls: it may do everything, and can be shown again.',
  fromEnvironment: 'from the environment',
  fromEnvironmentHint: 'Set by API_TOKEN; it can only be changed there.',
  show: 'Show',
  cannotShow: 'It cannot be shown: only its hash is known here.',
  generate: 'Generate',
  replace: 'Replace',
  delete: 'Delete',
  replaceTitle: 'Replace the primary token?',
  replaceDetail: 'The one before ends at once: programs that use it are refused until they have the new one.',
  replaceConfirm: 'Replace token',
  deleteTitle: 'Delete the primary token?',
  deleteDetail: 'It ends at once: programs that use it are refused.',
  deleteConfirm: 'Delete token',
  deleted: 'The primary token was deleted.',
  freshDetail: 'It may do everything. It can be shown again here.',
  shownDetail: 'Whoever has it may do everything.',
}

const tokens = {
  title: 'API tokens',
  caption: 'for scripts and other programs',
  failed: 'The tokens could not be read',
  none: 'No program has a token of its own yet.',
  docs: 'API documentation',
  scopes: scopeNames,
  everything: 'may do everything',
  neverUsed: 'never used',
  used: (at: number, now: number): string => `last used ${formatInstant(at, now)}`,
  ends: (at: number): string => `ends ${formatDate(at)}`,
  over: (at: number): string => `ended ${formatDate(at)}`,
  noEnd: 'no end',
  make: 'New token',
  makeTitle: 'New API token',
  makeButton: 'Make token',
  making: 'Making …',
  cancel: 'Cancel',
  name: 'Name',
  nameHint: 'What it is for, such as grafana or backup-script',
  nameMissing: 'Enter a name by which you will know it.',
  mayLegend: 'What it may do',
  scopeMissing: 'Choose at least one.',
  allScopes:
    'With all of these it may do whatever you may: make tokens, read exports with all credentials, end sessions.',
  expiryLegend: 'Ends after',
  expiries: { '30': '30 days', '90': '90 days', '365': 'a year', never: 'never' },
  shown: {
    title: 'Copy the token',
    once: 'It is shown this once: Pulse keeps only its hash.',
    tryIt: 'Try it, with the token in the variable PULSE_TOKEN:',
    done: 'Done',
  },
  revoke: 'Revoke',
  revokeTitle: (name: string): string => `Revoke ${name}?`,
  revokeDetail: 'It ends at once, with the live connections that it opened. Programs that use it are refused.',
  revokeConfirm: 'Revoke token',
  revoked: (name: string): string => `${name} was revoked.`,
  keep: 'Keep',
  primary,
}

const facts = {
  title: 'This connection',
  way: 'Way to Pulse',
  encrypted: 'encrypted (HTTPS)',
  local: 'not encrypted, but does not leave this machine',
  open: 'not encrypted: passwords can be read on the way',
  address: 'Your address',
  addressHint: 'As Pulse sees it. If it is the one of a proxy, name that proxy in PULSE_TRUSTED_PROXIES.',
  privateNetwork: 'in a private network',
  publicNetwork: 'in a public network',
  atRest: 'Credentials at rest',
  sealed: 'encrypted',
  notSealed: 'not encrypted',
  audit: 'Audit log',
  auditOn: 'on',
  auditOff: 'off',
  toAudit: 'Read it',
}

export const security = { noLogin, password, sessions, tokens, facts }
