import type { Terminal } from '../io/terminal.ts'
import { cellText } from './cell-text.ts'
import { visible } from './visible.ts'

type Row = Readonly<Record<string, unknown>>

/** What says which row it is, and what people look for first. */
const leading = [
  'id',
  'vmid',
  'node',
  'storage',
  'store',
  'userid',
  'tokenid',
  'roleid',
  'groupid',
  'realm',
  'poolid',
  'volid',
  'backup-type',
  'backup-id',
  'name',
  'n',
  't',
  'type',
  'status',
  'state',
  'user',
  'starttime',
  'endtime',
]

const gap = '  '
const widestCell = 60

/** Rows below the names of their columns; columns that do not fit the terminal are named below. */
export function rowTable(rows: readonly Row[], { columns, style }: Pick<Terminal, 'columns' | 'style'>): string {
  const names = columnsOf(rows)
  const cells = rows.map((row) => names.map((name) => shortened(cellText(valueOf(row, name)), columns)))
  const widths = names.map((name, index) => widest([visible(name), ...cells.map((row) => row[index] ?? '')]))
  const shown = fitting(widths, columns)
  const isNumber = names.map((name) => rows.every((row) => ['undefined', 'number'].includes(typeof valueOf(row, name))))
  const line = (row: readonly string[]): string =>
    row
      .slice(0, shown)
      .map((text, index) => (isNumber[index] ? text.padStart(widths[index] ?? 0) : text.padEnd(widths[index] ?? 0)))
      .join(gap)
      .trimEnd()
  const hidden = names.slice(shown).map(visible)
  return [
    style('bold', line(names.map(visible))),
    ...cells.map(line),
    ...(hidden.length > 0 ? ['', style('dim', `Not shown: ${hidden.join(', ')} (--columns, --output json)`)] : []),
  ].join('\n')
}

/** Names and values of one object, a line each; what lies in objects has a path with dots. */
export function recordTable(record: Row, { style }: Pick<Terminal, 'style'>): string {
  const lines = flattened(record, '')
  if (lines.length === 0) return 'Nothing.'
  const width = widest(lines.map(([name]) => name))
  return lines.map(([name, value]) => `${style('bold', name.padEnd(width))}${gap}${value}`.trimEnd()).join('\n')
}

function flattened(record: Row, before: string): [string, string][] {
  return Object.entries(record)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]): [string, string][] => {
      const path = `${before}${visible(name)}`
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
      return isObject ? flattened(value as Row, `${path}.`) : [[path, cellText(value)]]
    })
}

/** Well-known ones first, then by name; those that are empty everywhere are left out. */
function columnsOf(rows: readonly Row[]): string[] {
  const names = new Set(rows.flatMap((row) => Object.keys(row).filter((name) => cellText(row[name]) !== '')))
  const place = (name: string): number => (leading.includes(name) ? leading.indexOf(name) : leading.length)
  return [...names].toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
}

/** Not what every object inherits: a column may be called `constructor`. */
const valueOf = (row: Row, name: string): unknown => (Object.hasOwn(row, name) ? row[name] : undefined)

/** Not `Math.max(...)`, which takes no hundred thousand arguments. */
const widest = (texts: readonly string[]): number => texts.reduce((most, { length }) => Math.max(most, length), 0)

/** How many columns fit; at least one. */
function fitting(widths: readonly number[], columns: number): number {
  let used = 0
  const over = widths.findIndex((width) => (used += width + gap.length) - gap.length > columns)
  return over < 0 ? widths.length : Math.max(1, over)
}

/** On a terminal, one long text must not push all else aside. */
const shortened = (text: string, columns: number): string =>
  Number.isFinite(columns) && text.length > widestCell ? `${text.slice(0, widestCell - 1)}…` : text
