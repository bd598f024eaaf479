import { formatBytesOf, formatDate, formatInstant, formatRatio, formatSpan } from '../format.ts'
import { rich, type RichText } from '../rich.ts'

const guests = (count: number): string => `${count} ${count === 1 ? 'guest' : 'guests'}`
const dots = (...parts: readonly (string | null | false)[]): string => parts.filter(Boolean).join(' · ')

const attention = {
  title: 'Needs attention',
  count: (count: number): string => (count === 0 ? '' : `${count}`),
  calm: 'Nothing needs attention.',
  calmDetail: (nodes: number, guestCount: number): string =>
    nodes === 0 ? '' : `${nodes} ${nodes === 1 ? 'host' : 'hosts'} and ${guests(guestCount)} are watched.`,
  more: (count: number): string => `Show ${count} more`,
  fewer: 'Show fewer',
  levels: { warn: 'warning', crit: 'critical' },

  connectionUnreachable: (name: string): RichText => rich`${name} cannot be reached`,
  connectionUnauthenticated: (name: string): RichText => rich`${name} refuses the credentials of Pulse`,
  connectionUntrusted: (name: string): RichText => rich`${name} shows a certificate that is not trusted`,
  connectionNotProxmox: (name: string): RichText => rich`What answers for ${name} is no Proxmox`,
  connectionDegraded: (name: string): RichText => rich`${name} answers only in part`,
  connectionNoQuorum: (cluster: string): RichText => rich`Cluster ${cluster} has no quorum`,
  connectionDetail: (parts: {
    since: number | null
    message: string | null
    lastAt: number | null
    now: number
  }): string =>
    dots(
      parts.since !== null && `since ${formatInstant(parts.since, parts.now)}`,
      parts.message,
      parts.lastAt !== null && `last data from ${formatInstant(parts.lastAt, parts.now)}`,
    ),
  advice: {
    unreachable: 'check that the host is up and its address is right',
    unauthenticated: 'enter new credentials under Connections',
    untrusted: 'nothing is sent until the new certificate is confirmed under Connections',
    'not-proxmox': 'check address and port under Connections',
  },
  noQuorumDetail: 'the cluster refuses changes, and its word about members is not reliable',

  nodeOffline: (name: string): RichText => rich`Node ${name} is down`,
  nodeUnknown: (name: string): RichText => rich`Node ${name} has stopped reporting`,
  nodeUnreachable: (name: string): RichText => rich`Node ${name} does not answer`,
  nodeOfflineDetail: (since: number, guestCount: number, now: number): string =>
    dots(
      `the cluster says offline since ${formatInstant(since, now)}`,
      guestCount > 0 && `${guests(guestCount)} on it`,
    ),
  nodeUnknownDetail: (since: number, guestCount: number, now: number): string =>
    dots(
      `no measurements since ${formatInstant(since, now)}`,
      'the cluster still sees it',
      guestCount > 0 && `${guests(guestCount)} on it`,
    ),
  nodeUnreachableDetail: (since: number, now: number): string =>
    dots(`calls fail since ${formatInstant(since, now)}`, 'the cluster says it is online'),

  storageUnavailable: (name: string, where: string): RichText => rich`Storage ${name} on ${where} is not available`,
  storageUnavailableDetail: (kind: string, content: readonly string[]): string =>
    dots(kind, content.length > 0 && `holds ${content.join(', ')}`),
  full: (name: string, where: string, ratio: number): RichText =>
    rich`${name} on ${where} is ${formatRatio(ratio)} full`,
  fullDetail: (used: number, total: number, fullAt: number | null): string =>
    dots(formatBytesOf(used, total), fullAt !== null && `full on ${formatDate(fullAt)} by the server’s own estimate`),
  datastoreError: (name: string, where: string): RichText => rich`Datastore ${name} on ${where} reports an error`,
  datastoreUnmounted: (name: string, where: string): RichText => rich`Datastore ${name} on ${where} is not mounted`,
  datastoreMaintenance: (name: string, where: string): RichText =>
    rich`Datastore ${name} on ${where} is in maintenance`,

  guestBroken: (name: string, status: string): RichText => rich`Guest ${name} stopped on an error (${status})`,
  guestBrokenDetail: (vmid: number, node: string): string => dots(`${vmid}`, `on ${node}`),
  guestFull: (name: string, ratio: number): RichText => rich`The disk of guest ${name} is ${formatRatio(ratio)} full`,
  guestFullDetail: (used: number, total: number, vmid: number, node: string): string =>
    dots(formatBytesOf(used, total), `${vmid}`, `on ${node}`),
  hostFull: {
    memory: (name: string, ratio: number): RichText => rich`The memory of node ${name} is ${formatRatio(ratio)} full`,
    root: (name: string, ratio: number): RichText =>
      rich`The root file system of node ${name} is ${formatRatio(ratio)} full`,
  },
  toConnection: 'Change',
  toGuest: 'Details',
  guestHaError: (name: string): RichText => rich`High availability gave up on guest ${name}`,
}

const capacity = {
  title: 'Capacity',
  hint: 'fullest first',
  none: 'No storage is known yet.',
  unavailable: 'not available',
  fullOn: (at: number, now: number): string => {
    const days = Math.max(0, Math.round((at - now) / 86_400_000))
    if (days > 365) return 'full in over a year'
    return `full in ${days} ${days === 1 ? 'day' : 'days'}`
  },
  fullOnTitle: 'By the backup server’s own estimate',
  more: (count: number): string => `Show ${count} more`,
  fewer: 'Show fewer',
}

const hosts = {
  title: 'Nodes',
  cluster: (name: string, quorate: boolean | null, online: number, all: number): string =>
    `cluster “${name}”, ${quorate === false ? 'no quorum' : quorate === true ? 'quorate' : 'quorum not known'}, ${online} of ${all} online`,
  up: (ms: number): string => `up ${formatSpan(ms)}`,
  load: (value: number): string => `load ${value.toFixed(value < 10 ? 2 : 1)}`,
  cpu: 'CPU',
  memory: 'Memory',
  root: 'Root',
  threads: (count: number): string => `of ${count} ${count === 1 ? 'thread' : 'threads'}`,
  marks: { ok: 'online', warn: 'warning', crit: 'down' },
  downFor: (ms: number): string => `down for ${formatSpan(ms)}`,
  silentFor: (ms: number): string => `silent for ${formatSpan(ms)}`,
  lastSeen: (at: number, now: number): string =>
    `Last seen ${formatInstant(at, now)}. Values from then are not shown as live.`,
  oldBy: (ms: number): string => `${formatSpan(ms)} old`,
  none: 'No node is known yet.',
  more: (count: number): string => `Show ${count} more`,
  fewer: 'Show fewer',
}

const table = {
  title: 'Guests',
  columns: {
    name: 'Name',
    type: 'Type',
    vmid: 'ID',
    node: 'Node',
    uptime: 'Uptime',
    cpu: 'CPU',
    memory: 'Memory',
    disk: 'Disk',
    diskRead: 'Read',
    diskWrite: 'Write',
    netIn: 'In',
    netOut: 'Out',
  },
  columnTitles: {
    diskRead: 'Disk read',
    diskWrite: 'Disk write',
    netIn: 'Network in',
    netOut: 'Network out',
  },
  filters: { all: 'All', vm: 'VM', lxc: 'LXC', running: 'Running', problems: 'Problems' },
  filterLabel: 'Show',
  groupByNode: 'Group by node',
  kinds: { qemu: 'VM', lxc: 'LXC' },
  kindTitles: { qemu: 'virtual machine', lxc: 'container' },
  group: (count: number): string => guests(count),
  groupState: { offline: 'node is down', unknown: 'node has stopped reporting' },
  template: 'template',
  unnamed: (vmid: number): string => `(${vmid})`,
  unnamedTitle: 'The name is not known: the node has not reported it yet.',
  lock: (lock: string): string => `locked: ${lock}`,
  ha: (state: string): string => `HA ${state}`,
  pool: (pool: string): string => `pool ${pool}`,
  oldBy: (ms: number): string => `${formatSpan(ms)} old`,
  oldByTitle: (at: number, now: number): string => `Last data from ${formatInstant(at, now)}`,
  ofCpus: (count: number): string => `of ${count} ${count === 1 ? 'CPU' : 'CPUs'}`,
  sameReason: '–',
  marks: { ok: 'running', off: 'stopped', warn: 'warning', crit: 'error', unknown: 'not known' },
  totals: (running: number, shown: number, total: number): string =>
    shown === total ? `${guests(total)}, ${running} running` : `${shown} of ${guests(total)}, ${running} running`,
  templates: (count: number): string => `${count} ${count === 1 ? 'template' : 'templates'} not shown`,
  keys: 'Arrow keys move, Enter opens, / searches',
  understood: 'Understood as',
  or: 'or',
  not: 'not',
  word: (word: string): string => `contains “${word}”`,
  notUnderstood: {
    field: (word: string): string => `no such field: searched as the words “${word}”`,
    value: (word: string): string => `value not understood: searched as the words “${word}”`,
  },
  empty: {
    waiting: {
      title: 'Waiting for the first answers',
      detail: 'A new connection shows its guests within a few seconds.',
    },
    blind: {
      title: 'No host answers',
      detail: 'Guests appear as soon as a connection works. What is wrong stands above.',
    },
    none: {
      title: 'No guests on these hosts',
      detail:
        'The connections work, but there is no virtual machine and no container yet, or the credentials may see none.',
    },
  },
  noMatch: 'No guest matches',
  noMatchDetail: 'Nothing fits the search and the filter together.',
  reset: 'Reset search and filter',
}

const detail = {
  gone: 'This guest no longer exists',
  goneDetail: 'It was deleted, or its connection was removed.',
  status: 'Status',
  node: 'Node',
  connection: 'Connection',
  uptime: 'Uptime',
  os: 'Operating system',
  addresses: 'Addresses',
  tags: 'Tags',
  pool: 'Pool',
  ha: 'High availability',
  lock: 'Lock',
  cpu: 'CPU',
  memory: 'Memory',
  memoryHost: 'Cost to the host',
  disk: 'Disk',
  fileSystems: 'File systems',
  diskRead: 'Disk read',
  diskWrite: 'Disk write',
  netIn: 'Network in',
  netOut: 'Network out',
  seen: 'Last data',
  none: 'none',
  startedAt: (at: number, now: number): string => `since ${formatInstant(at, now)}`,
  ago: (ms: number): string => `${formatSpan(ms)} ago`,
}

/** What somebody noted of a guest. */
const notes = {
  title: 'Notes',
  add: 'Add a link or a note',
  edit: 'Change link and note',
  url: 'Link',
  urlPlaceholder: 'https://app.example.net',
  urlWrong: 'Enter an address that begins with http:// or https://, without user and password.',
  description: 'Note',
  save: 'Save',
  saving: 'Saving …',
  cancel: 'Cancel',
  saved: 'The note was saved.',
  failed: (why: string): string => `Notes could not be read: ${why}`,
}

export const overview = { attention, capacity, hosts, table, detail, notes }
