import {
  flag,
  integer,
  list,
  nullable,
  number,
  object,
  optional,
  partial,
  record,
  text,
  words,
} from '../shape/shape.ts'
import { bytes, count, counter, load, ratio, seconds, space } from './measures.ts'

const snapshot = object({
  'backup-type': words('vm', 'ct', 'host'),
  'backup-id': text,
  'backup-time': seconds,
  ...partial({
    // Objects, though the schema says text. Empty while the backup runs; `client.log.blob` has only a name.
    files: list(
      object({ filename: text, ...partial({ 'crypt-mode': words('none', 'encrypt', 'sign-only'), size: bytes }) }),
    ),
    // Missing while the backup runs.
    size: bytes,
    owner: text,
    comment: text,
    protected: flag,
    // Of the key, if the snapshot is encrypted.
    fingerprint: text,
    // Missing: never verified.
    verification: object({ state: words('ok', 'failed'), ...partial({ upid: text }) }),
  }),
})

const group = object({
  'backup-type': words('vm', 'ct', 'host'),
  'backup-id': text,
  ...partial({
    // 0, and no backups, after a first sync that failed.
    'last-backup': seconds,
    'backup-count': count,
    files: list(text),
    owner: text,
    comment: text,
  }),
})

const collection = partial({
  upid: text,
  'disk-bytes': counter,
  'disk-chunks': counter,
  'index-data-bytes': counter,
  'index-file-count': counter,
  'pending-bytes': counter,
  'pending-chunks': counter,
  'removed-bytes': counter,
  'removed-chunks': counter,
  'removed-bad': counter,
  'still-bad': counter,
})

const datastoreUsage = object({
  store: text,
  ...partial({
    // Missing when the store is not available; versions before 4 send 0 or -1 then.
    total: bytes,
    used: bytes,
    avail: bytes,
    error: text,
    'mount-status': words('nonremovable', 'mounted', 'notmounted'),
    'backend-type': text,
    history: list(nullable(ratio)),
    'history-start': seconds,
    'history-delta': seconds,
    // 0, -1, long gone or absurdly far: no forecast.
    'estimated-full-date': integer({ minimum: -(2 ** 63), maximum: 2 ** 63 }),
    'gc-status': object(collection),
  }),
})

const nodeStatus = object(
  partial({
    cpu: ratio,
    wait: ratio,
    uptime: seconds,
    loadavg: list(load),
    memory: space,
    swap: space,
    root: space,
    cpuinfo: object(partial({ model: text, sockets: count, cpus: count })),
    kversion: text,
    'current-kernel': object(partial({ sysname: text, release: text, version: text, machine: text })),
    'boot-info': object(partial({ mode: words('efi', 'legacy-bios'), secureboot: flag })),
    info: object(partial({ fingerprint: text })),
  }),
)

const nodeRrd = list(
  object({
    time: seconds,
    ...partial({
      cpu: ratio,
      iowait: ratio,
      loadavg: load,
      memtotal: bytes,
      memused: bytes,
      swaptotal: bytes,
      swapused: bytes,
      roottotal: bytes,
      rootused: bytes,
      total: bytes,
      used: bytes,
      netin: bytes,
      netout: bytes,
      read_ios: counter,
      read_bytes: counter,
      write_ios: counter,
      write_bytes: counter,
      io_ticks: counter,
    }),
  }),
)

const storeRrd = list(
  object({
    time: seconds,
    ...partial({
      total: bytes,
      used: bytes,
      available: bytes,
      read_ios: counter,
      read_bytes: counter,
      write_ios: counter,
      write_bytes: counter,
      io_ticks: counter,
    }),
  }),
)

const task = object({
  upid: text,
  ...partial({
    node: text,
    pid: count,
    pstart: counter,
    starttime: seconds,
    // A running task has neither end nor status.
    endtime: seconds,
    worker_type: text,
    worker_id: text,
    user: text,
    status: text,
  }),
})

const datastore = object({
  store: text,
  // `maintenance` is a property string: `offline,message=…`.
  ...partial({ comment: text, maintenance: text, 'mount-status': text, 'backend-type': text }),
})

const metrics = object({
  data: list(
    object({ id: text, metric: text, timestamp: seconds, type: words('gauge', 'counter', 'derive'), value: number() }),
  ),
})

/** Result shapes that replace the schema's, where that is vague or not what servers send. */
export const pbsOverrides = {
  // A text of many lines; the schema takes it for the id of a task.
  'GET /nodes/{node}/apt/changelog': text,
  // `version` is major and minor, `release` the patch: "4.2" and "6" are 4.2.6.
  'GET /version': object({ version: text, ...partial({ release: text, repoid: text }) }),
  'GET /nodes/{node}/status': nodeStatus,
  'GET /nodes/{node}/rrd': nodeRrd,
  'GET /nodes/{node}/tasks': list(task),
  'GET /nodes/{node}/tasks/{upid}/log': list(object({ n: count, t: text })),
  'GET /status/datastore-usage': list(datastoreUsage),
  'GET /status/metrics': metrics,
  'GET /admin/datastore': list(datastore),
  'GET /admin/datastore/{store}/namespace': list(object({ ns: text, comment: optional(text) })),
  'GET /admin/datastore/{store}/groups': list(group),
  'GET /admin/datastore/{store}/snapshots': list(snapshot),
  'GET /admin/datastore/{store}/rrd': storeRrd,
  'GET /access/permissions': record(record(flag)),
} as const
