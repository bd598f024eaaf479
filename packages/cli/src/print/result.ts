import type { Terminal } from '../io/terminal.ts'
import { CommandError } from '../command-error.ts'
import { cellText } from './cell-text.ts'
import { recordTable, rowTable } from './table.ts'
import { visible } from './visible.ts'

export type OutputForm = 'table' | 'json' | 'yaml'

type Row = Readonly<Record<string, unknown>>

/** What `--output` says, else a table for people and JSON for programs. */
export function outputForm(text: string | undefined, { isOutput }: Pick<Terminal, 'isOutput'>): OutputForm {
  return text === 'table' || text === 'json' || text === 'yaml' ? text : isOutput ? 'table' : 'json'
}

/**
 * Data as text. Units are left as they are; whatever a terminal would obey is shown instead.
 *
 * @throws CommandError of kind `failed` where it nests too deep, as nothing of Proxmox does
 */
export async function resultText(data: unknown, form: OutputForm, terminal: Terminal): Promise<string> {
  try {
    return await textOf(data, form, terminal)
  } catch (error) {
    if (error instanceof RangeError) throw new CommandError('failed', 'The answer nests too deep to be shown.')
    throw error
  }
}

async function textOf(data: unknown, form: OutputForm, terminal: Terminal): Promise<string> {
  switch (form) {
    case 'json':
      return jsonText(data)
    case 'yaml': {
      // Loaded when it is wanted: it takes as long as the rest of the command.
      const { stringify } = await import('yaml')
      return escapeOdd(stringify(data, { lineWidth: 0 }).trimEnd())
    }
    case 'table':
      return tableText(data, terminal)
  }
}

/** JSON escapes only half of what a terminal obeys. */
const jsonText = (data: unknown): string => escapeOdd(JSON.stringify(data, null, 2))

function escapeOdd(text: string): string {
  return text.replaceAll(
    /[\u007F-\u009F\u061C\u200B\u200E\u200F\u2028-\u202E\u2060\u2066-\u2069\uFEFF]/g,
    (character) => String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function tableText(data: unknown, terminal: Terminal): string {
  if (Array.isArray(data)) {
    const items: readonly unknown[] = data
    if (items.length === 0) return 'Nothing.'
    return items.every(isRow) ? rowTable(items, terminal) : items.map(cellText).join('\n')
  }
  if (isRow(data)) return recordTable(data, terminal)
  if (data === null || data === undefined) return 'Done.'
  // A text of many lines, such as a file, keeps them.
  return cellLines(data).join('\n')
}

const cellLines = (value: unknown): string[] =>
  typeof value === 'string' ? value.trimEnd().split('\n').map(visible) : [cellText(value)]

/**
 * Only some columns of rows, in the order wanted; a single value comes back as it is.
 *
 * @param possible columns that rows may have, though none has them now
 * @throws CommandError of kind `invalid` where there is no such column
 */
export function pickColumns(data: unknown, wanted: string | undefined, possible: readonly string[] = []): unknown {
  if (wanted === undefined) return data
  const names = wanted
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  const rows: readonly unknown[] = Array.isArray(data) ? data : [data]
  if (!rows.every(isRow)) return data
  const known = new Set([...possible, ...rows.flatMap((row) => Object.keys(row))])
  const missing = names.find((name) => !known.has(name))
  if (rows.length > 0 && missing !== undefined)
    throw new CommandError(
      'invalid',
      `--columns: there is no ${visible(missing)}; there are ${[...known].toSorted().map(visible).join(', ')}.`,
    )
  const pick = (row: Row): Row =>
    Object.fromEntries(names.map((name) => [name, Object.hasOwn(row, name) ? row[name] : null]))
  return Array.isArray(data) ? rows.map(pick) : pick(isRow(data) ? data : {})
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)
