import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../src/simulator.ts'
import { endpointOf } from '../ask.ts'
import { isMissing, pythonWith, runProgram } from './run-program.ts'

const python = pythonWith('proxmoxer, requests')

/** Prints one JSON object with everything seen. The arguments: port, backup server's port, password, token secret. */
const script = `
import json, sys, time, warnings
warnings.filterwarnings('ignore')
from proxmoxer import ProxmoxAPI
from proxmoxer.core import ResourceException
port, pbs_port, password, secret = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
seen = {}
pve = ProxmoxAPI('127.0.0.1', port=port, user='root@pam', password=password, verify_ssl=False)
seen['nodes'] = sorted(node['node'] for node in pve.nodes.get())
seen['name'] = pve.nodes('pve1').qemu(102).config.get()['name']
upid = pve.nodes('pve3').qemu(126).status.start.post()
seen['upid'] = upid
for _ in range(100):
    status = pve.nodes('pve3').tasks(upid).status.get()
    if status['status'] == 'stopped':
        break
    time.sleep(0.1)
seen['exit'] = status['exitstatus']
seen['started'] = pve.nodes('pve3').qemu(126).status.current.get()['status']
pve.nodes('pve1').qemu(102).config.put(description='by proxmoxer \\u00fc')
seen['description'] = pve.nodes('pve1').qemu(102).config.get()['description']
try:
    pve.nodes('pve1').qemu(999).config.get()
except ResourceException as error:
    seen['error'] = [error.status_code, error.content]
try:
    pve.nodes('pve1').qemu('abc').config.get()
except ResourceException as error:
    seen['refused'] = [error.status_code, error.content]
token = ProxmoxAPI('127.0.0.1', port=port, user='root@pam', token_name='admin', token_value=secret, verify_ssl=False)
seen['guests'] = len(token.cluster.resources.get(type='vm'))
pbs = ProxmoxAPI('127.0.0.1', port=pbs_port, user='root@pam', password=password, verify_ssl=False, service='PBS')
seen['stores'] = sorted(store['store'] for store in pbs.admin.datastore.get())
pbs = ProxmoxAPI('127.0.0.1', port=pbs_port, user='root@pam', token_name='admin', token_value=secret, verify_ssl=False, service='PBS')
seen['snapshots'] = len(pbs.admin.datastore('main').snapshots.get(**{'ns': 'office', 'backup-id': '102', 'backup-type': 'vm'}))
print(json.dumps(seen))
`

describe.skipIf(isMissing(python, 'proxmoxer'))('proxmoxer', () => {
  let simulator: Simulator
  beforeAll(async () => {
    simulator = await startSimulator({ scenario: 'small', host: '127.0.0.1' })
  })
  afterAll(() => simulator.close())

  test('logs in by ticket and by token, reads, writes, waits for a task, and understands errors, on both products', async () => {
    const port = (name: string): string => String(endpointOf(simulator.endpoints, name).port)
    const { password, secret } = simulator.credentials.root
    const args = ['-c', script, port('attic/pve1'), port('pbs-main'), password, secret]
    const run = await runProgram(python ?? '', args)
    expect(run.stderr).toBe('')
    expect(JSON.parse(run.stdout)).toEqual({
      nodes: ['pve1', 'pve2', 'pve3'],
      name: 'nextcloud',
      upid: expect.stringMatching(/^UPID:pve3:.*:qmstart:126:root@pam:$/),
      exit: 'OK',
      started: 'running',
      description: 'by proxmoxer ü',
      error: [500, "Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist"],
      refused: [400, 'Parameter verification failed.'],
      guests: 31,
      stores: ['main', 'offsite'],
      snapshots: 10,
    })
  })
})
