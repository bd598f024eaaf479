import { chance, noise } from './chance.ts'
import { bootDiskBytes, type Character, type Counters, type Guest, isUp } from './guest.ts'

const daySeconds = 86_400
const ripplePeriodSeconds = 600

interface Curve {
  /** CPU as a share of the guest's cores at the quietest and the busiest time of day. */
  readonly low: number
  readonly high: number
  /** Hour (UTC) in the middle of the busy time, and how many hours it takes to fade. */
  readonly peakHour: number
  readonly widthHours: number
  /** Height of the random part. */
  readonly jitter: number
  readonly memory: number
  /** Bytes per second and core, averaged over the day. */
  readonly netInPerSecond: number
  readonly netOutPerSecond: number
  readonly diskReadPerSecond: number
  readonly diskWritePerSecond: number
}

const kB = 1000
const curves: Record<Character, Curve> = {
  web: curve(0.03, 0.35, 14, 7, 0.08, 0.45, [40 * kB, 130 * kB, 30 * kB, 60 * kB]),
  database: curve(0.08, 0.45, 13, 8, 0.1, 0.72, [60 * kB, 80 * kB, 300 * kB, 500 * kB]),
  idle: curve(0.004, 0.012, 12, 6, 0.01, 0.28, [2 * kB, 1 * kB, 1 * kB, 8 * kB]),
  batch: curve(0.02, 0.92, 2, 2, 0.06, 0.4, [90 * kB, 30 * kB, 500 * kB, 700 * kB]),
  desktop: curve(0.02, 0.28, 11, 5, 0.18, 0.58, [60 * kB, 40 * kB, 220 * kB, 180 * kB]),
  steady: curve(0.05, 0.12, 19, 8, 0.05, 0.5, [40 * kB, 50 * kB, 20 * kB, 70 * kB]),
  busy: curve(0.86, 0.97, 12, 12, 0.06, 0.83, [500 * kB, 120 * kB, 300 * kB, 1200 * kB]),
}

function curve(
  low: number,
  high: number,
  peakHour: number,
  widthHours: number,
  jitter: number,
  memory: number,
  flows: readonly [number, number, number, number],
): Curve {
  const [netInPerSecond, netOutPerSecond, diskReadPerSecond, diskWritePerSecond] = flows
  return {
    low,
    high,
    peakHour,
    widthHours,
    jitter,
    memory,
    netInPerSecond,
    netOutPerSecond,
    diskReadPerSecond,
    diskWritePerSecond,
  }
}

export interface GuestReading {
  /** Share of the guest's cores, 0 to about 1. */
  readonly cpu: number
  /** What the guest says it uses, if it can say so. */
  readonly usedBytes: number | null
  /** What the host spends on it, overhead included: can exceed the guest's own memory. */
  readonly hostBytes: number
  readonly swapBytes: number
  /** Share of each file system in use. */
  readonly diskRatio: number
  readonly counters: Counters
  readonly uptimeSeconds: number
}

const nothing: GuestReading = {
  cpu: 0,
  usedBytes: null,
  hostBytes: 0,
  swapBytes: 0,
  diskRatio: 0,
  counters: { netIn: 0, netOut: 0, diskRead: 0, diskWrite: 0 },
  uptimeSeconds: 0,
}

/** All that can be measured about a guest at one instant; zeros while it is stopped. */
export function readGuest(guest: Guest, at: number): GuestReading {
  if (!isUp(guest)) return { ...nothing, diskRatio: diskRatio(guest, at) }
  const ownRatio = memoryRatio(guest, at)
  const used = Math.round(guest.memoryBytes * ownRatio)
  const settled = Math.min(1, (at - guest.startedAt) / 3_600_000)
  const hostRatio = guest.balloonDriver ? ownRatio * 0.55 + 0.45 * settled : 0.98
  const overheadBytes = (70 + 40 * guest.cores) * 2 ** 20
  const isContainer = guest.kind === 'lxc'
  return {
    cpu: guest.frozenAt === null ? cpuRatio(guest, at) : 0,
    usedBytes: guest.balloonDriver || isContainer ? used : null,
    hostBytes: isContainer ? used : Math.round(guest.memoryBytes * Math.max(ownRatio, hostRatio) + overheadBytes),
    swapBytes: Math.round(guest.memoryBytes * 0.02 * chance(guest.seed, 'swap')),
    diskRatio: diskRatio(guest, at),
    counters: countersAt(guest, at),
    uptimeSeconds: Math.max(0, Math.floor((at - guest.startedAt) / 1000)),
  }
}

/** CPU as a share of the guest's cores. */
export function cpuRatio(guest: Guest, at: number): number {
  if (guest.load.cpu !== undefined) return guest.load.cpu
  const { low, high, peakHour, widthHours, jitter } = curves[guest.character]
  const shift = (chance(guest.seed, 'hour') - 0.5) * 2
  const hour = (at / 3_600_000 + shift) % 24
  const distance = Math.min(Math.abs(hour - peakHour), 24 - Math.abs(hour - peakHour))
  const daily = Math.exp(-((distance / widthHours) ** 2) * 2)
  const weight = guest.character === 'busy' ? 1 : 0.7 + 0.6 * chance(guest.seed, 'weight')
  const fast = noise(guest.seed, at / 20_000)
  const slow = noise(guest.seed ^ 0x5bd1, at / 240_000)
  const value = (low + (high - low) * daily * (0.6 + 0.4 * slow)) * weight + jitter * fast ** 3
  return Math.min(1.02, Math.max(0.001, value))
}

export function memoryRatio(guest: Guest, at: number): number {
  if (guest.load.memory !== undefined) return guest.load.memory
  const base = curves[guest.character].memory * (0.8 + 0.4 * chance(guest.seed, 'memory'))
  const drift = 0.06 * (noise(guest.seed ^ 0x77, at / 900_000) - 0.5)
  // A fresh guest fills its memory during the first quarter of an hour.
  const warm = 0.35 + 0.65 * Math.min(1, Math.max(0, at - guest.startedAt) / 900_000)
  return Math.min(0.985, Math.max(0.03, base * warm + drift))
}

export function diskRatio(guest: Guest, at: number): number {
  if (guest.load.disk !== undefined) return guest.load.disk
  const base = 0.15 + 0.6 * chance(guest.seed, 'disk')
  return Math.min(0.97, base + 0.02 * noise(guest.seed ^ 0xd15c, at / 21_600_000))
}

export function diskUsedBytes(guest: Guest, at: number): number {
  return Math.round(bootDiskBytes(guest) * diskRatio(guest, at))
}

type Flow = keyof Counters

const dailySwing = 0.55
const ripple = 0.3
const dailyOmega = (2 * Math.PI) / daySeconds
const rippleOmega = (2 * Math.PI) / ripplePeriodSeconds

/** What never changes about one flow of a guest: kept, because every broadcast needs it for every guest. */
interface FlowTraits {
  readonly meanPerSecond: number
  readonly dailyPhase: number
  readonly ripplePhase: number
}

interface Traits {
  readonly character: Character
  readonly cores: number
  readonly flows: Readonly<Record<Flow, FlowTraits>>
}

const knownTraits = new WeakMap<Guest, Traits>()

function traitsOf(guest: Guest): Traits {
  const known = knownTraits.get(guest)
  if (known !== undefined && known.character === guest.character && known.cores === guest.cores) return known
  const shape = curves[guest.character]
  // sin peaks a quarter turn after its phase: put that at the busy hour.
  const dailyPhase = Math.PI / 2 - dailyOmega * shape.peakHour * 3600
  const flow = (name: Flow, perCore: number): FlowTraits => ({
    meanPerSecond: perCore * guest.cores * (0.5 + chance(guest.seed, name)),
    dailyPhase,
    ripplePhase: 2 * Math.PI * chance(guest.seed, name, 'phase'),
  })
  const traits: Traits = {
    character: guest.character,
    cores: guest.cores,
    flows: {
      netIn: flow('netIn', shape.netInPerSecond),
      netOut: flow('netOut', shape.netOutPerSecond),
      diskRead: flow('diskRead', shape.diskReadPerSecond),
      diskWrite: flow('diskWrite', shape.diskWritePerSecond),
    },
  }
  knownTraits.set(guest, traits)
  return traits
}

/** Bytes per second at an instant; the derivative of the counter. */
export function rateAt(guest: Guest, flow: Flow, at: number): number {
  const { meanPerSecond, dailyPhase, ripplePhase } = traitsOf(guest).flows[flow]
  const seconds = at / 1000
  const swing =
    dailySwing * Math.sin(dailyOmega * seconds + dailyPhase) + ripple * Math.sin(rippleOmega * seconds + ripplePhase)
  return meanPerSecond * (1 + swing)
}

/** The rate never falls below zero (the swings add up to less than 1), so its integral only grows. */
function transferred(traits: FlowTraits, from: number, to: number): number {
  const { meanPerSecond, dailyPhase, ripplePhase } = traits
  const slow = (Math.cos(dailyOmega * from + dailyPhase) - Math.cos(dailyOmega * to + dailyPhase)) / dailyOmega
  const quick = (Math.cos(rippleOmega * from + ripplePhase) - Math.cos(rippleOmega * to + ripplePhase)) / rippleOmega
  return meanPerSecond * (to - from + dailySwing * slow + ripple * quick)
}

export function countersAt(guest: Guest, at: number): Counters {
  const until = Math.max(guest.countedFrom, guest.frozenAt === null ? at : Math.min(at, guest.frozenAt))
  const from = guest.countedFrom / 1000
  const to = until / 1000
  const { flows } = traitsOf(guest)
  const { carried } = guest
  return {
    netIn: Math.floor(carried.netIn + transferred(flows.netIn, from, to)),
    netOut: Math.floor(carried.netOut + transferred(flows.netOut, from, to)),
    diskRead: Math.floor(carried.diskRead + transferred(flows.diskRead, from, to)),
    diskWrite: Math.floor(carried.diskWrite + transferred(flows.diskWrite, from, to)),
  }
}
