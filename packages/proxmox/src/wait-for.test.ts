import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, newIdentity, startTlsHost, type TlsHost } from '../test/tls-host.ts'
import { createPbs, createPve, waitFor } from './proxmox.ts'

let host: TlsHost

beforeAll(async () => {
  host = await startTlsHost(await newIdentity(), () => {})
})
afterAll(() => host.close())

const options = () => ({
  url: host.url,
  credentials: { kind: 'token', tokenId: 'a@b!c', secret: 'secret' } as const,
  trust: { kind: 'insecure' } as const,
})

test.each([
  ['pve', createPve, 'UPID:pve7:0000A1B2:00C3D4E5:6553F100:qmstart:100:root@pam:', 'pve7'],
  ['pbs', createPbs, 'UPID:store:00000025:000023D8:00000009:6553F100:verify:main:root@pam:', 'localhost'],
] as const)('a task of %s is followed over the wire', async (_, create, upid, node) => {
  let looks = 0
  host.arrived.length = 0
  host.answering = ({ url }, response) => {
    if (url.includes('/log')) return answer(response, looks < 2 ? [{ n: 1, t: 'a' }] : [{ n: 2, t: 'b' }])
    answer(response, ++looks < 2 ? { status: 'running', upid } : { status: 'stopped', exitstatus: 'OK', upid })
  }
  const client = create(options())
  const lines: string[] = []
  expect(await waitFor(client, upid, { onLog: (line) => lines.push(line), pollMs: 5 })).toEqual({
    upid,
    status: 'OK',
    warnings: 0,
  })
  expect(lines).toEqual(['a', 'b'])
  const task = `/api2/json/nodes/${node}/tasks/${encodeURIComponent(upid)}`
  expect(host.arrived.map(({ url }) => url)).toEqual([
    `${task}/status`,
    `${task}/log?start=0&limit=500`,
    `${task}/status`,
    `${task}/log?start=1&limit=500`,
  ])
  await client.close()
})

test('a page of a list, with the number of all rows', async () => {
  const pve = createPve(options())
  host.answering = ({ url }, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ data: [{ n: '1', t: 'a' }], ...(url.includes('limit') && { total: '812' }) }))
  }
  const parameters = { node: 'a', upid: 'UPID:x' }
  const path = '/nodes/{node}/tasks/{upid}/log'
  expect(await pve.page(path, { ...parameters, limit: 1 })).toEqual({ rows: [{ n: 1, t: 'a' }], total: 812 })
  expect(await pve.page(path, parameters)).toEqual({ rows: [{ n: 1, t: 'a' }], total: null })
  await pve.close()
})

test('only clients of ours', async () => {
  await expect(waitFor({ ...createPve(options()) }, 'UPID')).rejects.toThrow(
    'client: must come from createPve or createPbs',
  )
})
