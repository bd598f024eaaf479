import type { Guest, Reason } from '@pulse/contract'
import { formatBytesOf, formatRate, formatRatio, formatSpan } from '../../../text/format.ts'
import { messages } from '../../../text/messages.ts'
import { type Level, levelOf, type LimitedMetric } from '../levels.ts'
import { diskRatio, memoryLevel, memoryRatio } from './guest-state.ts'

/** What a cell says: a figure with its share, or words for why there is none. */
export type Cell =
  | { known: true; text: string; ratio: number | null; level: Level; title: string }
  /** `repeated`: a cell before it in the row says the same, so `text` is only a dash. */
  | { known: false; text: string; title: string; repeated: boolean }

/** In the order of the row. */
const measured = ['cpu', 'memory', 'disk', 'diskRead', 'diskWrite', 'netIn', 'netOut', 'uptime'] as const
export type GuestCells = Readonly<Record<(typeof measured)[number], Cell>>

/** All measured cells of a row. A reason is said once, in the first cell that has it. */
export function guestCells(guest: Guest, now: number): GuestCells {
  const cells = {
    cpu: cpuCell(guest, now),
    memory: memoryCell(guest, now),
    disk: diskCell(guest, now),
    diskRead: rateCell(guest, 'diskReadPerSecond', now),
    diskWrite: rateCell(guest, 'diskWritePerSecond', now),
    netIn: rateCell(guest, 'netInPerSecond', now),
    netOut: rateCell(guest, 'netOutPerSecond', now),
    uptime: uptimeCell(guest, now),
  }
  const said = new Set<string>()
  for (const name of measured) {
    const cell = cells[name]
    if (cell.known) continue
    if (said.has(cell.title)) cells[name] = { ...cell, text: overview.table.sameReason, repeated: true }
    said.add(cell.title)
  }
  return cells
}

const { reasons, overview } = messages

/** @param fields where the reason may stand, the first that has one wins */
export function unknownCell(unknown: Readonly<Record<string, Reason>>, fields: readonly string[], now: number): Cell {
  const reason = fields.map((field) => unknown[field]).find((found) => found !== undefined)
  const { short, long } = reason === undefined ? reasons.notKnown : reasons.of(reason, now)
  return { known: false, text: short, title: long, repeated: false }
}

const shareCell = (metric: LimitedMetric, ratio: number, title: string): Cell & { known: true } => ({
  known: true,
  text: formatRatio(ratio),
  ratio,
  level: levelOf(metric, ratio),
  title,
})

function cpuCell(guest: Guest, now: number): Cell {
  const { cpuRatio, cpuCount, unknown } = guest
  if (cpuRatio === null) return unknownCell(unknown, ['cpuRatio'], now)
  return shareCell('cpu', cpuRatio, cpuCount === null ? '' : overview.table.ofCpus(cpuCount))
}

function memoryCell(guest: Guest, now: number): Cell {
  const { memoryUsedBytes: used, memoryTotalBytes: total, memorySource: source, unknown } = guest
  const ratio = memoryRatio(guest)
  if (ratio === null || used === null || total === null)
    return unknownCell(unknown, ['memoryUsedBytes', 'memoryTotalBytes'], now)
  return { ...shareCell('memory', ratio, withSource(formatBytesOf(used, total), source)), level: memoryLevel(guest) }
}

function diskCell(guest: Guest, now: number): Cell {
  const { diskUsedBytes: used, diskTotalBytes: total, diskSource: source, unknown } = guest
  const ratio = diskRatio(guest)
  if (ratio === null || used === null || total === null)
    return unknownCell(unknown, ['diskUsedBytes', 'diskTotalBytes'], now)
  return shareCell('disk', ratio, withSource(formatBytesOf(used, total), source))
}

const withSource = (text: string, source: Guest['memorySource']): string =>
  source === null ? text : `${text}, ${reasons.sources[source]}`

type RateField = 'diskReadPerSecond' | 'diskWritePerSecond' | 'netInPerSecond' | 'netOutPerSecond'

function rateCell(guest: Guest, field: RateField, now: number): Cell {
  const rate = guest[field]
  if (rate === null) return unknownCell(guest.unknown, [field], now)
  return { known: true, text: formatRate(rate), ratio: null, level: 'ok', title: '' }
}

function uptimeCell(guest: Guest, now: number): Cell {
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
  // For a machine that is stopped or not heard of, the first cell without a figure says why.
  return ['running', 'stopped', 'unknown'].includes(guest.status) ? null : guest.status
}
