import { type Guest, isUp } from '../../estate/guest.ts'
import { bootDiskBytes } from '../../estate/guest.ts'
import { diskUsedBytes, rateAt, readGuest } from '../../estate/load.ts'
import type { Node } from '../../estate/node.ts'
import { readNode } from '../../estate/node-load.ts'
import { findStorage } from '../../estate/site.ts'
import { readStorage } from '../../estate/storage.ts'
import { ApiFailure } from '../answer.ts'
import { textOf } from '../parameters.ts'
import { guestOf, type PveCall, type PveHandlers } from './call.ts'

interface Frame {
  readonly stepSeconds: number
  readonly rows: number
}

const minute = 60
const day = 86_400

const oldFrames: Record<string, Frame> = {
  hour: { stepSeconds: minute, rows: 70 },
  day: { stepSeconds: 30 * minute, rows: 70 },
  week: { stepSeconds: 180 * minute, rows: 70 },
  month: { stepSeconds: 720 * minute, rows: 70 },
  year: { stepSeconds: 7 * day, rows: 70 },
}

// 9.0 keeps far more points, and ten years of them.
const newFrames: Record<string, Frame> = {
  hour: { stepSeconds: minute, rows: 60 },
  day: { stepSeconds: minute, rows: 1440 },
  week: { stepSeconds: 30 * minute, rows: 336 },
  month: { stepSeconds: 30 * minute, rows: 1440 },
  year: { stepSeconds: 360 * minute, rows: 1440 },
  decade: { stepSeconds: 7 * day, rows: 570 },
}

/** One row per bucket up to now; a bucket without data holds its time alone. */
function rows(call: PveCall, knownSinceAt: number, values: (at: number) => Record<string, number> | null): unknown[] {
  const frames = call.version.major >= 9 ? newFrames : oldFrames
  const frame = frames[textOf(call.parameters, 'timeframe') ?? 'hour']
  if (frame === undefined) {
    const errors = {
      timeframe: `value '${textOf(call.parameters, 'timeframe')}' does not have a value in the enumeration '${Object.keys(frames).join(', ')}'`,
    }
    throw new ApiFailure(400, 'Parameter verification failed.', { errors })
  }
  const last = Math.floor(call.now / 1000 / frame.stepSeconds) * frame.stepSeconds
  return Array.from({ length: frame.rows }, (_, index) => {
    const time = last - (frame.rows - 1 - index) * frame.stepSeconds
    const at = time * 1000
    const filled = at < knownSinceAt ? null : values(at)
    return filled === null ? { time } : { time, ...filled }
  })
}

function guestValues(call: PveCall, guest: Guest, at: number): Record<string, number> | null {
  if (guest.template) return null
  const sizes = { maxcpu: guest.cores, maxmem: guest.memoryBytes, maxdisk: bootDiskBytes(guest) }
  if (!isUp(guest) || at < guest.startedAt) return sizes
  const reading = readGuest(guest, at)
  const isNew = call.version.major >= 9
  return {
    ...sizes,
    cpu: reading.cpu,
    mem: reading.usedBytes ?? reading.hostBytes,
    disk: guest.kind === 'lxc' ? diskUsedBytes(guest, at) : 0,
    netin: rateAt(guest, 'netIn', at),
    netout: rateAt(guest, 'netOut', at),
    diskread: rateAt(guest, 'diskRead', at),
    diskwrite: rateAt(guest, 'diskWrite', at),
    ...(isNew && guest.kind === 'qemu' && { memhost: reading.hostBytes }),
    ...(isNew && {
      pressurecpusome: reading.cpu * 2,
      pressurecpufull: 0,
      pressureiosome: 0.4,
      pressureiofull: 0.2,
      pressurememorysome: 0,
      pressurememoryfull: 0,
    }),
  }
}

function nodeValues(call: PveCall, node: Node, at: number): Record<string, number> {
  const reading = readNode(node, at)
  const isNew = call.version.major >= 9
  return {
    cpu: reading.cpu,
    maxcpu: node.threads,
    iowait: reading.waitRatio,
    loadavg: reading.loadAverage[0],
    memtotal: node.memoryBytes,
    memused: reading.usedBytes,
    swaptotal: node.swapBytes,
    swapused: reading.swapUsedBytes,
    roottotal: node.rootBytes,
    rootused: reading.rootUsedBytes,
    netin: reading.netInPerSecond,
    netout: reading.netOutPerSecond,
    ...(isNew && {
      memavailable: node.memoryBytes - reading.usedBytes,
      arcsize: reading.arcBytes,
      pressurecpusome: reading.cpu,
      pressureiosome: 0.3,
      pressureiofull: 0.1,
      pressurememorysome: 0,
      pressurememoryfull: 0,
    }),
  }
}

function ofGuest(call: PveCall, kind: 'qemu' | 'lxc'): unknown[] {
  const guest = guestOf(call, kind)
  return rows(call, guest.createdAt, (at) => guestValues(call, guest, at))
}

function ofStorage(call: PveCall): unknown[] {
  const name = textOf(call.parameters, 'storage') ?? ''
  const storage = findStorage(call.site, name)
  if (storage === undefined) throw new ApiFailure(500, `storage '${name}' does not exist`)
  return rows(call, 0, (at) => {
    const { totalBytes, usedBytes } = readStorage(storage, call.node.name, at)
    return totalBytes === 0 ? null : { total: totalBytes, used: usedBytes }
  })
}

export const rrdHandlers: PveHandlers = {
  'GET /nodes/{node}/rrddata': (call) => rows(call, 0, (at) => nodeValues(call, call.node, at)),
  'GET /nodes/{node}/qemu/{vmid}/rrddata': (call) => ofGuest(call, 'qemu'),
  'GET /nodes/{node}/lxc/{vmid}/rrddata': (call) => ofGuest(call, 'lxc'),
  'GET /nodes/{node}/storage/{storage}/rrddata': ofStorage,
}
