import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { column, endpointOf, rowsOf } from './ask.ts'
import { noon, openWorkshop, type Workshop } from './workshop.ts'

let shop: Workshop
beforeEach(async () => {
  shop = await openWorkshop()
})
afterEach(() => shop.close())

const vzdump = '/nodes/pve1/vzdump'
const backups = (storage: string, vmid: number) =>
  shop.rows(`/nodes/pve1/storage/${storage}/content?content=backup&vmid=${vmid}`)
const volid = (storage: string, name: string): string =>
  `/nodes/pve1/storage/${storage}/content/${encodeURIComponent(`${storage}:backup/${name}`)}`

describe('a backup', () => {
  const call = {
    vmid: '113',
    storage: 'local',
    compress: 'zstd',
    mode: 'snapshot',
    'notes-template': '{{guestname}} on {{node}}',
  }

  test('writes the log of vzdump, holds a lock and leaves a file', async () => {
    const upid = await shop.done('POST', vzdump, call)
    expect(upid).toMatch(/:vzdump:113:root@pam!admin:$/)
    shop.clock.advance(2000)
    expect(await shop.get('/nodes/pve1/qemu/113/status/current')).toMatchObject({ lock: 'backup' })
    expect(await backups('local', 113)).toEqual([])
    shop.clock.advance(60_000)
    expect(await shop.status(upid)).toMatchObject({ exitstatus: 'OK' })
    const lines = await shop.log(upid)
    expect(lines.slice(0, 4)).toEqual([
      "INFO: starting new backup job: vzdump 113 --storage local --mode snapshot --compress zstd --notes-template '{{guestname}} on {{node}}' --node pve1",
      'INFO: Starting Backup of VM 113 (qemu)',
      'INFO: Backup started at 2026-03-04 12:00:01',
      'INFO: status = running',
    ])
    expect(lines).toContain("INFO: include disk 'scsi0' 'local-lvm:vm-113-disk-0' 120G")
    expect(lines).toContain(
      "INFO: creating vzdump archive '/var/lib/vz/dump/vzdump-qemu-113-2026_03_04-12_00_01.vma.zst'",
    )
    expect(lines.filter((line) => /^INFO: [ \d]{3}% \(/.test(line)).map((line) => line.slice(6, 10))).toEqual([
      ' 10%',
      ' 20%',
      ' 30%',
      ' 40%',
      ' 50%',
      ' 60%',
      ' 70%',
      ' 80%',
      ' 90%',
      '100%',
    ])
    expect(lines.slice(-2)).toEqual(['INFO: Backup job finished successfully', 'TASK OK'])
    expect(lines.at(-4)).toMatch(/^INFO: Finished Backup of VM 113 \(00:00:\d\d\)$/)
    expect(await backups('local', 113)).toMatchObject([
      {
        volid: 'local:backup/vzdump-qemu-113-2026_03_04-12_00_01.vma.zst',
        format: 'vma.zst',
        subtype: 'qemu',
        ctime: noon / 1000 + 1,
        notes: 'docker-01 on pve1',
      },
    ])
    expect(await shop.get('/nodes/pve1/qemu/113/status/current')).not.toHaveProperty('lock')
  })

  test('lies on the node that made it, and takes room there', async () => {
    const used = async (node: string): Promise<number> =>
      Number((await shop.get(`/nodes/${node}/storage/local/status`))['used'])
    const before = [await used('pve1'), await used('pve2')]
    await shop.run('POST', vzdump, call)
    const [row] = await backups('local', 113)
    const size = Number(row?.['size'])
    expect(size).toBeGreaterThan(2 ** 30)
    // The storages breathe a little by themselves while time passes.
    expect(Math.abs((await used('pve1')) - (before[0] ?? 0) - size)).toBeLessThan(0.01 * 94 * 2 ** 30)
    expect(Math.abs((await used('pve2')) - (before[1] ?? 0))).toBeLessThan(0.01 * 94 * 2 ** 30)
    expect(await shop.rows('/nodes/pve2/storage/local/content?content=backup&vmid=113')).toEqual([])
  })

  test('on a backup server is a snapshot that both products show', async () => {
    await shop.run('POST', vzdump, { vmid: '113', storage: 'pbs-main', 'notes-template': 'by hand' })
    const rows = await backups('pbs-main', 113)
    expect(rows.find((row) => row['notes'] === 'by hand')).toMatchObject({
      volid: 'pbs-main:backup/vm/113/2026-03-04T12:00:01Z',
      format: 'pbs-vm',
    })
    const server = endpointOf(shop.simulator.endpoints, 'pbs-main')
    const snapshots = await rowsOf(server, shop.root, '/admin/datastore/main/snapshots?ns=attic&backup-id=113')
    expect(snapshots.map((row) => row['backup-time'])).toContain(noon / 1000 + 1)
  })

  test('of several guests goes on where one fails, and says so at the end', async () => {
    const { exit, lines } = await shop.run('POST', '/nodes/pve3/vzdump', { vmid: '110,111,100', storage: 'nas-media' })
    expect(exit).toBe('job errors')
    expect(lines).toContain('INFO: skip external VMs: 100')
    expect(lines).toContain('ERROR: Backup of VM 110 failed - job failed with err -5 - Input/output error')
    expect(lines.some((line) => line.startsWith('INFO: Finished Backup of VM 111 ('))).toBe(true)
    expect(lines.slice(-2)).toEqual(['INFO: Backup job finished with errors', 'TASK ERROR: job errors'])
  })

  test.each([
    [
      'its storage is full',
      () => shop.simulator.estate.fillStorage('attic', 'local', 1),
      'vma_queue_write: write error - Broken pipe',
    ],
    [
      'the guest is locked',
      () => shop.simulator.estate.update('attic', 113, { lock: 'migrate' }),
      'VM is locked (migrate)',
    ],
    ['the guest is gone', () => shop.simulator.estate.remove('attic', 113), "unable to find VM '113'"],
  ])('fails when %s', async (_, spoil, text) => {
    spoil()
    const { exit, lines } = await shop.run('POST', vzdump, call)
    expect([exit, lines.includes(`ERROR: Backup of VM 113 failed - ${text}`)]).toEqual(['job errors', true])
    expect(await backups('local', 113)).toEqual([])
  })

  test('that is stopped says where, leaves nothing and gives the guest back', async () => {
    const upid = String(await shop.done('POST', vzdump, call))
    shop.clock.advance(4000)
    await shop.done('DELETE', `/nodes/pve1/tasks/${encodeURIComponent(upid)}`)
    expect(await shop.status(upid)).toMatchObject({ exitstatus: 'interrupted by signal' })
    expect((await shop.log(upid)).slice(-4)).toEqual([
      'ERROR: Backup of VM 113 failed - interrupted by signal',
      'INFO: Failed at 2026-03-04 12:00:04',
      'ERROR: Backup job failed - interrupted by signal',
      'TASK ERROR: interrupted by signal',
    ])
    shop.clock.advance(60_000)
    expect(await backups('local', 113)).toEqual([])
    expect(await shop.get('/nodes/pve1/qemu/113/config')).not.toHaveProperty('lock')
  })

  test.each([
    [{}, [400, { vmid: 'property is missing' }]],
    [{ vmid: '113', all: '1' }, [400, { all: "option conflicts with option 'vmid'" }]],
    [
      { vmid: '113', storage: 'nope' },
      [500, "could not get storage information for 'nope': storage 'nope' does not exist"],
    ],
    [
      { vmid: '113', storage: 'local-lvm' },
      [
        500,
        "could not get storage information for 'local-lvm': can't use storage 'local-lvm' for backups - wrong content type",
      ],
    ],
  ])('is refused: %o', async (values, expected) => {
    const reply = await shop.send('POST', vzdump, values)
    const { errors } = JSON.parse(reply.text) as { errors?: unknown }
    expect([reply.status, errors ?? reply.reason]).toEqual(expected)
  })

  test('of nobody here is nothing to do', async () => {
    expect(await shop.done('POST', vzdump, { vmid: '110', storage: 'nas-media' })).toBe('OK')
  })
})

test('notes and protection are written, and protection protects', async () => {
  await shop.run('POST', vzdump, { vmid: '106', storage: 'local', compress: 'zstd' })
  const at = volid('local', 'vzdump-lxc-106-2026_03_04-12_00_01.tar.zst')
  await shop.done('PUT', at, { notes: 'keep me', protected: '1' })
  expect(await shop.get(at)).toMatchObject({
    notes: 'keep me',
    protected: 1,
    path: '/var/lib/vz/dump/vzdump-lxc-106-2026_03_04-12_00_01.tar.zst',
    format: 'tar.zst',
  })
  const { exit } = await shop.run('DELETE', at)
  expect(exit).toBe("cannot remove protected archive '/var/lib/vz/dump/vzdump-lxc-106-2026_03_04-12_00_01.tar.zst'")
  await shop.done('PUT', at, { protected: '0' })
  expect((await shop.run('DELETE', at)).exit).toBe('OK')
  expect(await backups('local', 106)).toEqual([])
})

test('what a job has made can be removed one by one, too', async () => {
  const before = (await backups('nas-media', 100)).map((row) => String(row['volid']))
  const [first = ''] = before
  await shop.run('DELETE', `/nodes/pve1/storage/nas-media/content/${encodeURIComponent(first)}`)
  expect((await backups('nas-media', 100)).map((row) => row['volid'])).toEqual(before.slice(1))
})

test('old ones go by the retention of the call, and by that of a prune', async () => {
  const call = { vmid: '106', storage: 'local', 'prune-backups': 'keep-last=2' }
  for (let index = 0; index < 3; index++) {
    const { lines } = await shop.run('POST', vzdump, call)
    expect(lines.includes('INFO: pruned 1 backup(s) not covered by keep-retention policy')).toBe(index === 2)
  }
  expect(await backups('local', 106)).toHaveLength(2)
  const at = '/nodes/pve1/storage/local/prunebackups'
  const marks = await shop.rows(`${at}?vmid=106&prune-backups=keep-last%3D1`)
  expect(column(marks, 'mark')).toEqual(['keep', 'remove'])
  expect((await shop.run('DELETE', at, { vmid: '106', 'prune-backups': 'keep-last=1' })).exit).toBe('OK')
  expect(await backups('local', 106)).toHaveLength(1)
})

describe('a restore', () => {
  const archive = 'local:backup/vzdump-qemu-113-2026_03_04-12_00_01.vma'
  beforeEach(() => shop.run('POST', vzdump, { vmid: '113', storage: 'local' }))

  test('makes the guest again as it was', async () => {
    await shop.done('PUT', '/nodes/pve1/qemu/113/config', { name: 'changed', cores: '1' })
    const { exit, lines } = await shop.run('POST', '/nodes/pve1/qemu', {
      vmid: '400',
      archive,
      storage: 'nas-vm',
      unique: '1',
    })
    expect(exit).toBe('OK')
    expect(lines.some((line) => line.startsWith('progress 50% (read '))).toBe(true)
    const [old, made] = [await shop.get('/nodes/pve1/qemu/113/config'), await shop.get('/nodes/pve1/qemu/400/config')]
    expect(made).toMatchObject({
      name: 'docker-01',
      cores: 6,
      scsi0: expect.stringMatching(/^nas-vm:400\/vm-400-disk-0\.qcow2,/),
    })
    expect(made['net0']).not.toBe(old['net0'])
  })

  test('over a guest needs force, and a guest that stands still', async () => {
    const at = '/nodes/pve1/qemu'
    const refused = await shop.send('POST', at, { vmid: '113', archive })
    expect(refused.reason).toBe("unable to restore VM 113 - VM 113 already exists on node 'pve1'")
    expect((await shop.run('POST', at, { vmid: '113', archive, force: '1' })).exit).toBe(
      'unable to restore VM 113 - vm is running',
    )
    await shop.run('POST', `${at}/113/status/stop`)
    await shop.done('PUT', `${at}/113/config`, { name: 'changed' })
    expect((await shop.run('POST', at, { vmid: '113', archive, force: '1', start: '1' })).exit).toBe('OK')
    shop.clock.advance(2000)
    expect(await shop.get(`${at}/113/status/current`)).toMatchObject({ name: 'docker-01', status: 'running' })
  })

  test('of a container goes by its template parameter', async () => {
    await shop.run('POST', vzdump, { vmid: '106', storage: 'local', compress: 'gzip' })
    const [row] = await backups('local', 106)
    const values = { vmid: '401', ostemplate: String(row?.['volid']), restore: '1', storage: 'local-zfs' }
    expect((await shop.run('POST', '/nodes/pve1/lxc', values)).exit).toBe('OK')
    expect(await shop.get('/nodes/pve1/lxc/401/config')).toMatchObject({ hostname: 'mqtt', memory: 512 })
  })

  test('of what is not there is refused', async () => {
    const reply = await shop.send('POST', '/nodes/pve1/qemu', { vmid: '400', archive: 'local:backup/x.vma' })
    expect([reply.status, reply.reason]).toEqual([500, "volume 'local:backup/x.vma' does not exist"])
  })
})

describe('a job', () => {
  const job = {
    id: 'weekdays',
    schedule: 'mon..fri 21:00',
    storage: 'nas-media',
    vmid: '103',
    'prune-backups': 'keep-last=3',
  }

  test('is made, runs when its time comes, and keeps what it should', async () => {
    await shop.done('POST', '/cluster/backup', job)
    expect(await shop.get('/cluster/backup/weekdays')).toMatchObject({
      ...job,
      'prune-backups': { 'keep-last': '3' },
      enabled: 1,
      'next-run': Date.UTC(2026, 2, 4, 21) / 1000,
    })
    expect(await backups('nas-media', 103)).toEqual([])
    // From Wednesday noon to Tuesday noon: Wednesday, Thursday, Friday, Monday.
    shop.clock.advance(6 * 86_400_000)
    const days = (await backups('nas-media', 103)).map((row) => new Date(Number(row['ctime']) * 1000).getUTCDate())
    expect(days.sort((one, other) => one - other)).toEqual([5, 6, 9])
    await shop.done('PUT', '/cluster/backup/weekdays', { vmid: '106', comment: 'x', delete: 'prune-backups' })
    const changed = await shop.get('/cluster/backup/weekdays')
    expect(changed).toMatchObject({ vmid: '106', comment: 'x', schedule: 'mon..fri 21:00' })
    expect(changed).not.toHaveProperty('prune-backups')
    await shop.done('DELETE', '/cluster/backup/weekdays')
    expect((await shop.send('GET', '/cluster/backup/weekdays')).status).toBe(500)
    expect(await backups('nas-media', 103)).toHaveLength(3)
  })

  test.each([
    [{ ...job, schedule: 'whenever' }, { schedule: 'invalid format - unable to parse calendar event' }],
    [{ id: 'often', storage: 'local', vmid: '100' }, { schedule: "neither 'starttime' nor 'schedule' were set" }],
    [{ ...job, all: '1' }, { all: "option conflicts with option 'vmid'" }],
  ])('is refused: %o', async (values, errors) => {
    const reply = await shop.send('POST', '/cluster/backup', values)
    expect([reply.status, (JSON.parse(reply.text) as { errors: unknown }).errors]).toEqual([400, errors])
  })
})

test('a guest that was destroyed keeps its backups, and gets no more', async () => {
  shop.simulator.estate.remove('attic', 103)
  const count = (await backups('pbs-main', 103)).length
  expect(count).toBeGreaterThan(5)
  shop.clock.advance(2 * 86_400_000)
  const newest = Math.max(...(await backups('pbs-main', 103)).map((row) => Number(row['ctime'])))
  expect(newest).toBeLessThan(noon / 1000)
})
