import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { openWorkshop, type Workshop } from './workshop.ts'

const GiB = 2 ** 30
let shop: Workshop

/** The texts of a refusal: the reason, and what is said of single parameters. */
async function refusal(...call: Parameters<Workshop['send']>): Promise<unknown> {
  const reply = await shop.send(...call)
  const { errors } = JSON.parse(reply.text) as { errors?: unknown }
  return errors === undefined ? [reply.status, reply.reason] : [reply.status, errors]
}

const names = async (path: string): Promise<unknown[]> => (await shop.rows(path)).map((row) => row['name'])
const volids = async (node: string, storage: string, vmid: number): Promise<string[]> =>
  (await shop.rows(`/nodes/${node}/storage/${storage}/content?vmid=${vmid}`)).map((row) => String(row['volid'])).sort()

describe('a VM', () => {
  beforeEach(async () => {
    shop = await openWorkshop()
  })
  afterEach(() => shop.close())

  const plain = { vmid: '200', name: 'new', memory: '1024', cores: '2', sockets: '2', scsi0: 'local-lvm:32' }

  test('is made from the parameters of the call', async () => {
    const upid = await shop.done('POST', '/nodes/pve1/qemu', {
      ...plain,
      net0: 'virtio,bridge=vmbr0',
      ide2: 'none,media=cdrom',
      tags: 'b;a',
      onboot: '1',
      pool: 'home',
      agent: '1',
    })
    expect(upid).toMatch(/^UPID:pve1:[0-9A-F]{8}:[0-9A-F]{8}:69A81EC0:qmcreate:200:root@pam!admin:$/)
    expect(await shop.get('/nodes/pve1/qemu/200/config')).toMatchObject({ lock: 'create' })
    shop.clock.advance(2000)
    expect(await shop.status(upid)).toMatchObject({ status: 'stopped', exitstatus: 'OK' })
    expect(await shop.log(upid)).toEqual([
      '  Logical volume "vm-200-disk-0" created.',
      "scsi0: successfully created disk 'local-lvm:vm-200-disk-0,size=32G'",
      'TASK OK',
    ])
    const config = await shop.get('/nodes/pve1/qemu/200/config')
    expect(config).toMatchObject({
      name: 'new',
      memory: '1024',
      cores: 2,
      sockets: 2,
      scsi0: 'local-lvm:vm-200-disk-0,size=32G',
      ide2: 'none,media=cdrom',
      net0: expect.stringMatching(/^virtio=BC:24:11(:[0-9A-F]{2}){3},bridge=vmbr0$/),
      tags: 'a;b',
      onboot: 1,
      agent: '1',
      boot: 'order=scsi0;ide2;net0',
      smbios1: expect.stringMatching(/^uuid=[0-9a-f-]{36}$/),
    })
    expect(config).not.toHaveProperty('lock')
    expect(await volids('pve1', 'local-lvm', 200)).toEqual(['local-lvm:vm-200-disk-0'])
    shop.clock.advance(10_000)
    const row = (await shop.rows('/cluster/resources?type=vm')).find((one) => one['vmid'] === 200)
    expect(row).toMatchObject({
      status: 'stopped',
      name: 'new',
      maxcpu: 4,
      maxmem: GiB,
      maxdisk: 32 * GiB,
      pool: 'home',
    })
  })

  test('is started afterwards if that is wished, by a task of its own', async () => {
    await shop.run('POST', '/nodes/pve1/qemu', { ...plain, start: '1' })
    const [task] = await shop.rows('/nodes/pve1/tasks?source=active')
    expect(task).toMatchObject({ type: 'qmstart', id: '200' })
    shop.clock.advance(2000)
    expect(await shop.get('/nodes/pve1/qemu/200/status/current')).toMatchObject({ status: 'running' })
  })

  test.each([
    [
      'a taken number',
      { ...plain, vmid: '100' },
      [500, "unable to create VM 100 - VM 100 already exists on node 'pve1'"],
    ],
    [
      'a container has it',
      { ...plain, vmid: '104' },
      [500, "unable to create VM 104 - CT 104 already exists on node 'pve2'"],
    ],
    ['no such storage', { ...plain, scsi0: 'nope:8' }, [500, "storage 'nope' does not exist"]],
    ['elsewhere', { ...plain, scsi0: 'scratch:8' }, [500, "storage 'scratch' is not available on node 'pve1'"]],
    [
      'no images there',
      { ...plain, scsi0: 'local:8' },
      [400, { storage: "storage 'local' does not support vm images" }],
    ],
    ['no such pool', { ...plain, pool: 'nope' }, [500, "pool 'nope' does not exist"]],
    ['no such number', { ...plain, vmid: '99' }, [400, { vmid: 'value must have a minimum value of 100' }]],
  ])('is refused: %s', async (_, values, expected) => {
    expect(await refusal('POST', '/nodes/pve1/qemu', values)).toEqual(expected)
  })

  test('needs a quorum', async () => {
    shop.simulator.estate.setQuorum('attic', false)
    expect(await refusal('POST', '/nodes/pve1/qemu', plain)).toEqual([500, 'cluster not ready - no quorum?'])
  })

  test('leaves nothing behind where its storage is full, or the task is stopped', async () => {
    shop.simulator.estate.fillStorage('attic', 'local-lvm', 1)
    const { exit } = await shop.run('POST', '/nodes/pve1/qemu', plain)
    expect(exit).toBe(
      "unable to create VM 200 - lvcreate 'pve/vm-200-disk-0' error:   Cannot create new thin volume, free space in thin pool pve/data reached threshold.",
    )
    shop.simulator.estate.fillStorage('attic', 'local-lvm', null)
    const upid = String(await shop.done('POST', '/nodes/pve1/qemu', plain))
    await shop.done('DELETE', `/nodes/pve1/tasks/${encodeURIComponent(upid)}`)
    expect(await shop.status(upid)).toMatchObject({ status: 'stopped', exitstatus: 'received interrupt' })
    shop.clock.advance(10_000)
    expect(await refusal('GET', '/nodes/pve1/qemu/200/config')).toEqual([
      500,
      "Configuration file 'nodes/pve1/qemu-server/200.conf' does not exist",
    ])
    expect(await shop.done('GET', '/cluster/nextid', { vmid: '200' })).toBe('200')
  })

  test('is destroyed with its volumes, when it is not running', async () => {
    await shop.run('POST', '/nodes/pve1/qemu', plain)
    await shop.run('POST', '/nodes/pve1/qemu/200/status/start')
    expect(await refusal('DELETE', '/nodes/pve1/qemu/200')).toEqual([500, 'VM 200 is running - destroy failed'])
    await shop.run('POST', '/nodes/pve1/qemu/200/status/stop')
    expect(await shop.run('DELETE', '/nodes/pve1/qemu/200')).toMatchObject({
      exit: 'OK',
      lines: ['  Logical volume "vm-200-disk-0" successfully removed.', 'TASK OK'],
    })
    expect(await volids('pve1', 'local-lvm', 200)).toEqual([])
    expect(await names('/nodes/pve1/qemu')).not.toContain('new')
  })

  test('is not destroyed while something else needs it', async () => {
    shop.simulator.estate.setStatus('attic', 102, 'stopped')
    expect(await refusal('DELETE', '/nodes/pve1/qemu/102')).toEqual([
      500,
      'unable to remove VM 102 - used in HA resources and purge parameter not set.',
    ])
    await shop.done('PUT', '/nodes/pve1/qemu/102/config', { protection: '1' })
    expect(await refusal('DELETE', '/nodes/pve1/qemu/102', { purge: '1' })).toEqual([
      500,
      "can't remove VM 102 - protection mode enabled",
    ])
    await shop.done('PUT', '/nodes/pve1/qemu/102/config', { delete: 'protection' })
    await shop.run('DELETE', '/nodes/pve1/qemu/102', { purge: '1' })
    expect((await shop.rows('/cluster/ha/resources')).map((row) => row['sid'])).not.toContain('vm:102')
  })

  test('gets, loses and grows disks', async () => {
    await shop.run('POST', '/nodes/pve1/qemu', plain)
    await shop.done('PUT', '/nodes/pve1/qemu/200/config', { scsi1: 'nas-vm:10,discard=on' })
    const at = '/nodes/pve1/qemu/200'
    expect(await shop.get(`${at}/config`)).toMatchObject({
      scsi1: 'nas-vm:200/vm-200-disk-0.qcow2,discard=on,size=10G',
    })
    expect((await shop.run('PUT', `${at}/resize`, { disk: 'scsi1', size: '+5G' })).exit).toBe('OK')
    expect(await shop.get(`${at}/config`)).toMatchObject({
      scsi1: 'nas-vm:200/vm-200-disk-0.qcow2,discard=on,size=15G',
    })
    expect(await refusal('PUT', `${at}/resize`, { disk: 'scsi1', size: '1G' })).toEqual([
      500,
      'shrinking disks is not supported',
    ])
    expect(await refusal('PUT', `${at}/resize`, { disk: 'scsi7', size: '1G' })).toEqual([
      500,
      "disk 'scsi7' does not exist",
    ])
    await shop.run('POST', `${at}/move_disk`, { disk: 'scsi1', storage: 'local-lvm', delete: '1' })
    expect(await shop.get(`${at}/config`)).toMatchObject({ scsi1: 'local-lvm:vm-200-disk-1,discard=on,size=15G' })
    expect(await volids('pve1', 'nas-vm', 200)).toEqual([])
    await shop.done('PUT', `${at}/config`, { delete: 'scsi1' })
    expect(await shop.get(`${at}/config`)).toMatchObject({ unused0: 'local-lvm:vm-200-disk-1' })
    await shop.done('PUT', `${at}/config`, { delete: 'unused0' })
    expect(await volids('pve1', 'local-lvm', 200)).toEqual(['local-lvm:vm-200-disk-0'])
  })

  test('is cloned in full, under a lock', async () => {
    const upid = await shop.done('POST', '/nodes/pve1/qemu/100/clone', { newid: '300', name: 'twin', full: '1' })
    expect(await shop.get('/nodes/pve1/qemu/300/config')).toMatchObject({ lock: 'clone' })
    shop.clock.advance(60_000)
    expect(await shop.status(upid)).toMatchObject({ exitstatus: 'OK', type: 'qmclone', id: '100' })
    const lines = await shop.log(upid)
    expect(lines[0]).toBe('create full clone of drive scsi0 (local-lvm:vm-100-disk-0)')
    expect(lines).toContain('transferred 16.0 GiB of 32.0 GiB (50.00%)')
    expect(lines.at(-2)).toBe('transferred 32.0 GiB of 32.0 GiB (100.00%)')
    const original = await shop.get('/nodes/pve1/qemu/100/config')
    const copy = await shop.get('/nodes/pve1/qemu/300/config')
    expect(copy).toMatchObject({
      name: 'twin',
      cores: 2,
      memory: '4096',
      scsi0: expect.stringMatching(/^local-lvm:vm-300-disk-0,/),
    })
    expect([copy['net0'], copy['smbios1']]).not.toEqual([original['net0'], original['smbios1']])
    expect(copy).not.toHaveProperty('parent')
    expect(await refusal('POST', '/nodes/pve1/qemu/100/clone', { newid: '300' })).toEqual([
      500,
      'unable to create VM 300: config file already exists',
    ])
  })

  test('is linked to a template only, which then cannot go', async () => {
    expect(await refusal('POST', '/nodes/pve1/qemu/100/clone', { newid: '300', full: '0' })).toEqual([
      500,
      "Linked clone feature is not supported for 'local-lvm:vm-100-disk-0' (scsi0)",
    ])
    await shop.run('POST', '/nodes/pve1/qemu/9000/clone', { newid: '300', name: 'linked' })
    expect((await shop.run('DELETE', '/nodes/pve1/qemu/9000')).exit).toBe(
      "base volume 'local-lvm:base-9000-disk-0' is still in use by linked cloned",
    )
    await shop.run('DELETE', '/nodes/pve1/qemu/300')
    expect((await shop.run('DELETE', '/nodes/pve1/qemu/9000')).exit).toBe('OK')
  })

  test('becomes a template', async () => {
    await shop.run('POST', '/nodes/pve1/qemu', plain)
    await shop.run('POST', '/nodes/pve1/qemu/200/template')
    expect(await shop.get('/nodes/pve1/qemu/200/config')).toMatchObject({
      template: 1,
      scsi0: 'local-lvm:base-200-disk-0,size=32G',
    })
    expect((await shop.run('POST', '/nodes/pve1/qemu/200/status/start')).exit).toBe(
      "you can't start a vm if it's a template",
    )
    expect(await refusal('POST', '/nodes/pve1/qemu/100/template')).toEqual([
      500,
      "you can't convert a VM to template if VM is running",
    ])
  })
})

describe('a container', () => {
  beforeEach(async () => {
    shop = await openWorkshop()
  })
  afterEach(() => shop.close())

  const ostemplate = 'local:vztmpl/debian-13-standard_13.1-2_amd64.tar.zst'
  const plain = { vmid: '210', hostname: 'box', ostemplate, rootfs: 'local-zfs:8', memory: '256', password: 'sesame-1' }

  test('is made from a template', async () => {
    const { exit, lines } = await shop.run('POST', '/nodes/pve1/lxc', {
      ...plain,
      net0: 'name=eth0,bridge=vmbr0,ip=dhcp',
      unprivileged: '1',
    })
    expect(exit).toBe('OK')
    expect(lines).toContain("extracting archive '/var/lib/vz/template/cache/debian-13-standard_13.1-2_amd64.tar.zst'")
    const config = await shop.get('/nodes/pve1/lxc/210/config')
    expect(config).toMatchObject({
      hostname: 'box',
      memory: 256,
      ostype: 'debian',
      rootfs: 'local-zfs:subvol-210-disk-0,size=8G',
      net0: expect.stringMatching(/^name=eth0,bridge=vmbr0,ip=dhcp,hwaddr=BC:24:11:[0-9A-F:]{8},type=veth$/),
      unprivileged: 1,
    })
    expect(JSON.stringify([config, lines])).not.toContain('sesame')
  })

  test.each([
    [
      'no such template',
      { ostemplate: 'local:vztmpl/x.tar.gz' },
      [500, "volume 'local:vztmpl/x.tar.gz' does not exist"],
    ],
    ['a taken number', { vmid: '101' }, [500, "unable to create CT 101 - CT 101 already exists on node 'pve1'"]],
    [
      'no root file systems there',
      { rootfs: 'local:8' },
      [400, { storage: "storage 'local' does not support container directories" }],
    ],
  ])('is refused: %s', async (_, more, expected) => {
    expect(await refusal('POST', '/nodes/pve1/lxc', { ...plain, ...more })).toEqual(expected)
  })

  test('is started, stopped and destroyed', async () => {
    await shop.run('POST', '/nodes/pve1/lxc', plain)
    const at = '/nodes/pve1/lxc/210'
    expect(await refusal('POST', `${at}/status/stop`)).toEqual([500, 'CT 210 not running'])
    await shop.run('POST', `${at}/status/start`)
    expect(await refusal('POST', `${at}/status/start`)).toEqual([500, 'CT 210 already running'])
    expect(await refusal('DELETE', at)).toEqual([500, 'unable to destroy CT 210 - container is running'])
    expect((await shop.run('DELETE', at, { force: '1' })).exit).toBe('OK')
    expect((await shop.send('GET', `${at}/config`)).status).toBe(500)
  })
})

describe('of a running estate', () => {
  beforeAll(async () => {
    shop = await openWorkshop()
  })
  afterAll(() => shop.close())

  test('a rollback brings back the configuration, and with memory the running machine', async () => {
    const at = '/nodes/pve3/qemu/111'
    await shop.run('POST', `${at}/snapshot`, { snapname: 'before', vmstate: '1', description: 'x' })
    await shop.done('PUT', `${at}/config`, { name: 'renamed', cores: '8', scsi1: 'local-lvm:5' })
    await shop.run('POST', `${at}/status/stop`)
    expect(await shop.get(`${at}/snapshot/before/config`)).toMatchObject({ name: 'unifi', cores: 2, description: 'x' })
    expect((await shop.run('POST', `${at}/snapshot/before/rollback`)).exit).toBe('OK')
    const config = await shop.get(`${at}/config`)
    expect(config).toMatchObject({ name: 'unifi', cores: 2, parent: 'before' })
    expect(config).not.toHaveProperty('scsi1')
    expect(await shop.get(`${at}/status/current`)).toMatchObject({ status: 'running' })
  })

  test('a rollback without memory leaves it stopped', async () => {
    const at = '/nodes/pve2/qemu/116'
    await shop.run('POST', `${at}/snapshot`, { snapname: 'cold' })
    await shop.run('POST', `${at}/snapshot/cold/rollback`)
    expect(await shop.get(`${at}/status/current`)).toMatchObject({ status: 'stopped' })
  })

  test('snapshots refuse in their task', async () => {
    const at = '/nodes/pve1/lxc/103'
    await shop.run('POST', `${at}/snapshot`, { snapname: 'one' })
    expect((await shop.run('POST', `${at}/snapshot`, { snapname: 'one' })).exit).toBe(
      "snapshot name 'one' already used",
    )
    await shop.run('POST', `${at}/snapshot`, { snapname: 'two' })
    expect((await shop.run('POST', `${at}/snapshot/one/rollback`)).exit).toBe(
      "can't rollback, 'one' is not most recent snapshot on 'local-zfs:subvol-103-disk-0'",
    )
    expect((await shop.run('DELETE', `${at}/snapshot/nope`)).exit).toBe("snapshot 'nope' does not exist")
    await shop.done('PUT', `${at}/snapshot/two/config`, { description: 'second' })
    await shop.run('DELETE', `${at}/snapshot/one`)
    const rows = await shop.rows(`${at}/snapshot`)
    expect(rows.map((row) => [row['name'], row['parent'] ?? null, row['description']])).toEqual([
      ['two', null, 'second'],
      ['current', 'two', 'You are here!'],
    ])
    expect(await refusal('POST', `${at}/snapshot`, { snapname: 'current' })).toEqual([
      500,
      "unable to use snapshot name 'current' (reserved name)",
    ])
  })

  test('a migration holds a lock, and needs to be told how', async () => {
    const at = '/nodes/pve1/qemu/113'
    expect(await refusal('POST', `${at}/migrate`, { target: 'pve1' })).toEqual([
      400,
      { target: 'target is local node.' },
    ])
    expect(await refusal('POST', `${at}/migrate`, { target: 'nope' })).toEqual([500, "no such cluster node 'nope'"])
    expect(await refusal('POST', `${at}/migrate`, { target: 'pve2' })).toEqual([
      500,
      "can't migrate running VM without --online",
    ])
    const local = await shop.run('POST', `${at}/migrate`, { target: 'pve2', online: '1' })
    expect(local.exit).toBe('migration aborted')
    // Each line begins with the time.
    expect(local.lines[1]?.slice(20)).toBe(
      "ERROR: Problem found while scanning volumes - can't migrate local disk 'local-lvm:vm-113-disk-0': can't live migrate attached local disks without with-local-disks option",
    )
    const upid = await shop.done('POST', `${at}/migrate`, { target: 'pve2', online: '1', 'with-local-disks': '1' })
    expect(await refusal('PUT', `${at}/config`, { cores: '1' })).toEqual([500, 'VM is locked (migrate)'])
    shop.clock.advance(12_000)
    expect(await shop.status(upid)).toMatchObject({ exitstatus: 'OK' })
    expect(await shop.get('/nodes/pve2/qemu/113/status/current')).toMatchObject({ status: 'running' })
  })

  test('a machine suspended to disk keeps a lock until it is started again', async () => {
    const at = '/nodes/pve3/qemu/114'
    await shop.run('POST', `${at}/status/suspend`, { todisk: '1' })
    expect(await shop.get(`${at}/status/current`)).toMatchObject({ status: 'stopped', lock: 'suspended' })
    expect((await shop.run('POST', `${at}/status/start`)).exit).toBe('OK')
    expect(await shop.get(`${at}/status/current`)).not.toHaveProperty('lock')
  })

  test('a guest that does not hear is shut down by force, or not at all', async () => {
    shop.simulator.estate.setAgent('attic', 107, 'hung')
    const at = '/nodes/pve2/qemu/107/status/shutdown'
    expect((await shop.run('POST', at, { timeout: '20' })).exit).toBe('VM quit/powerdown failed - got timeout')
    expect((await shop.run('POST', at, { timeout: '20', forceStop: '1' })).lines).toEqual([
      'VM still running - terminating now with SIGTERM',
      'TASK OK',
    ])
  })

  test('the agent freezes, thaws, trims and shuts down', async () => {
    const at = '/nodes/pve1/qemu/102/agent'
    const result = async (command: string): Promise<unknown> =>
      ((await shop.done('POST', `${at}/${command}`)) as { result: unknown }).result
    const count = await result('fsfreeze-freeze')
    expect(Number(count)).toBeGreaterThan(0)
    expect(await result('fsfreeze-status')).toBe('frozen')
    expect(await result('fsfreeze-thaw')).toBe(count)
    expect(await result('fsfreeze-status')).toBe('thawed')
    expect(await result('fstrim')).toMatchObject({
      paths: expect.arrayContaining([expect.objectContaining({ path: '/' })]),
    })
    await result('shutdown')
    shop.clock.advance(3000)
    expect(await shop.get('/nodes/pve1/qemu/102/status/current')).toMatchObject({ status: 'stopped' })
  })

  test('two callers of one kind get two tasks', async () => {
    const first = await shop.done('POST', '/nodes/pve1/qemu/115/status/stop')
    const second = await shop.done('POST', '/nodes/pve1/qemu/115/status/stop')
    expect(second).not.toBe(first)
  })
})
