import type { Guest, Reason } from '@pulse/contract'
import { formatBytesOf, formatRate, formatRatio, formatSpan } from '../../../text/format.ts'
import { messages } from '../../../text/messages.ts'
import { type Level, levelOf, type LimitedMetric } from '../levels.ts'
import { diskRatio, memoryRatio } from './guest-state.ts'

/** What a cell says: a figure with its share, or words for why there is none. */
export type Cell =
  | { known: true; text: string; ratio: number | null; level: Level; title: string }
  | { known: false; text: string; title: string }

const { reasons, overview } = messages

/** @param fields where the reason may stand, the first that has one wins */
export function unknownCell(unknown: Readonly<Record<string, Reason>>, fields: readonly string[], now: number): Cell {
  const reason = fields.map((field) => unknown[field]).find((found) => found !== undefined)
  const { short, long } = reason === undefined ? reasons.notKnown : reasons.of(reason, now)
  return { known: false, text: short, title: long }
}

const shareCell = (metric: LimitedMetric, ratio: number, title: string): Cell => ({
  known: true,
  text: formatRatio(ratio),
  ratio,
  level: levelOf(metric, ratio),
  title,
})

export function cpuCell(guest: Guest, now: number): Cell {
  const { cpuRatio, cpuCount, unknown } = guest
  if (cpuRatio === null) return unknownCell(unknown, ['cpuRatio'], now)
  return shareCell('cpu', cpuRatio, cpuCount === null ? '' : overview.table.ofCpus(cpuRatio, cpuCount))
}

export function memoryCell(guest: Guest, now: number): Cell {
  const { memoryUsedBytes: used, memoryTotalBytes: total, memorySource: source, unknown } = guest
  const ratio = memoryRatio(guest)
  if (ratio === null || used === null || total === null)
    return unknownCell(unknown, ['memoryUsedBytes', 'memoryTotalBytes'], now)
  return shareCell('memory', ratio, withSource(formatBytesOf(used, total), source))
}

export function diskCell(guest: Guest, now: number): Cell {
  const { diskUsedBytes: used, diskTotalBytes: total, diskSource: source, unknown } = guest
  const ratio = diskRatio(guest)
  if (ratio === null || used === null || total === null)
    return unknownCell(unknown, ['diskUsedBytes', 'diskTotalBytes'], now)
  return shareCell('disk', ratio, withSource(formatBytesOf(used, total), source))
}

const withSource = (text: string, source: Guest['memorySource']): string =>
  source === null ? text : `${text}, ${reasons.sources[source]}`

export type RateField = 'diskReadPerSecond' | 'diskWritePerSecond' | 'netInPerSecond' | 'netOutPerSecond'

export function rateCell(guest: Guest, field: RateField, now: number): Cell {
  const rate = guest[field]
  if (rate === null) return unknownCell(guest.unknown, [field], now)
  return { known: true, text: formatRate(rate), ratio: null, level: 'ok', title: '' }
}

export function uptimeCell(guest: Guest, now: number): Cell {
  const { startedAt } = guest
  if (startedAt === null) return unknownCell(guest.unknown, ['startedAt'], now)
  const title = overview.detail.startedAt(startedAt, now)
  return { known: true, text: formatSpan(now - startedAt), ratio: null, level: 'ok', title }
}

/** The name, or the number of a guest whose name nobody has told yet. */
export const guestName = (guest: Guest): string => guest.name ?? overview.table.unnamed(guest.vmid)

/** The state in a word, where the mark alone does not say it. */
export function statusWord(guest: Guest): string | null {
  if (guest.template) return overview.table.template
  return guest.status === 'running' || guest.status === 'stopped' ? null : guest.status
}
