import {
  anything,
  asText,
  flag,
  integer,
  list,
  number,
  object,
  partial,
  text,
  words,
  type Typed,
} from '../shape/shape.ts'
import { bytes, count, ratio, seconds, vmid } from './measures.ts'

const nodeStorage = object({
  storage: text,
  ...partial({
    type: text,
    content: text,
    active: flag,
    enabled: flag,
    shared: flag,
    total: bytes,
    used: bytes,
    avail: bytes,
    used_fraction: ratio,
  }),
})

const content = object({
  volid: text,
  ...partial({
    content: words('images', 'rootdir', 'iso', 'vztmpl', 'backup', 'snippets', 'import'),
    format: text,
    subtype: words('qemu', 'lxc'),
    vmid,
    // 1 where a PBS did not tell.
    size: bytes,
    'approximate-size': bytes,
    used: bytes,
    ctime: seconds,
    parent: text,
    notes: text,
    protected: flag,
    // Fingerprint of the key, or "1".
    encrypted: text,
    verification: object({ state: words('ok', 'failed'), ...partial({ upid: text }) }),
  }),
})

const definition = object({
  storage: text,
  ...partial({
    type: text,
    content: text,
    nodes: text,
    disable: flag,
    shared: flag,
    path: text,
    server: text,
    export: text,
    share: text,
    pool: text,
    vgname: text,
    thinpool: text,
    datastore: text,
    namespace: text,
    username: text,
    fingerprint: text,
    port: count,
    'encryption-key': text,
    // An object or a property string.
    'prune-backups': anything,
    digest: text,
  }),
})

const disk = object({
  devpath: text,
  ...partial({
    type: words('hdd', 'ssd', 'nvme', 'usb', 'unknown'),
    size: bytes,
    model: text,
    serial: text,
    vendor: text,
    wwn: text,
    health: text,
    // What is left, in percent.
    wearout: { ...asText(integer({ minimum: 0, maximum: 100 })), absent: ['N/A'] },
    rpm: asText(integer({ minimum: -1, maximum: 1_000_000 })),
    used: text,
    gpt: flag,
    mounted: flag,
    osdid: asText(integer({ minimum: -1, maximum: 2 ** 31 })),
    'osdid-list': list(integer({ minimum: 0, maximum: 2 ** 31 })),
    by_id_link: text,
    parent: text,
  }),
})

const smart = object({
  health: text,
  ...partial({
    type: words('ata', 'text'),
    text,
    wearout: { ...asText(integer({ minimum: 0, maximum: 100 })), absent: ['N/A'] },
    attributes: list(
      object(
        partial({
          id: text,
          name: text,
          value: text,
          worst: text,
          threshold: text,
          raw: text,
          flags: text,
          fail: text,
          normalized: number(),
        }),
      ),
    ),
  }),
})

const pool = object({
  name: text,
  ...partial({
    health: text,
    size: bytes,
    alloc: bytes,
    free: bytes,
    frag: number({ minimum: 0, maximum: 100 }),
    dedup: number(),
  }),
})

/** Of a vdev or a section (`logs`, `cache`, `spares`), which has neither state nor counts. */
export interface PoolDevice {
  name: string
  msg?: string
  state?: string
  leaf?: boolean
  read?: number
  write?: number
  cksum?: number
  children?: unknown[]
}

const poolDevice: Typed<PoolDevice> = object({
  name: text,
  ...partial({
    msg: text,
    state: text,
    leaf: flag,
    // Errors, from texts such as "1.20K" that are cast to numbers: 1.2 are 1,200.
    read: number({ minimum: 0 }),
    write: number({ minimum: 0 }),
    cksum: number({ minimum: 0 }),
    children: list(anything),
  }),
})

const poolDetail = object({
  name: text,
  ...partial({
    state: text,
    status: text,
    action: text,
    scan: text,
    see: text,
    errors: text,
    children: list(poolDevice),
  }),
})

const replicationJob = object({
  id: text,
  ...partial({
    type: text,
    guest: vmid,
    jobnum: count,
    vmtype: words('qemu', 'lxc'),
    source: text,
    target: text,
    schedule: text,
    rate: number({ minimum: 0 }),
    comment: text,
    disable: flag,
    remove_job: text,
    // 0: never. `next_sync` is also 0 if the target is offline, and 1 if the job is to be removed.
    last_sync: seconds,
    last_try: seconds,
    next_sync: seconds,
    duration: number({ minimum: 0, maximum: 1e9 }),
    fail_count: count,
    error: text,
    pid: count,
    state: text,
  }),
})

/** What the storage, disk and replication calls of PVE answer. */
export const pveStorageOverrides = {
  'GET /storage': list(definition),
  'GET /nodes/{node}/storage': list(nodeStorage),
  'GET /nodes/{node}/storage/{storage}/status': object(
    partial({
      type: text,
      content: text,
      active: flag,
      enabled: flag,
      shared: flag,
      total: bytes,
      used: bytes,
      avail: bytes,
    }),
  ),
  'GET /nodes/{node}/storage/{storage}/content': list(content),
  'GET /nodes/{node}/storage/{storage}/rrddata': list(
    object({ time: seconds, ...partial({ total: bytes, used: bytes }) }),
  ),
  'GET /nodes/{node}/disks/list': list(disk),
  'GET /nodes/{node}/disks/smart': smart,
  'GET /nodes/{node}/disks/zfs': list(pool),
  'GET /nodes/{node}/disks/zfs/{name}': poolDetail,
  'GET /nodes/{node}/replication': list(replicationJob),
  'GET /nodes/{node}/replication/{id}/status': replicationJob,
} as const
