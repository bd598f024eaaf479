import { destructiveMark } from './request-name.ts'
import { chooseNode, trackStep } from './shared-steps.ts'
import type { Workflow } from './workflows.ts'

/** The container that these workflows create, and delete in the end. */
const own = '{{new_ctid}}'
const snapname = 'before_change'

export const pveWorkflows: readonly Workflow[] = [
  {
    name: 'List nodes and virtual machines',
    note: 'What is there.',
    steps: [
      {
        name: 'List the nodes',
        note: 'The nodes of the cluster and their state. Sets `{{node}}` to one that is online, unless it names one of them already.',
        verb: 'GET',
        path: '/nodes',
        after: chooseNode,
      },
      { name: 'List the VMs', note: 'The virtual machines of `{{node}}`.', verb: 'GET', path: '/nodes/{node}/qemu' },
    ],
  },
  {
    name: 'Start a VM and track the task',
    note: 'Starts a virtual machine that is stopped. Where none is stopped, nothing is done.',
    steps: [
      {
        name: 'Find a stopped VM',
        note: 'Sets `{{node}}` and `{{vmid}}` to a stopped virtual machine that is no template. In a run of the folder the start is left out where none is stopped.',
        verb: 'GET',
        path: '/cluster/resources',
        values: { type: 'vm' },
        after: `const guests = pm.response.json().data || []
const stopped = guests.find(({ type, status, template }) => type === 'qemu' && status === 'stopped' && !Number(template))
if (stopped) {
  pm.collectionVariables.set('node', stopped.node)
  pm.collectionVariables.set('vmid', stopped.vmid)
} else {
  console.log('No virtual machine is stopped: nothing to start.')
  pm.execution.setNextRequest('Find a free id')
}`,
      },
      {
        name: 'Start the VM',
        note: 'The answer is the id of the task that starts it; it is kept in `{{upid}}`.',
        verb: 'POST',
        path: '/nodes/{node}/qemu/{vmid}/status/start',
      },
      trackStep('Track the start'),
    ],
  },
  {
    name: 'Create a container',
    note: 'A small container from the first template on `{{storage}}`, its disk on `{{disk_storage}}`. The workflows that follow use it.',
    steps: [
      {
        name: 'Find a free id',
        note: 'The lowest free id. Sets `{{new_ctid}}`.',
        verb: 'GET',
        path: '/cluster/nextid',
        after: `pm.collectionVariables.set('new_ctid', String(pm.response.json().data))`,
      },
      {
        name: 'Find a template',
        note: 'The templates on `{{storage}}`. Sets `{{template}}` to the first one.',
        verb: 'GET',
        path: '/nodes/{node}/storage/{storage}/content',
        values: { content: 'vztmpl' },
        tests: `pm.test('status is 200', () => pm.response.to.have.status(200))
const [first] = pm.response.json().data || []
pm.test('there is a template', () => pm.expect(first, 'download one to this storage first').to.be.an('object'))
if (first) pm.collectionVariables.set('template', first.volid)
else pm.execution.setNextRequest(null)`,
      },
      {
        name: 'Find a storage for the disk',
        note: 'The storages that take disks of containers. Sets `{{disk_storage}}` to the first one that is active, unless it names one of them already.',
        verb: 'GET',
        path: '/nodes/{node}/storage',
        values: { content: 'rootdir', enabled: '1' },
        after: `const active = (pm.response.json().data || []).filter((one) => Number(one.active))
const isNamed = ({ storage }) => storage === pm.variables.get('disk_storage')
const storage = active.find(isNamed) || active[0]
if (storage) pm.collectionVariables.set('disk_storage', storage.storage)`,
      },
      {
        name: 'Create the container',
        note: 'One core, 256 MiB of memory, a disk of 4 GiB; it is not started.',
        verb: 'POST',
        path: '/nodes/{node}/lxc',
        values: {
          vmid: own,
          ostemplate: '{{template}}',
          rootfs: '{{disk_storage}}:4',
          hostname: 'api-example',
          memory: '256',
          unprivileged: '1',
        },
      },
      trackStep('Track the creation'),
    ],
  },
  {
    name: 'Snapshot and roll back',
    note: `Of the container that was just created. ${destructiveMark} Rolling back gives up all that changed since the snapshot.`,
    steps: [
      {
        name: 'Take a snapshot',
        note: `The snapshot \`${snapname}\`.`,
        verb: 'POST',
        path: '/nodes/{node}/lxc/{vmid}/snapshot',
        values: { vmid: own, snapname },
      },
      trackStep('Track the snapshot'),
      {
        name: `${destructiveMark} Roll back`,
        note: 'The container is again as it was.',
        verb: 'POST',
        path: '/nodes/{node}/lxc/{vmid}/snapshot/{snapname}/rollback',
        values: { vmid: own, snapname },
      },
      trackStep('Track the rollback'),
      {
        name: `${destructiveMark} Delete the snapshot`,
        note: 'The container stays as it is.',
        verb: 'DELETE',
        path: '/nodes/{node}/lxc/{vmid}/snapshot/{snapname}',
        values: { vmid: own, snapname },
      },
      trackStep('Track the deletion of the snapshot'),
    ],
  },
  {
    name: 'Back up',
    note: 'The container that was just created, to `{{storage}}`.',
    steps: [
      {
        name: 'Back up the container',
        note: 'A stopped guest is backed up as it lies; a running one from a snapshot.',
        verb: 'POST',
        path: '/nodes/{node}/vzdump',
        values: { vmid: own, storage: '{{storage}}', mode: 'snapshot', compress: 'zstd' },
      },
      trackStep('Track the backup'),
      {
        name: 'Find the backup',
        note: 'The backups of this container. Sets `{{backup_volume}}` to the first one.',
        verb: 'GET',
        path: '/nodes/{node}/storage/{storage}/content',
        values: { content: 'backup', vmid: own },
        after: `const [backup] = pm.response.json().data || []
pm.test('there is a backup', () => pm.expect(backup).to.be.an('object'))
if (backup) pm.collectionVariables.set('backup_volume', backup.volid)`,
      },
    ],
  },
  {
    name: 'Clean up',
    note: `${destructiveMark} Deletes the container that these workflows created, and no other. Its backup stays.`,
    steps: [
      {
        name: `${destructiveMark} Delete the container`,
        note: 'The one of `{{new_ctid}}`, with its disk.',
        verb: 'DELETE',
        path: '/nodes/{node}/lxc/{vmid}',
        values: { vmid: own },
      },
      trackStep('Track the deletion'),
    ],
  },
]
