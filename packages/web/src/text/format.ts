/**
 * Figures as people read them. Sizes are binary (GiB) as Proxmox shows them, rates decimal (MB/s) as networks and disks
 * are sold. All take the values of the contract and never a `null`: what is not known is said in words elsewhere.
 */
const sizeUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const
const rateUnits = ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'] as const

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** One decimal below ten, none above: `9.4`, `12`. Rounded before the choice, so `9.96` is `10`, not `10.0`. */
function figure(value: number): string {
  const oneDecimal = Math.round(value * 10) / 10
  return oneDecimal < 10 && oneDecimal !== Math.round(oneDecimal) ? oneDecimal.toFixed(1) : String(Math.round(value))
}

function unitIndex(value: number, base: number, count: number): number {
  let index = 0
  for (let rest = value; rest >= base - 0.5 && index < count - 1; rest /= base) index++
  return index
}

/** `512 MiB`, `1.8 TiB`. */
export function formatBytes(bytes: number): string {
  const index = unitIndex(bytes, 1024, sizeUnits.length)
  return `${figure(bytes / 1024 ** index)} ${sizeUnits[index]}`
}

/** `39 of 64 GiB`: both figures in the unit of the total. */
export function formatBytesOf(usedBytes: number, totalBytes: number): string {
  const index = unitIndex(totalBytes, 1024, sizeUnits.length)
  return `${figure(usedBytes / 1024 ** index)} of ${figure(totalBytes / 1024 ** index)} ${sizeUnits[index]}`
}

/** `0 B/s`, `199 kB/s`, `1.3 MB/s`. */
export function formatRate(bytesPerSecond: number): string {
  const index = unitIndex(bytesPerSecond, 1000, rateUnits.length)
  const value = bytesPerSecond / 1000 ** index
  return `${index === 0 ? Math.round(value) : figure(value)} ${rateUnits[index]}`
}

/** `34 %`. Full only when it is full: 0.997 is `99 %`. */
export function formatRatio(ratio: number): string {
  const percent = ratio * 100
  return `${percent > 99 && percent < 100 ? 99 : Math.round(percent)} %`
}

/** The largest unit alone, rounded down: `38 d`, `4 h`, `12 min`, `6 s`. */
export function formatSpan(ms: number): string {
  if (ms < minuteMs) return `${Math.max(0, Math.floor(ms / secondMs))} s`
  if (ms < hourMs) return `${Math.floor(ms / minuteMs)} min`
  if (ms < dayMs) return `${Math.floor(ms / hourMs)} h`
  return `${Math.floor(ms / dayMs)} d`
}

/** The two largest units: `12 d 4 h`, `3 h 20 min`. */
export function formatLongSpan(ms: number): string {
  if (ms < hourMs) return formatSpan(ms)
  if (ms < dayMs) return `${formatSpan(ms)} ${Math.floor((ms % hourMs) / minuteMs)} min`
  return `${formatSpan(ms)} ${Math.floor((ms % dayMs) / hourMs)} h`
}

export interface TimeStyle {
  /** An IANA zone; the browser's own unless given. */
  timeZone?: string
}

const formats = new Map<string, Intl.DateTimeFormat>()

function dateTimeFormat(kind: 'clock' | 'date' | 'minute', timeZone: string | undefined): Intl.DateTimeFormat {
  const key = `${kind} ${timeZone ?? ''}`
  const known = formats.get(key)
  if (known) return known
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const made = new Intl.DateTimeFormat('en-GB', {
    ...(timeZone ? { timeZone } : {}),
    ...(kind === 'clock' ? { ...clock, second: '2-digit' } : {}),
    ...(kind === 'minute' ? clock : {}),
    ...(kind === 'date' ? { day: 'numeric', month: 'short', year: 'numeric' } : {}),
  })
  formats.set(key, made)
  return made
}

/** `14:02:10` on the day of `nowAt`, `12 Nov 14:02` in its year, `12 Nov 2025` before. */
export function formatInstant(at: number, nowAt: number, { timeZone }: TimeStyle = {}): string {
  const date = dateTimeFormat('date', timeZone)
  const day = date.format(at)
  const today = date.format(nowAt)
  if (day === today) return dateTimeFormat('clock', timeZone).format(at)
  if (day.slice(-4) !== today.slice(-4)) return day
  return `${day.slice(0, -5)} ${dateTimeFormat('minute', timeZone).format(at)}`
}

/** To the second, whenever it was: `14:02:10`, `12 Nov 14:02:10`, `12 Nov 2025 14:02:10`. */
export function formatMoment(at: number, nowAt: number, style: TimeStyle = {}): string {
  const clock = formatClock(at, style)
  const day = formatDate(at, style)
  const today = formatDate(nowAt, style)
  if (day === today) return clock
  return `${day.slice(-4) === today.slice(-4) ? day.slice(0, -5) : day} ${clock}`
}

/** `14:02:10`, whatever the day. */
export function formatClock(at: number, { timeZone }: TimeStyle = {}): string {
  return dateTimeFormat('clock', timeZone).format(at)
}

/** What is left of a wait, rounded up: `14:59`, `0:07`. */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / secondMs))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** `12 Nov 2027`. */
export function formatDate(at: number, { timeZone }: TimeStyle = {}): string {
  return dateTimeFormat('date', timeZone).format(at)
}

/** `Europe/Berlin`: the zone that all instants are shown in. */
export const timeZoneName = (): string => dateTimeFormat('date', undefined).resolvedOptions().timeZone
