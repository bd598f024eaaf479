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
import io
iso = io.BytesIO(b'x' * 200000)
iso.name = 'by-proxmoxer.iso'
upid = pve.nodes('pve1').storage('local').upload.post(content='iso', filename=iso)
for _ in range(100):
    status = pve.nodes('pve1').tasks(upid).status.get()
    if status['status'] == 'stopped':
        break
    time.sleep(0.1)
seen['upload'] = [status['exitstatus'], [row['size'] for row in pve.nodes('pve1').storage('local').content.get(content='iso') if row['volid'] == 'local:iso/by-proxmoxer.iso']]
pbs = ProxmoxAPI('127.0.0.1', port=pbs_port, user='root@pam', password=password, verify_ssl=False, service='PBS')
seen['stores'] = sorted(store['store'] for store in pbs.admin.datastore.get())
pbs = ProxmoxAPI('127.0.0.1', port=pbs_port, user='root@pam', token_name='admin', token_value=secret, verify_ssl=False, service='PBS')
seen['snapshots'] = len(pbs.admin.datastore('main').snapshots.get(**{'ns': 'office', 'backup-id': '102', 'backup-type': 'vm'}))
# A user of the API from nothing, and its token at work, on both products.
root = ProxmoxAPI('127.0.0.1', port=port, user='root@pam', password=password, verify_ssl=False)
root.access.users.post(userid='judge@pve', password='a-long-secret')
root.access.roles.post(roleid='Judge', privs='Sys.Audit,VM.Audit')
value = root.access.users('judge@pve').token('t1').post(privsep=1)['value']
for kind, name in (('users', 'judge@pve'), ('tokens', 'judge@pve!t1')):
    root.access.acl.put(path='/', roles='Judge', **{kind: name})
judge = ProxmoxAPI('127.0.0.1', port=port, user='judge@pve', token_name='t1', token_value=value, verify_ssl=False)
seen['held'] = judge.access.permissions.get(path='/')
seen['kernel'] = judge.nodes('pve1').status.get()['kversion'][:5]
try:
    judge.nodes('pve1').qemu(102).status.stop.post()
except ResourceException as error:
    seen['kept out'] = [error.status_code, error.content]
seen['self'] = len(ProxmoxAPI('127.0.0.1', port=port, user='judge@pve', password='a-long-secret', verify_ssl=False).nodes.get())
root.access.users('judge@pve').delete()
root = ProxmoxAPI('127.0.0.1', port=pbs_port, user='root@pam', password=password, verify_ssl=False, service='PBS')
root.access.users.post(userid='judge@pbs', password='a-long-secret')
value = root.access.users('judge@pbs').token('t1').post()['value']
for name in ('judge@pbs', 'judge@pbs!t1'):
    root.access.acl.put(path='/datastore', role='DatastoreAudit', **{'auth-id': name})
judge = ProxmoxAPI('127.0.0.1', port=pbs_port, user='judge@pbs', token_name='t1', token_value=value, verify_ssl=False, service='PBS')
seen['held there'] = judge.access.permissions.get()
seen['stores there'] = sorted(store['store'] for store in judge.admin.datastore.get())
upid = root.admin.datastore('offsite')('prune-datastore').post(**{'keep-last': 100})
for _ in range(100):
    status = root.nodes('localhost').tasks(upid).status.get()
    if status['status'] == 'stopped':
        break
    time.sleep(0.1)
seen['pruned'] = status['exitstatus']
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
      upload: ['OK', [200_000]],
      stores: ['main', 'offsite'],
      snapshots: 10,
      held: { '/': { 'Sys.Audit': 1, 'VM.Audit': 1 } },
      kernel: 'Linux',
      'kept out': [403, 'Permission check failed (/vms/102, VM.PowerMgmt)'],
      self: 3,
      'held there': {
        '/datastore': { 'Datastore.Audit': true },
      },
      'stores there': ['main', 'offsite'],
      pruned: 'OK',
    })
  })
})
