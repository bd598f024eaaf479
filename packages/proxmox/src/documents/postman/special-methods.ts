import { resultShape, type Method, type Product } from '../../schema/schema.ts'

interface NotPlain {
  /** A socket answers 101 to a client that asks for the upgrade; a stream answers 200 with a file. */
  readonly kind: 'socket' | 'stream'
  readonly reason: string
}

const socket = (reason: string): NotPlain => ({ kind: 'socket', reason })
const stream = (reason: string): NotPlain => ({ kind: 'stream', reason })

/**
 * Methods that are no question with an answer over plain HTTP, and why. They stand in the collections, but what comes
 * back holds no `data`.
 */
export const notPlainHttp: Readonly<Record<Product, Readonly<Record<string, NotPlain>>>> = {
  pve: {
    'GET /nodes/{node}/vncwebsocket': socket('carries the picture of a console'),
    'GET /nodes/{node}/qemu/{vmid}/vncwebsocket': socket('carries the picture of a console'),
    'GET /nodes/{node}/lxc/{vmid}/vncwebsocket': socket('carries the picture of a console'),
    'GET /nodes/{node}/qemu/{vmid}/mtunnelwebsocket': socket('carries a migration to another cluster'),
    'GET /nodes/{node}/lxc/{vmid}/mtunnelwebsocket': socket('carries a migration to another cluster'),
    'GET /nodes/{node}/storage/{storage}/file-restore/download': stream('a file or an archive out of a backup'),
  },
  pbs: {
    'GET /nodes/{node}/vncwebsocket': socket('carries the picture of a console'),
    'GET /backup': socket('speaks the backup protocol over HTTP/2'),
    'GET /reader': socket('speaks the restore protocol over HTTP/2'),
    'GET /admin/datastore/{store}/download': stream('a file of a snapshot'),
    'GET /admin/datastore/{store}/download-decoded': stream('a file of a snapshot, decoded'),
    'GET /admin/datastore/{store}/pxar-file-download': stream('a file or an archive out of a snapshot'),
  },
}

export function notPlain({ product, verb, path }: Method): NotPlain | undefined {
  return notPlainHttp[product][`${verb} ${path}`]
}

/** A refusal that says how this host is set up, not that something is wrong. */
export interface Excuse {
  /** Verb and path. */
  readonly within: RegExp
  readonly status: number
  /** Matches the server's text. */
  readonly text: RegExp
  readonly title: string
}

const excuses: Readonly<Record<Product, readonly Excuse[]>> = {
  pve: [
    {
      within: /^GET .*\/ceph(\/|$)/,
      status: 500,
      text: /ceph|rados|not (fully )?(installed|configured|initialized)/i,
      title: 'Ceph is not set up here',
    },
    {
      within: /^GET \/cluster\/ha\/groups/,
      status: 500,
      text: /migrated to rules/,
      title: 'since 9.0 there are rules instead of groups',
    },
    {
      within: /^GET \/access\/tfa\/\{userid\}\/\{id\}$/,
      status: 404,
      text: /no such tfa entry/i,
      title: 'the user has no such second factor',
    },
  ],
  pbs: [
    {
      within: /^GET \/access\/tfa\/\{userid\}\/\{id\}$/,
      status: 404,
      text: /no such tfa entry/i,
      title: 'the user has no such second factor',
    },
    {
      within: /^PUT \/access\/password$/,
      status: 400,
      text: /API tokens cannot/i,
      title: 'no API token',
    },
    {
      within: /^(GET|PUT|DELETE) \/config\/access\/(ad|ldap|openid)\/\{realm\}$/,
      status: 400,
      text: /no such (ad|ldap|openid)/i,
      title: 'no realm of this kind has that name',
    },
  ],
}

export function excuseOf({ product, verb, path }: Method): Excuse | undefined {
  return excuses[product].find(({ within }) => within.test(`${verb} ${path}`))
}

/** Lists whose first row is worth keeping for the requests below them: fields by variable. */
const captures: Readonly<Record<Product, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  pve: {
    'GET /nodes/{node}/tasks': { upid: 'upid' },
    'GET /nodes/{node}/storage/{storage}/content': { volume: 'volid' },
  },
  pbs: {
    'GET /nodes/{node}/tasks': { upid: 'upid' },
    'GET /admin/datastore/{store}/snapshots': {
      backup_type: 'backup-type',
      backup_id: 'backup-id',
      backup_time: 'backup-time',
    },
  },
}

export function capturesOf({ product, verb, path }: Method): Readonly<Record<string, string>> {
  return captures[product][`${verb} ${path}`] ?? {}
}

/** Those that answer a text which is no task. */
const otherTexts: ReadonlySet<string> = new Set([
  'POST /access/openid/auth-url',
  'POST /admin/datastore/{store}/namespace',
  'POST /cluster/sdn/lock',
  'POST /config/tape-encryption-keys',
  'POST /nodes/{node}/qemu/{vmid}/monitor',
  'POST /nodes/{node}/storage/{storage}/content',
  'POST /nodes/{node}/wakeonlan',
])

/** Whether a call answers the id of a task that goes on after the answer. The schema says `string` and no more. */
export function startsTask(method: Method): boolean {
  const isText = resultShape(method).type === 'string'
  return isText && method.verb !== 'GET' && !otherTexts.has(`${method.verb} ${method.path}`)
}

/** POST and PUT calls that take something away for good, or interrupt what runs. */
const harmful: readonly RegExp[] = [
  /\/(reboot|reset|restart|rollback|shutdown|stop|stopall|suspend|suspendall|suspend-(disk|hybrid|ram))$/,
  /\/(disarm-ha|fsfreeze-freeze|unmount|out)$/,
  /\/(wipedisk|initgpt|unlink|format-media|label-media|barcode-label-media)$/,
  // A disk is wiped for what is made of it.
  /\/disks\/(directory|lvm|lvmthin|zfs)$/,
  /\/ceph\/osd$/,
  /^\/cluster\/config\/join$/,
  // A template cannot be made a guest again.
  /\/\{vmid\}\/template$/,
  /^\/admin\/datastore\/\{store\}\/(prune|prune-datastore|move-group|move-namespace)$/,
  /^\/admin\/prune\/\{id\}\/run$/,
  // Turns the machine off or restarts it.
  /^\/nodes\/\{node\}\/status$/,
]

/** Whether a call takes something away or interrupts what runs, so that nobody should send it just to see. */
export function isDestructive({ verb, path }: Method): boolean {
  switch (verb) {
    case 'DELETE':
      // Logging out takes nothing away.
      return path !== '/access/ticket'
    case 'GET':
      return false
    case 'POST':
    case 'PUT':
      return harmful.some((pattern) => pattern.test(path))
  }
}
