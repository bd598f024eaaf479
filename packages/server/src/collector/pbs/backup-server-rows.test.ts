import { describe, expect, it } from 'vitest'
import { readDatastores, readServer, serverVersion } from './datastore-rows.ts'
import { groupSignature, readSnapshot } from './snapshot-rows.ts'

const at = 1_700_000_000_000

describe('datastores', () => {
  const usage = { store: 'main', total: 100, used: 60, avail: 35 }
  it.each<
    [
      string,
      Parameters<typeof readDatastores>[0][number] | undefined,
      Parameters<typeof readDatastores>[1][number],
      object,
    ]
  >([
    [
      'available',
      usage,
      { store: 'main' },
      { status: 'available', usedBytes: 60, totalBytes: 100, availableBytes: 35 },
    ],
    [
      'maintenance with a message',
      usage,
      { store: 'main', maintenance: 'offline,message=Moving disks, slowly' },
      { status: 'maintenance', problem: 'offline: Moving disks, slowly', usedBytes: null },
    ],
    [
      'maintenance',
      usage,
      { store: 'main', maintenance: 'read-only' },
      { status: 'maintenance', problem: 'read-only' },
    ],
    [
      'not mounted',
      { store: 'main', 'mount-status': 'notmounted' },
      { store: 'main' },
      { status: 'unmounted', totalBytes: null },
    ],
    [
      'an error',
      { store: 'main', error: 'no such file', total: 0, used: 0, avail: 0 },
      { store: 'main' },
      { status: 'error', problem: 'no such file', usedBytes: null, unknown: { usedBytes: 'call-failed:error' } },
    ],
    ['listed only', undefined, { store: 'main' }, { status: 'unknown', usedBytes: null }],
  ])('%s', (_, row, entry, expected) => {
    expect(readDatastores(row ? [row] : [], [entry], at)[0]).toMatchObject({ name: 'main', ...expected })
  })

  it.each([
    [undefined, null],
    [0, null],
    [-1, null],
    [1_600_000_000, null],
    [1_710_000_000, 1_710_000_000_000],
    [2 ** 63, null],
  ])('full at %s', (date, expected) => {
    const row = date === undefined ? usage : { ...usage, 'estimated-full-date': date }
    expect(readDatastores([row], [], at)[0]?.estimatedFullAt).toBe(expected)
  })
})

describe('snapshots', () => {
  const place = { connectionId: 'p', datastoreName: 'main', namespace: 'a/b' }
  const row = { 'backup-type': 'vm' as const, 'backup-id': '100', 'backup-time': 1_700_000_000 }
  it.each([
    [
      { ...row, size: 7, owner: 'u@pbs', comment: 'c', protected: true, verification: { state: 'ok' as const } },
      { sizeBytes: 7, owner: 'u@pbs', comment: 'c', protected: true, verification: 'ok', encrypted: false },
    ],
    [
      { ...row, files: [] },
      { sizeBytes: null, files: [], verification: null },
    ],
    [{ ...row, fingerprint: 'ab' }, { encrypted: true }],
    [
      { ...row, files: [{ filename: 'a.fidx', 'crypt-mode': 'encrypt' as const }, { filename: 'client.log.blob' }] },
      { encrypted: true, files: ['a.fidx', 'client.log.blob'] },
    ],
    [{ ...row, verification: { state: 'failed' as const } }, { verification: 'failed' }],
  ])('%j', (given, expected) => {
    expect(readSnapshot(place, given)).toMatchObject({
      id: 'p~datastore~main~a%2Fb~vm~100~1700000000',
      takenAt: 1_700_000_000_000,
      datastoreId: 'p~datastore~main',
      ...expected,
    })
  })

  it('groups tell by count and last backup whether anything changed, in whatever order they come', () => {
    const group = (id: string, count: number, last: number) => ({
      'backup-type': 'vm' as const,
      'backup-id': id,
      'backup-count': count,
      'last-backup': last,
    })
    const before = groupSignature([group('1', 3, 50), group('2', 1, 60)])
    expect(groupSignature([group('2', 1, 60), group('1', 3, 50)])).toBe(before)
    expect(groupSignature([group('1', 3, 55), group('2', 1, 60)])).not.toBe(before)
    expect(groupSignature([group('1', 2, 50), group('2', 1, 60)])).not.toBe(before)
  })
})

describe('server', () => {
  it.each([
    [{ version: '4.2', release: '6' }, '4.2.6'],
    [{ version: '3.4' }, '3.4'],
    [{ version: '2.4.1', release: '1' }, '2.4.1'],
  ])('version %j', (answer, expected) => {
    expect(serverVersion(answer)).toBe(expected)
  })

  it('what it does not say is unknown', () => {
    const { facts } = readServer({ cpu: 0.25, uptime: 100, memory: { total: 10, used: 4 } }, at, undefined)
    expect(facts).toMatchObject({
      cpuRatio: 0.25,
      memoryUsedBytes: 4,
      startedAt: at - 100_000,
      rootUsedBytes: null,
      unknown: { rootUsedBytes: 'not-reported', loadAverage: 'not-reported' },
    })
  })
})
