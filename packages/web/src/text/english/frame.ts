import { formatInstant, formatSpan } from '../format.ts'

export const frame = {
  product: 'Pulse',
  skipToContent: 'Skip to content',
  mainNavigation: 'Main',
  overview: 'Overview',
  connections: 'Connections',
  settings: 'Settings',
  docs: 'API',
  search: 'Search guests',
  searchHint: 'cpu>80 or tag:prod …',
  searchHelp: [
    ['web prod', 'both words: name, number, node, tag, state, address'],
    ['tag:prod node:pve1', 'also name, type, status, pool, os, ip, lock, ha'],
    ['cpu>80 mem>=90', 'percent; also disk'],
    ['in>10M uptime<1h', 'also out, read, write'],
    ['is:problem', 'also running, stopped, stale, locked, template'],
    ['a or -b', 'either, and not'],
  ],
  clearSearch: 'Clear the search',
  themes: { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
  close: 'Close',
  copy: 'Copy',
  copied: 'Copied',
  ruleMet: 'met',
  ruleNotMet: 'not yet',
  notCopied: 'Select and copy by hand',
  loading: 'Waiting for the first picture …',
  opening: 'connecting …',

  /** Status in the header: how many connections are well, and how old the oldest of their data is. */
  connectionsWell: (well: number, all: number, ageMs: number | null): string =>
    `${well} of ${all} ${all === 1 ? 'connection' : 'connections'}${ageMs === null ? '' : ` · ${formatSpan(ageMs)}`}`,
  noConnections: 'no connections',
  statusTitle: 'Connections to Proxmox that are well · age of the oldest data among them',
  linkLostShort: 'Pulse not reachable',

  /** The way from this browser to the Pulse server, not from there to Proxmox. */
  linkLost: 'This browser has lost the Pulse server.',
  linkLostDetail: (pictureAt: number | null, now: number): string =>
    pictureAt === null
      ? 'Nothing has been shown yet. Pulse itself may still be watching.'
      : `What you see is from ${formatInstant(pictureAt, now)} and is not live. Pulse itself may still be watching.`,
  retryIn: (ms: number): string => `Next try in ${formatSpan(ms + 999)}.`,
  retrying: 'Trying now …',
  retryNow: 'Try now',
  neverReached: 'The Pulse server does not answer',
  neverReachedDetail: 'The page was loaded, but its live connection cannot be opened. Is the server still running?',

  outdated: 'The Pulse server was updated. Reload to use the new interface.',
  reload: 'Reload',

  missing: 'There is no such page',
  missingDetail: (path: string): string => `Nothing lies under ${path}.`,
  toOverview: 'To the overview',
}
