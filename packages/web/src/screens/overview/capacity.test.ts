import { expect, test } from 'vitest'
import { backupServer, byId, connection, datastore, gib, storage } from '../../../test/sample.ts'
import { capacityRows } from './capacity.ts'

const connections = byId(connection(), connection({ id: 'b1', name: 'backup', product: 'pbs' }))

test('fullest first, with the place each belongs to', () => {
  const rows = capacityRows({
    connections,
    backupServers: [backupServer()],
    storages: [
      storage({ usedBytes: 20 * gib }),
      storage({ id: 'c1~storage~~nas', name: 'nas', nodeName: null, shared: true, usedBytes: 80 * gib }),
    ],
    datastores: [datastore({ usedBytes: 50 * gib, estimatedFullAt: 7 })],
  })
  expect(rows.map(({ name, where, ratio, fullAt }) => [name, where, ratio, fullAt])).toEqual([
    ['nas', 'attic', 0.8, null],
    ['main', 'pbs-main', 0.5, 7],
    ['local', 'pve1', 0.2, null],
  ])
})

test('what has no figures, is switched off, or stands for a datastore shown anyway, is left out', () => {
  const rows = capacityRows({
    connections,
    backupServers: [],
    storages: [
      storage({ usedBytes: null }),
      storage({ totalBytes: 0 }),
      storage({ enabled: false }),
      storage({ kind: 'pbs', backupServer: { server: '10.0.0.9', datastore: 'main', namespace: '' } }),
    ],
    datastores: [datastore()],
  })
  expect(rows.map(({ id }) => id)).toEqual(['b1~datastore~main'])
})
