import { expect, test } from 'vitest'
import { decodeResult } from '../src/request/request.ts'
import { findMethod } from '../src/schema/schema.ts'
import { haveRecordings, readRecordings } from './recorded.ts'

if (!haveRecordings) console.log('recorded answers: skipped, folder of recordings missing')

/** Requests of mock servers that no Proxmox knows. */
const noCalls = [
  'GET /access/user',
  'POST /access/domains/test',
  'POST /access/groups/groupid',
  'DELETE /access/users/userid/tfa',
  'POST /version',
  'PUT /version',
  'DELETE /version',
]

/** Bodies written by hand for other clients' tests, of a kind that no server sends. */
const wrongByHand = [
  'GET /cluster/ceph/flags/{flag}',
  'GET /nodes/{node}/lxc/{vmid}/firewall',
  'GET /nodes/{node}/lxc/{vmid}/snapshot/{snapname}',
  'GET /nodes/{node}/qemu/{vmid}/firewall',
  'GET /nodes/{node}/replication/{id}/status',
  'GET /nodes/{node}/storage/{storage}',
]

/** What the decoder leaves out, looked at one by one: hand-written bodies again, and results of calls that have none. */
const expectedOdd = [
  'DELETE /nodes/{node}/network/{iface}  text',
  'DELETE /storage/{storage}  text',
  'GET /cluster/ceph/metadata /mds list',
  'GET /cluster/ceph/metadata /mgr list',
  'GET /cluster/ceph/metadata /mon list',
  'GET /nodes/{node}/lxc/{vmid}/firewall/log /* list',
  'GET /nodes/{node}/qemu/{vmid}/firewall/log /* list',
  'POST /nodes/{node}/ceph/init  text',
  'POST /nodes/{node}/network  object',
  'PUT /nodes/{node}/lxc/{vmid}/config  text',
  'PUT /nodes/{node}/qemu/{vmid}/unlink  text',
]

test.skipIf(!haveRecordings)('every recorded answer passes through its decoder', () => {
  const unknown = new Set<string>()
  const wrong = new Set<string>()
  const odd = new Set<string>()
  const checked = { pve: 0, pbs: 0 }
  for (const { product, verb, path, status, body } of readRecordings()) {
    const found = findMethod(product, verb, path)
    if (!found) {
      unknown.add(`${verb} ${path}`)
      continue
    }
    if (status >= 400 || typeof body !== 'object' || body === null || !('data' in body)) continue
    const name = `${verb} ${found.method.path}`
    try {
      decodeResult(found.method, body.data, ({ pointer, kind }) =>
        odd.add(`${name} ${pointer.replaceAll(/\/\d+/g, '/*')} ${kind}`),
      )
      checked[product]++
    } catch {
      wrong.add(name)
    }
  }
  console.log(`recorded answers decoded: ${checked.pve} of PVE, ${checked.pbs} of PBS`)
  expect([...unknown].sort()).toEqual([...noCalls].sort())
  expect([...wrong].sort()).toEqual(wrongByHand)
  expect([...odd].sort()).toEqual(expectedOdd)
  expect(checked.pve).toBeGreaterThanOrEqual(1_200)
  expect(checked.pbs).toBeGreaterThanOrEqual(45)
})

test.skipIf(!haveRecordings)('types are what they promise, whatever the version sent', () => {
  const decoded = (source: string, path: string): unknown => {
    const recorded = readRecordings().find((one) => one.source.includes(source) && one.path === path)
    if (!recorded) throw new Error(`no recording of ${path} in ${source}`)
    const method = findMethod(recorded.product, 'GET', path)?.method
    if (!method) throw new Error(`no method ${path}`)
    return decodeResult(method, (recorded.body as { data: unknown }).data, () => {})
  }
  // PVE 7.4: loadavg, mhz and hvm travel as text.
  expect(decoded('pve7x-nodes', '/nodes/node1/status')).toMatchObject({
    loadavg: [0, 0, 0],
    cpuinfo: { mhz: 3400, hvm: true, cpus: 8 },
    memory: { total: 65919459328 },
  })
  // A guest file system whose size is text.
  expect(decoded('inline-test-bodies', '/nodes/pve1/qemu/1376/agent/get-fsinfo')).toMatchObject({
    result: [{ 'total-bytes': 75151441920, 'used-bytes': 32212254720 }, { 'total-bytes': 1072693248 }],
  })
  expect(decoded('pbs-4.2.0.json healthy', '/status/datastore-usage')).toMatchObject([
    { store: 'store1', total: 62671097856, used: 31215251456, history: [null, null, null] },
    { store: 'store2' },
  ])
})
