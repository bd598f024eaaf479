import type { ConnectionState, Product } from '@pulse/contract'
import { formatBytes, formatInstant, formatSpan } from '../format.ts'

const products: Readonly<Record<Product, string>> = { pve: 'Proxmox VE', pbs: 'Proxmox Backup Server' }

const states: Readonly<Record<ConnectionState, string>> = {
  connecting: 'connecting …',
  connected: 'connected',
  degraded: 'answers only in part',
  unreachable: 'cannot be reached',
  unauthenticated: 'refuses the credentials',
  untrusted: 'certificate not trusted',
  'not-proxmox': 'is no Proxmox',
}

const list = {
  title: 'Connections',
  add: 'Add a connection',
  none: 'Nothing is watched yet',
  noneDetail: 'Add a Proxmox VE host, a cluster or a Backup Server, and it appears here and on the overview.',
  address: 'Address',
  cluster: 'Cluster',
  quorate: 'quorate',
  notQuorate: 'no quorum',
  standalone: 'stand-alone host',
  cost: 'Cost',
  costOf: (requests: number, bytes: number): string =>
    `${Math.round(requests)} ${Math.round(requests) === 1 ? 'request' : 'requests'} and ${formatBytes(bytes)} a minute`,
  slowest: (ms: number, path: string | null): string => `slowest ${Math.round(ms)} ms${path ? ` (${path})` : ''}`,
  notMeasured: 'not measured yet',
  endpoints: 'Ways in',
  endpointStates: { 'in-use': 'in use', standby: 'ready', failed: 'fails', untrusted: 'certificate not trusted' },
  missingOne: (privilege: string, path: string, without: string): string =>
    `${privilege} on ${path}: without it no ${without}`,
  odd: 'Odd values',
  oddCount: (count: number): string => `${count} since start, shown as unknown`,
  since: (at: number, now: number): string => `since ${formatInstant(at, now)}`,
  lastData: 'Last data',
  ago: (ms: number): string => `${formatSpan(ms)} ago`,
  never: 'never',
  test: 'Test',
  testing: 'Testing …',
  change: 'Change',
  delete: 'Delete',
  newCertificate: 'It shows this certificate now:',
  deleteTitle: (name: string): string => `Delete ${name}?`,
  deleteDetail:
    'Pulse stops watching it and forgets its credentials. Nothing changes on Proxmox; the token there stays until you remove it.',
  deleteConfirm: 'Delete connection',
  keep: 'Keep',
  deleted: (name: string): string => `${name} was deleted.`,
}

const form = {
  addTitle: 'Add a connection',
  changeTitle: (name: string): string => `Change ${name}`,
  back: 'Back to the list',
  gone: 'There is no such connection any more.',
  loadFailed: 'The connection could not be read.',
  what: 'What to watch',
  product: 'Product',
  products,
  host: 'Address',
  hostHint: { pve: 'Host name or IP address of one member is enough for a cluster', pbs: 'Host name or IP address' },
  hostPlaceholder: { pve: '192.168.1.10 or pve1.lan:8006', pbs: '192.168.1.20 or pbs.lan:8007' },
  name: 'Name',
  nameHint: 'Optional; made from the address if left empty',
  access: 'Access',
  credentials: { token: 'API token', password: 'User and password' },
  credentialsLabel: 'Kind of credentials',
  tokenName: 'Token ID',
  tokenValue: 'Token secret',
  user: 'User',
  password: 'Password',
  keepSecret: 'stored; leave empty to keep it',
  passwordHint: 'A token is better: it can be taken back alone, and its rights are its own.',
  showCommands: 'How to create a token',
  tokenVersion: 'Version of Proxmox VE',
  tokenVersions: { newer: '9 or newer', older: '8 or older' },
  tokenBackups: 'See backups on storages, too',
  tokenBackupsHint:
    'Proxmox VE shows the backups on a directory, NFS or CIFS storage only to who may use them: with these privileges one can make and restore backups. Those on a backup server need neither; connect that server as well.',
  tokenAgentHint:
    'VM.Monitor shows the file systems of virtual machines. It also allows to run programs in guests that have an agent; without it, the file systems stay unknown.',
  commandsIntro: {
    pve: 'Run these lines as root on one member. The one that adds the token prints its secret, once.',
    pbs: 'Run these lines as root on the backup server. The one that generates the token prints its secret, once.',
  },
  certificate: 'Certificate',
  certificateLabel: 'How the host proves who it is',
  trust: {
    fingerprint: 'Compare the fingerprint and trust this certificate',
    system: 'Signed by an authority that this system trusts',
    none: 'Do not check (insecure)',
  },
  insecure: 'Anyone between Pulse and the host can read the credentials and answer in its place. For tests only.',
  fetch: 'Show the certificate of the host',
  fetchHint: 'Once the address is there, Pulse asks the host for its certificate. No credential is sent for that.',
  fetchAgain: 'Ask again',
  fetching: 'Asking the host …',
  fingerprint: 'SHA-256 fingerprint',
  subject: 'Issued to',
  issuer: 'Issued by',
  validTo: 'Valid until',
  compare: 'Compare it with what the host itself prints:',
  confirm: 'It is the same: trust this certificate',
  confirmed: 'Confirmed',
  known: (count: number): string =>
    count === 1 ? 'One certificate is confirmed.' : `${count} certificates are confirmed.`,
  otherCertificate:
    'This is not the certificate that was confirmed before. It may have been renewed, or someone stands in between.',
  systemTrusted: 'The certificate is signed by an authority that this system trusts.',
  systemNotTrusted: 'The certificate of this host is not signed by such an authority: compare the fingerprint instead.',
  watch: 'Collect',
  watchNames: {
    monitorVMs: 'Virtual machines',
    monitorContainers: 'Containers',
    monitorStorage: 'Storage',
    monitorBackups: 'Backups',
    monitorDatastores: 'Datastores',
  },
  test: 'Test',
  testing: 'Testing …',
  save: 'Save',
  saving: 'Saving …',
  addButton: 'Add connection',
  cancel: 'Cancel',
  added: (name: string): string => `${name} was added. Its hosts appear within seconds.`,
  saved: (name: string): string => `${name} was changed.`,
  testOk: 'It works',
  testFailed: 'It does not work yet',
  notSaved: 'It was not saved',
  foundCluster: (name: string, nodes: number): string =>
    `Cluster ${name} with ${nodes} ${nodes === 1 ? 'node' : 'nodes'}`,
  foundNode: 'A stand-alone host',
  foundDatastores: (count: number): string => `${count} ${count === 1 ? 'datastore' : 'datastores'}`,
  foundVersion: (product: Product, version: string): string => `${products[product]} ${version}`,
  foundEverything: 'The credentials may see everything that Pulse shows.',
  foundMissing: 'Works, but the credentials lack:',
  hostMissing: 'Enter the address of the host.',
  tokenNameMissing: 'Enter the token ID.',
  tokenNameWrong: (product: Product): string =>
    `Enter it in full: user, realm and token name, such as ${product === 'pve' ? 'pulse@pve!pulse' : 'pulse@pbs!pulse'}.`,
  tokenValueMissing: 'Enter the secret that was printed when the token was made.',
  userMissing: 'Enter the user.',
  userWithoutRealm: 'Enter the user with its realm, such as root@pam.',
  passwordMissing: 'Enter the password.',
  fingerprintMissing: 'Show the certificate, compare the fingerprint and confirm it.',
}

const firstRun = {
  title: 'Nothing is watched yet',
  detail:
    'Pulse needs the address of one Proxmox host and a token that may look at things. One member is enough for a whole cluster.',
  steps: ['Create a token on the host', 'Enter its address', 'Compare its certificate', 'Enter the token, test, add'],
}

/** What the credentials of a connection may see. */
const sights = {
  title: 'What its credentials may see',
  asked: (agoMs: number): string => `as Proxmox said ${formatSpan(agoMs)} ago`,
  notAsked: 'not asked yet',
  seen: 'Seen',
  unseen: { no: 'Not seen', partly: 'Seen in part', 'not-granted': 'Not granted' },
  need: (privilege: string, path: string): string => `${privilege} on ${path}`,
  needs: (needs: readonly string[]): string => `takes ${needs.join(' and ')}`,
  partly: (privilege: string, where: string | null): string =>
    `${privilege} is there, but ${where ?? 'not everywhere'}`,
  help: 'The setup command gives the token what it lacks; run it once more on the host.',
  helpLink: 'Make the command',
}

const owned = {
  mark: 'owned by pulse.yaml',
  how: 'Change it in the file and apply that again: pulse config apply pulse.yaml.',
  title: (name: string): string => `${name} is owned by pulse.yaml`,
}

/** The two ways to add a host. */
const ways = {
  title: 'Run a command on the host',
  detail: 'It makes the token, reads the certificate on the host itself and registers it here. Nothing to copy back.',
  link: 'Make the command',
  other: 'Or enter a token yourself:',
}

export const connections = { states, products, list, form, firstRun, sights, owned, ways }
