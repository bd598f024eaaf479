import { createHash } from 'node:crypto'
import { connect } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Credential } from '../src/simulator.ts'
import { askApi, type Reply, type Row, rowsOf, until } from './ask.ts'
import { loggedIn } from './send.ts'
import { openWorkshop, type Workshop } from './workshop.ts'

let shop: Workshop
beforeEach(async () => {
  shop = await openWorkshop()
})
afterEach(() => shop.close())

type Part = readonly [name: string, value: string] | readonly [name: string, value: string, filename: string]
const boundary = 'frontier-7d0'
const multipart = `multipart/form-data; boundary=${boundary}`

function formOf(parts: readonly Part[]): string {
  const texts = parts.map(([name, value, filename]) => {
    const file = filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: application/octet-stream`
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`
  })
  return `${texts.join('')}--${boundary}--\r\n`
}

function upload(storage: string, parts: readonly Part[]): Promise<Reply> {
  const path = `/nodes/pve1/storage/${storage}/upload`
  return askApi(shop.endpoint, shop.root, path, {
    method: 'POST',
    headers: { 'Content-Type': multipart },
    body: formOf(parts),
  })
}

/** Lets the task of an answer run to its end. */
async function finished(reply: Reply): Promise<{ exit: unknown; lines: string[] }> {
  const { data } = JSON.parse(reply.text) as { data: string }
  shop.clock.advance(60_000)
  return { exit: (await shop.status(data))['exitstatus'], lines: await shop.log(data) }
}

const refusalOf = (reply: Reply): unknown[] => {
  const { errors } = JSON.parse(reply.text) as { errors?: unknown }
  return [reply.status, errors ?? reply.reason]
}

const files = async (node: string, content: string): Promise<Row[]> =>
  shop.rows(`/nodes/${node}/storage/local/content?content=${content}`)

describe('an upload', () => {
  const iso = 'x'.repeat(3_000_000)
  const sha256 = createHash('sha256').update(iso).digest('hex')

  test('is counted, checked and listed on its node', async () => {
    const reply = await upload('local', [
      ['content', 'iso'],
      ['checksum-algorithm', 'sha256'],
      ['checksum', sha256.toUpperCase()],
      ['filename', iso, 'my disk (1).iso'],
    ])
    expect(JSON.parse(reply.text)).toEqual({ data: expect.stringMatching(/^UPID:pve1:.*:imgcopy::root@pam!admin:$/) })
    const { exit, lines } = await finished(reply)
    expect(exit).toBe('OK')
    expect(lines[0]).toMatch(/^starting file import from: \/var\/tmp\/pveupload-[0-9a-f]{32}$/)
    expect(lines).toContain('calculating checksum...OK, checksum verified')
    expect(lines).toContain('target file: /var/lib/vz/template/iso/my_disk__1_.iso')
    expect(lines).toContain('file size is: 3000000')
    const row = (await files('pve1', 'iso')).find((one) => one['volid'] === 'local:iso/my_disk__1_.iso')
    expect(row).toMatchObject({ size: 3_000_000, format: 'iso' })
    expect((await files('pve2', 'iso')).map((one) => one['volid'])).not.toContain('local:iso/my_disk__1_.iso')
  })

  test('with the wrong checksum fails in its task', async () => {
    const reply = await upload('local', [
      ['content', 'iso'],
      ['checksum-algorithm', 'md5'],
      ['checksum', 'ffff'],
      ['filename', 'abc', 'a.iso'],
    ])
    // The MD5 of "abc" is in RFC 1321.
    const text = "checksum mismatch: got '900150983cd24fb0d6963f7d28e17f72' != expect 'ffff'"
    expect(await finished(reply)).toMatchObject({ exit: text })
    expect((await files('pve1', 'iso')).map((one) => one['volid'])).not.toContain('local:iso/a.iso')
  })

  test('by ticket needs no second token', async () => {
    const { root } = shop.simulator.credentials
    const call = await loggedIn(shop.endpoint, root.username, root.password)
    const ticket = await call('POST', '/access/ticket', { username: root.username, password: root.password })
    const { data } = JSON.parse(ticket.text) as { data: { ticket: string } }
    const reply = await askApi(shop.endpoint, shop.root, '/nodes/pve1/storage/local/upload', {
      method: 'POST',
      headers: {
        Authorization: '',
        Cookie: `PVEAuthCookie=${encodeURIComponent(data.ticket)}`,
        'Content-Type': multipart,
      },
      body: formOf([
        ['content', 'iso'],
        ['filename', 'abc', 'a.iso'],
      ]),
    })
    expect(reply.status).toBe(200)
  })

  const file = (name: string): Part => ['filename', 'abc', name]
  test.each<[string, string, Part[], unknown[]]>([
    ['a wrong ending', 'local', [['content', 'iso'], file('a.txt')], [400, { filename: 'wrong file extension' }]],
    [
      'no files there',
      'local-zfs',
      [['content', 'iso'], file('a.iso')],
      [500, "can't upload to storage type 'zfspool'"],
    ],
    [
      'another content',
      'nas-media',
      [['content', 'vztmpl'], file('a.tar.zst')],
      [500, "storage 'nas-media' does not support 'vztmpl' content"],
    ],
    [
      'a content that is none',
      'local',
      [['content', 'backup'], file('a.iso')],
      [400, { content: "value 'backup' does not have a value in the enumeration 'iso, vztmpl, import'" }],
    ],
    ['no content', 'local', [file('a.iso')], [400, { content: 'property is missing and it is not optional' }]],
    [
      'fields behind the file, which nobody reads',
      'local',
      [file('a.iso'), ['content', 'iso']],
      [400, { content: 'property is missing and it is not optional' }],
    ],
    [
      'no file',
      'local',
      [
        ['content', 'iso'],
        ['filename', 'a.iso'],
      ],
      [500, 'missing temporary file name'],
    ],
  ])('is refused: %s', async (_, storage, parts, expected) => {
    expect(refusalOf(await upload(storage, parts))).toEqual(expected)
  })

  test('of a body that is no form is refused', async () => {
    const reply = await askApi(shop.endpoint, shop.root, '/nodes/pve1/storage/local/upload', {
      method: 'POST',
      headers: { 'Content-Type': multipart },
      body: 'not a form',
    })
    expect(reply.status).toBe(400)
  })

  test('elsewhere is a content type that nobody takes', async () => {
    const reply = await askApi(shop.endpoint, shop.root, '/nodes/pve1/qemu/100/config', {
      method: 'POST',
      headers: { 'Content-Type': multipart },
      body: formOf([['name', 'x']]),
    })
    expect([reply.status, reply.reason]).toEqual([
      506,
      "got request with unsupported content type 'multipart/form-data'",
    ])
  })

  test('that breaks off leaves nothing', async () => {
    const { port, caPem } = shop.endpoint
    const { tokenId, secret } = shop.root
    const socket = connect({ host: '127.0.0.1', port, ca: caPem, servername: 'localhost' })
    await new Promise((resolve) => socket.once('secureConnect', resolve))
    const head = [
      'POST /api2/json/nodes/pve1/storage/local/upload HTTP/1.1',
      'Host: localhost',
      `Authorization: PVEAPIToken=${tokenId}=${secret}`,
      `Content-Type: ${multipart}`,
      'Content-Length: 1000000',
    ]
    const form = formOf([
      ['content', 'iso'],
      ['filename', iso.slice(0, 9000), 'a.iso'],
    ])
    await new Promise((resolve) => socket.write(`${head.join('\r\n')}\r\n\r\n${form.slice(0, 8000)}`, resolve))
    socket.destroy()
    await until(() => socket.destroyed, 'the connection is gone')
    expect((await shop.send('GET', '/version')).status).toBe(200)
    expect(shop.simulator.requests.log().map((line) => line.path)).not.toContain('/nodes/pve1/storage/local/upload')
  })
})

describe('a download', () => {
  const at = '/nodes/pve1/storage/local/download-url'
  const values = { content: 'vztmpl', filename: 'alpine.tar.xz', url: 'https://example.org/alpine.tar.xz' }

  test('is played', async () => {
    const { exit, lines } = await shop.run('POST', at, values)
    expect(exit).toBe('OK')
    expect(lines[0]).toBe('downloading https://example.org/alpine.tar.xz to /var/lib/vz/template/cache/alpine.tar.xz')
    expect((await files('pve1', 'vztmpl')).map((row) => row['volid'])).toContain('local:vztmpl/alpine.tar.xz')
  })

  test('of a host that cannot be there fails', async () => {
    const { exit } = await shop.run('POST', at, { ...values, url: 'https://host.invalid/a.tar.xz' })
    expect(exit).toBe('download failed: 404 Not Found')
  })
})

describe('a volume', () => {
  const at = '/nodes/pve1/storage/local-lvm/content'

  test('is allocated, attached and removed', async () => {
    const values = { filename: 'vm-115-disk-7', vmid: '115', size: '4G' }
    expect(await shop.done('POST', at, values)).toBe('local-lvm:vm-115-disk-7')
    expect(refusalOf(await shop.send('POST', at, values))).toEqual([
      500,
      "disk image '/dev/pve/vm-115-disk-7' already exists",
    ])
    const row = (await shop.rows(`${at}?vmid=115`)).find((one) => one['volid'] === 'local-lvm:vm-115-disk-7')
    expect(row).toMatchObject({ content: 'images', size: 4 * 2 ** 30, format: 'raw' })
    await shop.done('PUT', '/nodes/pve1/qemu/115/config', { scsi3: 'local-lvm:vm-115-disk-7' })
    expect(await shop.get('/nodes/pve1/qemu/115/config')).toMatchObject({ scsi3: 'local-lvm:vm-115-disk-7,size=4G' })
    const volume = `${at}/local-lvm:vm-115-disk-7`
    expect((await shop.run('DELETE', volume)).exit).toBe("volume 'local-lvm:vm-115-disk-7' is in use by VM 115")
    await shop.run('POST', '/nodes/pve1/qemu/115/status/stop')
    expect((await shop.run('DELETE', volume)).exit).toBe('OK')
    expect(await shop.get('/nodes/pve1/qemu/115/config')).not.toHaveProperty('scsi3')
  })

  test('has a name of its guest', async () => {
    const reply = await shop.send('POST', at, { filename: 'vm-1-disk-0', vmid: '115', size: '4G' })
    expect(refusalOf(reply)).toEqual([500, "illegal name 'vm-1-disk-0' - should be 'vm-115-*'"])
  })

  test('with slashes in its name is found, escaped or not', async () => {
    const iso = 'local:iso/virtio-win-0.1.271.iso'
    const path = '/nodes/pve1/storage/local/content'
    const expected = { path: '/var/lib/vz/template/iso/virtio-win-0.1.271.iso', size: 726_476_800, format: 'iso' }
    for (const name of [iso, encodeURIComponent(iso), 'iso/virtio-win-0.1.271.iso']) {
      expect(await shop.get(`${path}/${name}`)).toMatchObject(expected)
    }
    expect((await shop.run('DELETE', `${path}/${iso}`)).lines).toEqual([`Removed volume '${iso}'`, 'TASK OK'])
    expect(refusalOf(await shop.send('GET', `${path}/${iso}`))).toEqual([500, `volume '${iso}' does not exist`])
  })
})

describe('a storage', () => {
  test('is defined, changed and taken away, and lists follow', async () => {
    const values = { storage: 'archive', type: 'nfs', server: '10.0.0.9', export: '/a', content: 'backup,iso' }
    expect(await shop.done('POST', '/storage', values)).toEqual({ storage: 'archive', type: 'nfs' })
    expect(await shop.get('/storage/archive')).toMatchObject({ path: '/mnt/pve/archive', server: '10.0.0.9' })
    expect(await shop.get('/nodes/pve2/storage/archive/status')).toMatchObject({ active: 1, shared: 1, type: 'nfs' })
    await shop.run('POST', '/nodes/pve1/vzdump', { vmid: '106', storage: 'archive' })
    expect(await shop.rows('/nodes/pve2/storage/archive/content?content=backup')).toHaveLength(1)
    await shop.done('PUT', '/storage/archive', { nodes: 'pve2', content: 'iso' })
    expect(await shop.get('/nodes/pve1/storage/archive/status')).toMatchObject({ active: 0, enabled: 0 })
    await shop.done('PUT', '/storage/archive', { delete: 'nodes', disable: '1' })
    expect(await shop.get('/nodes/pve2/storage/archive/status')).toMatchObject({ active: 0, enabled: 0 })
    await shop.done('DELETE', '/storage/archive')
    expect(refusalOf(await shop.send('GET', '/nodes/pve1/storage/archive/status'))).toEqual([
      500,
      "storage 'archive' does not exist",
    ])
  })

  test.each([
    [{ storage: 'local', type: 'dir', path: '/x' }, [500, "create storage failed: storage ID 'local' already defined"]],
    [{ storage: 'new', type: 'nfs', server: 'x' }, [400, { export: 'property is missing and it is not optional' }]],
    [
      { storage: 'new', type: 'zfspool', pool: 'x', content: 'iso' },
      [400, { content: "storage does not support content type 'iso'" }],
    ],
  ])('is refused: %o', async (values, expected) => {
    expect(refusalOf(await shop.send('POST', '/storage', values))).toEqual(expected)
  })
})

test('pools are made, filled, emptied and removed', async () => {
  await shop.done('POST', '/pools', { poolid: 'new', comment: 'x' })
  expect(refusalOf(await shop.send('POST', '/pools', { poolid: 'new' }))).toEqual([
    500,
    "create pool failed: pool 'new' already exists",
  ])
  await shop.done('PUT', '/pools/new', { vms: '115', storage: 'nas-vm' })
  expect(refusalOf(await shop.send('PUT', '/pools/new', { vms: '100' }))).toEqual([
    500,
    "update pools failed: VM 100 belongs already to pool 'home' and 'allow-move' is not set",
  ])
  const { members } = (await shop.get('/pools/new')) as { members: Row[] }
  expect(members.map((row) => row['vmid'] ?? row['storage'])).toEqual([115, 'nas-vm'])
  expect(refusalOf(await shop.send('DELETE', '/pools/new'))).toEqual([
    500,
    "delete pool failed: pool 'new' is not empty (contains VMs)",
  ])
  await shop.done('PUT', '/pools/new', { vms: '115', storage: 'nas-vm', delete: '1' })
  await shop.done('DELETE', '/pools/new')
  expect((await shop.rows('/pools')).map((row) => row['poolid'])).not.toContain('new')
})

test('a guest under HA is brought into the state that is asked for', async () => {
  await shop.run('POST', '/nodes/pve1/qemu/115/status/stop')
  await shop.done('POST', '/cluster/ha/resources', { sid: 'vm:115', state: 'started', comment: 'x' })
  expect(refusalOf(await shop.send('POST', '/cluster/ha/resources', { sid: 'vm:115' }))).toEqual([
    500,
    "resource ID 'vm:115' already defined",
  ])
  shop.clock.advance(10_000)
  expect(await shop.get('/nodes/pve1/qemu/115/status/current')).toMatchObject({ status: 'running' })
  await shop.done('PUT', '/cluster/ha/resources/vm:115', { state: 'stopped' })
  shop.clock.advance(10_000)
  expect(await shop.get('/nodes/pve1/qemu/115/status/current')).toMatchObject({ status: 'stopped' })
  await shop.done('DELETE', '/cluster/ha/resources/vm:115')
  expect(refusalOf(await shop.send('DELETE', '/cluster/ha/resources/vm:115'))).toEqual([
    500,
    "cannot delete service 'vm:115', not HA managed!",
  ])
})

test('replication is set up, changed and taken away', async () => {
  const values = { id: '106-0', target: 'pve2', type: 'local', schedule: '*/5' }
  await shop.done('POST', '/cluster/replication', values)
  expect(await shop.get('/cluster/replication/106-0')).toMatchObject({ guest: 106, target: 'pve2', schedule: '*/5' })
  expect((await shop.rows('/nodes/pve1/replication')).map((row) => row['id'])).toContain('106-0')
  expect(refusalOf(await shop.send('POST', '/cluster/replication', values))).toEqual([
    500,
    "replication job '106-0' already exists",
  ])
  expect(refusalOf(await shop.send('POST', '/cluster/replication', { ...values, id: '100-0' }))).toEqual([
    500,
    "missing replicate feature on volume 'local-lvm:vm-100-disk-0'",
  ])
  await shop.done('PUT', '/cluster/replication/106-0', { schedule: '*/10', comment: 'x', disable: '1' })
  expect(await shop.get('/cluster/replication/106-0')).toMatchObject({ schedule: '*/10', comment: 'x', disable: 1 })
  await shop.done('DELETE', '/cluster/replication/106-0')
  expect((await shop.send('GET', '/cluster/replication/106-0')).status).toBe(500)
})

describe('the content of a storage', () => {
  const contentOf = async (credential: Credential): Promise<Set<unknown>> => {
    const lists = ['local', 'local-zfs', 'nas-vm', 'nas-media', 'pbs-main'].map((name) => contentRows(credential, name))
    const rows = (await Promise.all(lists)).flat()
    return new Set(rows.map((row) => row['content']))
  }
  const contentRows = (credential: Credential, storage: string): Promise<Row[]> =>
    rowsOf(shop.endpoint, credential, `/nodes/pve1/storage/${storage}/content`)

  // PVE::Storage::check_volume_access
  test('is shown to those who might use it', async () => {
    expect(await contentOf(shop.root)).toEqual(new Set(['backup', 'images', 'iso', 'rootdir', 'vztmpl']))
    const { pve: monitor } = shop.simulator.credentials
    expect(await contentOf(monitor)).toEqual(new Set(['backup', 'iso', 'vztmpl']))
    for (const [kind, subject] of [
      ['users', monitor.username],
      ['tokens', monitor.tokenId],
    ] as const) {
      await shop.done('PUT', '/access/acl', { path: '/', roles: 'BackupLister', [kind]: subject, delete: '1' })
    }
    expect(await contentOf(monitor)).toEqual(new Set(['iso', 'vztmpl']))
  })
})
