import { afterEach, beforeEach, expect, test } from 'vitest'
import { askApi } from './ask.ts'
import { openWorkshop, type Workshop } from './workshop.ts'

let shop: Workshop
beforeEach(async () => {
  shop = await openWorkshop()
})
afterEach(() => shop.close())

const path = (upid: unknown): string => `/nodes/pve1/tasks/${encodeURIComponent(String(upid))}`
const clone = () => shop.done('POST', '/nodes/pve1/qemu/100/clone', { newid: '300', full: '1' })

test('a log grows line by line, and is read in pages', async () => {
  const upid = await clone()
  // Nothing is written yet: the server says so in a line of its own.
  expect(await shop.log(upid)).toEqual(['no content'])
  shop.clock.advance(1000)
  const early = await shop.log(upid)
  expect(early[0]).toBe('create full clone of drive scsi0 (local-lvm:vm-100-disk-0)')
  shop.clock.advance(2000)
  const later = await shop.log(upid)
  expect(later.length).toBeGreaterThan(early.length)
  expect(later.slice(0, early.length)).toEqual(early)
  expect(later.at(-1)).not.toMatch(/^TASK/)
  const reply = await askApi(shop.endpoint, shop.root, `${path(upid)}/log?start=1&limit=1`)
  expect(JSON.parse(reply.text)).toEqual({ data: [{ n: 2, t: early[1] }], total: later.length })
})

test('a task that is stopped has no effect, and what it held is free again', async () => {
  const upid = await clone()
  shop.clock.advance(3000)
  await shop.done('DELETE', path(upid))
  expect(await shop.status(upid)).toMatchObject({ status: 'stopped', exitstatus: 'received interrupt' })
  expect((await shop.log(upid)).at(-1)).toBe('TASK ERROR: received interrupt')
  shop.clock.advance(60_000)
  expect((await shop.send('GET', '/nodes/pve1/qemu/300/config')).status).toBe(500)
  const migration = await shop.done('POST', '/nodes/pve1/lxc/101/migrate', { target: 'pve2', restart: '1' })
  expect(await shop.get('/nodes/pve1/lxc/101/config')).toMatchObject({ lock: 'migrate' })
  await shop.done('DELETE', path(migration))
  expect(await shop.get('/nodes/pve1/lxc/101/config')).not.toHaveProperty('lock')
})

test('stopping what is over changes nothing', async () => {
  const { upid } = await shop.run('POST', '/nodes/pve1/qemu/115/status/stop')
  await shop.done('DELETE', path(upid))
  expect(await shop.status(upid)).toMatchObject({ exitstatus: 'OK' })
})

test('only its owner stops a task, or who may change the node', async () => {
  const upid = await clone()
  const refused = await askApi(shop.endpoint, shop.simulator.credentials.pve, path(upid), { method: 'DELETE' })
  expect([refused.status, refused.reason]).toEqual([403, 'Permission check failed (/nodes/pve1, Sys.Modify)'])
  expect(await shop.status(upid)).toMatchObject({ status: 'running' })
})

test('tasks can be made to fail on their way', async () => {
  const end = shop.simulator.estate.failTasks('attic', {
    type: 'qmclone',
    atRatio: 0.5,
    text: 'clone failed: disk gone',
  })
  const { upid, exit, lines } = await shop.run('POST', '/nodes/pve1/qemu/100/clone', { newid: '300', full: '1' })
  expect(exit).toBe('clone failed: disk gone')
  expect(lines.at(-1)).toBe('TASK ERROR: clone failed: disk gone')
  expect(lines.some((line) => line.includes('(100.00%)'))).toBe(false)
  expect((await shop.send('GET', '/nodes/pve1/qemu/300/config')).status).toBe(500)
  const failed = await shop.rows('/nodes/pve1/tasks?errors=1&typefilter=qmclone')
  expect(failed.map((row) => [row['upid'], row['status']])).toEqual([[upid, 'clone failed: disk gone']])
  end()
  expect((await shop.run('POST', '/nodes/pve1/qemu/100/clone', { newid: '300', full: '1' })).exit).toBe('OK')
})

test('a task of another node is followed there', async () => {
  const { upid, exit } = await shop.run('POST', '/nodes/pve3/qemu/111/status/stop')
  expect([upid.split(':')[1], exit]).toEqual(['pve3', 'OK'])
})

test('the same seed, clock and calls give the same tasks and guests', async () => {
  const tell = async (one: Workshop): Promise<unknown> => {
    const { upid, lines } = await one.run('POST', '/nodes/pve1/qemu', { vmid: '200', net0: 'virtio,bridge=vmbr0' })
    return [upid, lines, await one.get('/nodes/pve1/qemu/200/config')]
  }
  const other = await openWorkshop()
  try {
    expect(await tell(other)).toEqual(await tell(shop))
  } finally {
    await other.close()
  }
})
