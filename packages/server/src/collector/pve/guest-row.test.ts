import { describe, expect, it } from 'vitest'
import { type GuestRow, type GuestTrack, readGuest } from './guest-row.ts'

const at = 1_700_000_000_000
const none: ReadonlySet<string> = new Set()

const vm: GuestRow = {
  id: 'qemu/100',
  type: 'qemu',
  vmid: 100,
  node: 'pve1',
  name: 'web',
  status: 'running',
  cpu: 0.123_456,
  maxcpu: 4,
  mem: 3_000,
  memhost: 4_000,
  maxmem: 8_000,
  disk: 0,
  maxdisk: 32_000,
  netin: 1_000,
  netout: 2_000,
  diskread: 3_000,
  diskwrite: 4_000,
  uptime: 600,
  template: false,
}
const ct: GuestRow = { ...vm, id: 'lxc/101', type: 'lxc', vmid: 101, disk: 5_000, maxdisk: 8_000 }

const read = (row: GuestRow, before?: GuestTrack, more: Partial<Parameters<typeof readGuest>[1]> = {}) =>
  readGuest(row, { at, odd: none, before, nodeOnline: true, ...more })

const without = (row: GuestRow, ...fields: (keyof GuestRow)[]): GuestRow =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !fields.some((field) => field === name))) as GuestRow

const polled = (row: GuestRow, details: GuestTrack['details']): GuestTrack => ({ ...read(row).track, details })

describe('memory', () => {
  it.each<[string, GuestRow, GuestTrack['details'], number | null, string | null]>([
    ['PVE 9: other than the host view, so the balloon driver told', vm, {}, 3_000, 'balloon'],
    ['PVE 9: the same as the host view', { ...vm, mem: 4_000 }, {}, 4_000, 'host'],
    ['PVE 8: not told apart', without(vm, 'memhost'), {}, 3_000, 'guest-or-host'],
    ['PVE 8: the status has shown a balloon driver', without(vm, 'memhost'), { balloon: true }, 3_000, 'balloon'],
    ['PVE 8: the status has shown none', without(vm, 'memhost'), { balloon: false }, 3_000, 'host'],
    ['more than the total stays what it is', { ...vm, mem: 9_000, memhost: 9_000 }, {}, 9_000, 'host'],
    ['containers', ct, {}, 3_000, 'cgroup'],
  ])('%s', (_, row, details, used, source) => {
    const { facts } = read(row, polled(row, details))
    expect(facts).toMatchObject({ memoryUsedBytes: used, memorySource: source, memoryTotalBytes: 8_000 })
  })
})

describe('values that are not known are null, with the reason', () => {
  it('of a stopped guest', () => {
    const { facts } = read({ ...vm, status: 'stopped', cpu: 0.5, mem: 0, memhost: 0, uptime: 0 })
    expect(facts).toMatchObject({ cpuRatio: null, memoryUsedBytes: null, memorySource: null, startedAt: null })
    expect(facts).toMatchObject({ cpuCount: 4, memoryTotalBytes: 8_000, diskTotalBytes: 32_000, name: 'web' })
    expect(facts.unknown).toEqual({
      cpuRatio: 'stopped',
      memoryUsedBytes: 'stopped',
      memoryHostBytes: 'stopped',
      startedAt: 'stopped',
      netInPerSecond: 'stopped',
      netOutPerSecond: 'stopped',
      diskReadPerSecond: 'stopped',
      diskWritePerSecond: 'stopped',
      addresses: 'stopped',
      diskUsedBytes: 'stopped',
      fileSystems: 'stopped',
    })
  })

  it('of a field with junk, and the others stand', () => {
    const { facts } = read(without(vm, 'mem'), undefined, { odd: new Set(['mem']) })
    expect(facts).toMatchObject({ memoryUsedBytes: null, memorySource: null, cpuRatio: 0.1235 })
    expect(facts.unknown?.memoryUsedBytes).toBe('odd-value')
  })

  it('of a field that this version does not send', () => {
    const { facts } = read(without(vm, 'memhost'))
    expect(facts.unknown?.memoryHostBytes).toBe('not-reported')
  })

  it('of a counter with junk', () => {
    const { facts } = read(without(vm, 'netin'), undefined, { odd: new Set(['netin']) })
    expect(facts.unknown).toMatchObject({ netInPerSecond: 'odd-value', netOutPerSecond: 'first-sample' })
  })

  it('of a row that is stale at its source: no name, no numbers, and no fresher than before', () => {
    const row = { id: vm.id, type: vm.type, vmid: 100, node: 'pve1', status: 'unknown' } as GuestRow
    const { facts, track } = read(row, read(vm).track)
    expect(facts).toMatchObject({ status: 'unknown', cpuRatio: null, memoryUsedBytes: null, stale: true })
    expect(facts).not.toHaveProperty('name')
    expect(facts.unknown?.cpuRatio).toBe('stale-at-source')
    expect(track.name).toBe('web')
  })
})

describe('freshness', () => {
  it('what the cluster repeats of a node that is down is no news, and changes nothing', () => {
    const { facts } = read(vm, read(vm).track, { nodeOnline: false })
    expect(facts).toEqual({ vmid: 100, kind: 'qemu', nodeName: 'pve1', status: 'running', stale: true })
  })

  it('a guest that runs with the same uptime for a minute was not measured', () => {
    let track = read(vm).track
    const stale: unknown[] = []
    for (let second = 10; second <= 80; second += 10) {
      const reading = readGuest(vm, { at: at + second * 1000, odd: none, before: track, nodeOnline: true })
      track = reading.track
      stale.push(reading.facts.stale ?? false)
    }
    // Noticed at the first repetition (10 s), believed a minute later.
    expect(stale).toEqual([false, false, false, false, false, false, true, true])
  })
})

describe('other fields', () => {
  it.each([
    [undefined, []],
    [' ', []],
    ['a;b;c', ['a', 'b', 'c']],
    ['a,b c', ['a', 'b', 'c']],
    [';;a', ['a']],
  ])('tags %j', (tags, expected) => {
    expect(read(tags === undefined ? vm : { ...vm, tags }).facts.tags).toEqual(expected)
  })

  it('a container: disk of its root file system, no figure of the host', () => {
    expect(read(ct).facts).toMatchObject({
      kind: 'lxc',
      diskUsedBytes: 5_000,
      diskTotalBytes: 8_000,
      diskSource: 'root-file-system',
      memoryHostBytes: null,
    })
  })

  it('rates by field', () => {
    const { facts } = read(
      { ...vm, netin: 11_000, netout: 2_100, diskread: 3_000, diskwrite: 4_055, uptime: 610 },
      read(vm).track,
    )
    expect(facts).toMatchObject({
      netInPerSecond: 1000,
      netOutPerSecond: 10,
      diskReadPerSecond: 0,
      diskWritePerSecond: 6,
    })
  })

  it('a machine whose agent told: the sum of its file systems; without agent: why not', () => {
    const disk = { fileSystems: [], usedBytes: 70, totalBytes: 100 }
    expect(read(vm, polled(vm, { agent: true, disk })).facts).toMatchObject({
      diskUsedBytes: 70,
      diskTotalBytes: 100,
      diskSource: 'guest-agent',
    })
    const off = read(vm, polled(vm, { agent: false })).facts
    expect(off).toMatchObject({ diskUsedBytes: null, diskTotalBytes: 32_000, diskSource: null })
    expect(off.unknown).toMatchObject({ diskUsedBytes: 'agent-off', fileSystems: 'agent-off', addresses: 'agent-off' })
  })

  it('another kind under the same number inherits nothing', () => {
    const before = polled(vm, { agent: true, addresses: ['192.0.2.1'] })
    const { facts, track } = read({ ...ct, vmid: 100 }, before)
    expect(track.details).toEqual({})
    expect(facts.unknown?.netInPerSecond).toBe('first-sample')
  })
})
