import type { CommandStart } from './command-start.ts'
import { commandStartMs, documentsMs as documentsGoalMs, type Goals } from './goals.ts'
import type { Figures, StateFigures } from './measure.ts'

/** One figure at one size. */
export interface Line {
  what: string
  /** Null where it makes no difference. */
  guests: number | null
  value: string
  goal: string
  met: boolean | undefined
}

const mega = (bytes: number, digits = 2): string => `${(bytes / 1e6).toFixed(digits)} MB`

export function linesOf(goals: Goals, figures: Figures): Line[] {
  const { guests } = goals
  const line = (what: string, value: number, goal: number | null, show: (value: number) => string): Line =>
    lineOf(what, guests, value, goal, show)
  const { compressedRatio: ratio } = figures
  const state = (under: string, asked: StateFigures, goalP99Ms: number | null): Line[] => [
    line(`\`/api/state\` p50, plain${under}`, asked.p50Ms, null, ms),
    line(`\`/api/state\` p99, plain${under}`, asked.p99Ms, goalP99Ms, ms),
    line(`\`/api/state\` p99, gzip${under}`, asked.gzipP99Ms, goalP99Ms, ms),
    line(`\`/api/state\` size, plain${under}`, asked.bytes, null, mega),
  ]
  return [
    line('Process start to full picture', figures.fullPictureMs, goals.fullPictureMs, ms),
    line('Requests a second to Proxmox at rest', figures.requestsPerSecond, goals.requestsPerSecond, (v) =>
      v.toFixed(1),
    ),
    line(
      'CPU per guest and poll at rest',
      figures.cpuMicrosecondsPerGuestPoll,
      goals.cpuMicrosecondsPerGuestPoll,
      (v) => `${v.toFixed(1)} µs`,
    ),
    line('Memory (RSS) at rest', figures.memoryBytes, goals.memoryBytes, (v) => mega(v, 0)),
    line('Memory after asking for `/api/state`', figures.memoryAskedBytes, null, (v) => mega(v, 0)),
    line('`/api/state`, first after a pause', figures.stateFirstMs, null, ms),
    ...state('', figures.state, null),
    ...state(', without backups', figures.stateWithoutBackups, goals.stateP99Ms),
    line('Compressed to plain, gzip', ratio.gzip, goals.compressedRatio, (v) => v.toFixed(3)),
    line('Compressed to plain, brotli', ratio.br, goals.compressedRatio, (v) => v.toFixed(3)),
    line('Compressed to plain, zstd', ratio.zstd, goals.compressedRatio, (v) => v.toFixed(3)),
    line('Delta protocol, first picture', figures.snapshotBytes, null, mega),
    line('Delta protocol, per client and minute', figures.socketBytesPerMinute, goals.socketBytesPerMinute, mega),
    line('Event loop delay p99, while asked', figures.loopDelayP99Ms, goals.loopDelayP99Ms, ms),
    line('Event loop delay, longest', figures.loopDelayMostMs, null, ms),
    line('Small authenticated GET, 200 a second, p50', figures.access.smallP50Ms, null, ms),
    line('Small authenticated GET, 200 a second, p99', figures.access.smallP99Ms, goals.smallP99Ms, ms),
    line('Event loop delay p99, 20 logins at once', figures.access.loginLoopP99Ms, goals.loopDelayP99Ms, ms),
    line('One of 20 logins at once, longest', figures.access.loginMostMs, null, ms),
  ]
}

function lineOf(
  what: string,
  guests: number | null,
  value: number,
  goal: number | null,
  show: (value: number) => string,
): Line {
  return {
    what,
    guests,
    value: show(value),
    goal: goal === null ? '–' : `≤ ${show(goal)}`,
    met: goal === null ? undefined : value <= goal,
  }
}

const ms = (value: number): string => `${value >= 100 ? Math.round(value) : value.toFixed(1)} ms`

export function linesOfCommand({ firstMs, nextMs, documentsMs }: CommandStart): Line[] {
  return [
    lineOf('`pulse api get /version`, start to end', null, nextMs, commandStartMs, ms),
    lineOf('`pulse api get /version`, the very first time', null, firstMs, null, ms),
    lineOf('`pulse documents`, all of both products', null, documentsMs, documentsGoalMs, ms),
  ]
}

const word = (met: boolean | undefined): string => (met === undefined ? '' : met ? 'yes' : 'no')

/** A table in Markdown; it reads well on a terminal too. */
export function tableOf(lines: readonly Line[]): string {
  const head = ['Figure', 'Guests', 'Measured', 'Goal', 'Met']
  const rows = lines.map((l) => [l.what, l.guests?.toLocaleString('en') ?? '–', l.value, l.goal, word(l.met)])
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)))
  const write = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i > 0 && i < 4 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(' | ')} |`
  const rule = `| ${widths.map((width, i) => (i > 0 && i < 4 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`
  return [write(head), rule, ...rows.map(write)].join('\n')
}

const begin = '<!-- measured: begin -->'
const end = '<!-- measured: end -->'

/** Puts `text` between the markers of a document. */
export function replaceMeasured(document: string, text: string): string {
  const [from, to] = [document.indexOf(begin), document.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`The document has no ${begin} … ${end}`)
  return `${document.slice(0, from + begin.length)}\n${text}\n${document.slice(to)}`
}
