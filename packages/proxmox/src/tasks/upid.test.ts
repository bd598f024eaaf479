import { expect, test } from 'vitest'
import { readUpid } from './tasks.ts'

test.each<[string, object]>([
  [
    'UPID:pve1:0000A1B2:00C3D4E5:6553F100:qmstart:100:root@pam:',
    { node: 'pve1', pid: 41_394, startedAt: 1_700_000_000_000, type: 'qmstart', id: '100', user: 'root@pam' },
  ],
  [
    'UPID:node-2:00000001:100000000:6553F100:vzdump::ops@pve!nightly:',
    { node: 'node-2', pid: 1, startedAt: 1_700_000_000_000, type: 'vzdump', id: '', user: 'ops@pve!nightly' },
  ],
  [
    String.raw`UPID:pbs:00000025:000023D8:00000009:6553F100:verificationjob:store1\x3av\x2d8:root@pam:`,
    { node: 'pbs', pid: 37, startedAt: 1_700_000_000_000, type: 'verificationjob', id: 'store1:v-8', user: 'root@pam' },
  ],
  [
    'UPID:pve:0031B740:0645340C:6553F100:wipedisk:/dev/sda:root@pam:',
    { node: 'pve', type: 'wipedisk', id: '/dev/sda', user: 'root@pam' },
  ],
])('%s', (upid, parts) => {
  expect(readUpid(upid)).toMatchObject({ upid, ...parts })
})

test.each(['', 'OK', 'UPID:pve1:1:2:3:qmstart:100:root@pam:', 'UPID:pve1:0000A1B2:00C3D4E5:6553F100:qmstart', null])(
  'no task id: %j',
  (text) => {
    expect(readUpid(String(text))).toBeUndefined()
  },
)
