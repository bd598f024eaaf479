import { NamedFaultError, names, onPath, oneOf, set, type Stage, wholeNumber } from './fault-values.ts'

export { NamedFaultError } from './fault-values.ts'

/** A thing that goes wrong, under a name that people can type: `node-down=attic/pve2`. */
export interface NamedFault {
  readonly name: string
  /** What stands behind the `=`, e.g. `cluster/node`; null where nothing does. */
  readonly value: string | null
  readonly summary: string
  readonly example: string
  /** Lets it begin; the function returned ends it, or does nothing where it cannot be taken back. */
  start(stage: Stage, value: string): () => void
}

/** Every fault that has a name, in the order of the documents. */
export const namedFaults: readonly NamedFault[] = [
  {
    name: 'node-down',
    value: 'cluster/node',
    summary: 'The host is switched off: its port is closed, the others answer 595 for it',
    example: 'node-down=attic/pve2',
    start(stage, value) {
      const [site, node] = names(stage, 'node', value)
      stage.estate.setNodeOnline(site, node, false)
      return () => stage.estate.setNodeOnline(site, node, true)
    },
  },
  {
    name: 'quorum-lost',
    value: 'cluster',
    summary: 'The cluster has no quorum: reading goes on, writing is refused',
    example: 'quorum-lost=attic',
    start(stage, value) {
      const site = oneOf('cluster', value, [...stage.estate.sites.keys()])
      stage.estate.setQuorum(site, false)
      return () => stage.estate.setQuorum(site, true)
    },
  },
  {
    name: 'storage-hung',
    value: 'cluster/storage',
    summary: 'Every call to the storage blocks, and the status of its nodes becomes unknown after five minutes',
    example: 'storage-hung=attic/nas-vm',
    start(stage, value) {
      const [site, storage] = names(stage, 'storage', value)
      stage.estate.hangStorage(site, storage, true)
      return () => stage.estate.hangStorage(site, storage, false)
    },
  },
  {
    name: 'storage-offline',
    value: 'cluster/storage',
    summary: 'The server behind the storage is gone, and Proxmox knows it',
    example: 'storage-offline=attic/nas-vm',
    start(stage, value) {
      const [site, storage] = names(stage, 'storage', value)
      stage.estate.setStorageOnline(site, storage, false)
      return () => stage.estate.setStorageOnline(site, storage, true)
    },
  },
  {
    name: 'storage-full',
    value: 'cluster/storage',
    summary: 'The storage is full but for half a percent',
    example: 'storage-full=attic/local-lvm',
    start(stage, value) {
      const [site, storage] = names(stage, 'storage', value)
      stage.estate.fillStorage(site, storage, 0.995)
      return () => stage.estate.fillStorage(site, storage, null)
    },
  },
  {
    name: 'guest-locked',
    value: 'cluster/vmid',
    summary: 'A backup that never ended has left its lock on the guest',
    example: 'guest-locked=attic/100',
    start(stage, value) {
      const [site, vmid] = names(stage, 'guest', value)
      stage.estate.update(site, Number(vmid), { lock: 'backup' })
      return () => stage.estate.update(site, Number(vmid), { lock: null })
    },
  },
  {
    name: 'agent-silent',
    value: 'cluster/vmid',
    summary: 'The agent in the guest does not run',
    example: 'agent-silent=attic/100',
    start(stage, value) {
      const [site, vmid] = names(stage, 'guest', value)
      const before = stage.estate.guest(site, Number(vmid)).agent
      stage.estate.setAgent(site, Number(vmid), 'silent')
      return () => stage.estate.setAgent(site, Number(vmid), before)
    },
  },
  {
    name: 'pbs-offline',
    value: 'server',
    summary: 'The backup server is switched off',
    example: 'pbs-offline=pbs-main',
    start(stage, value) {
      const server = oneOf('backup server', value, [...stage.estate.backupServers.keys()])
      stage.estate.setBackupServerOnline(server, false)
      return () => stage.estate.setBackupServerOnline(server, true)
    },
  },
  {
    name: 'pbs-hung',
    value: 'server',
    summary: 'The backup server takes connections and answers nothing',
    example: 'pbs-hung=pbs-main',
    start(stage, value) {
      const server = oneOf('backup server', value, [...stage.estate.backupServers.keys()])
      stage.estate.hangBackupServer(server, true)
      return () => stage.estate.hangBackupServer(server, false)
    },
  },
  {
    name: 'datastore-offline',
    value: 'server/datastore',
    summary: 'The datastore is in maintenance: listed, but closed',
    example: 'datastore-offline=pbs-main/main',
    start(stage, value) {
      const [server, store] = names(stage, 'datastore', value)
      stage.estate.putMaintenance(server, store, 'offline,message=simulated')
      return () => stage.estate.putMaintenance(server, store, null)
    },
  },
  {
    name: 'expired-tokens',
    value: null,
    summary: 'From now on every API token is past its date; this cannot be taken back',
    example: 'expired-tokens',
    start(stage) {
      stage.estate.expireToken('pve')
      stage.estate.expireToken('pbs')
      return () => {}
    },
  },
  {
    name: 'task-fails',
    value: 'type',
    summary: 'Tasks of the type (qmstart, vzdump, garbage_collection, …) fail half way',
    example: 'task-fails=vzdump',
    start(stage, value) {
      if (!/^[a-z_]+$/i.test(value))
        throw new NamedFaultError(`task-fails wants a type of task, such as vzdump, not "${value}".`)
      const plan = { type: value, atRatio: 0.5, text: 'simulated failure' }
      const { sites, backupServers } = stage.estate
      const undo = [...sites.values(), ...backupServers.values()].map(({ tasks }) => tasks.fail(plan))
      return () => {
        for (const end of undo) end()
      }
    },
  },
  {
    name: 'slow',
    value: 'path:milliseconds',
    summary: 'Calls of the path take so much longer',
    example: 'slow=/cluster/resources:2000',
    start: (stage, value) =>
      onPath(stage, 'slow', value, (ms) => ({ kind: 'delay', ms: wholeNumber('slow', ms, 0, 3_600_000) })),
  },
  {
    name: 'status',
    value: 'path:status',
    summary: 'Calls of the path get that status and no body',
    example: 'status=/nodes/{node}/status:500',
    start: (stage, value) =>
      onPath(stage, 'status', value, (status) => ({
        kind: 'status',
        status: wholeNumber('status', status, 200, 599),
        reason: 'simulated failure',
      })),
  },
  {
    name: 'hang',
    value: 'path',
    summary: 'Calls of the path are never answered',
    example: 'hang=/nodes/{node}/storage/**',
    start: (stage, value) => set(stage, 'hang', value, { kind: 'hang' }),
  },
  {
    name: 'cut',
    value: 'path',
    summary: 'Answers of the path break off in their middle',
    example: 'cut=/cluster/resources',
    start: (stage, value) => set(stage, 'cut', value, { kind: 'cut', bytes: 20 }),
  },
  {
    name: 'login-page',
    value: 'path',
    summary: 'Something in between answers with a page in HTML',
    example: 'login-page=/version',
    start: (stage, value) => set(stage, 'login-page', value, { kind: 'html' }),
  },
  {
    name: 'logged-out',
    value: 'path',
    summary: 'Calls of the path are refused with 401',
    example: 'logged-out=/nodes/**',
    start: (stage, value) => set(stage, 'logged-out', value, { kind: 'unauthorized' }),
  },
]

/**
 * Lets a named fault begin, such as `node-down=attic/pve2`; the function returned ends it.
 *
 * @throws NamedFaultError naming what there is, where the name or the value is wrong
 * @example
 * const end = startNamedFault(simulator, 'slow=/cluster/resources:2000')
 */
export function startNamedFault(stage: Stage, text: string): () => void {
  const [name = '', value = ''] = text.trim().split(/=(.*)/s)
  const known = namedFaults.find((fault) => fault.name === name)
  if (known === undefined) {
    const all = namedFaults.map((fault) => fault.name).join(', ')
    throw new NamedFaultError(`There is no fault "${name}"; there are ${all}.`)
  }
  if (known.value === null && value !== '') throw new NamedFaultError(`${name} takes no value.`)
  if (known.value !== null && value === '')
    throw new NamedFaultError(`${name} wants a value, such as ${known.example}.`)
  return known.start(stage, value)
}
