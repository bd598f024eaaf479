import { encodeTableDelta, type LiveRow, type TableName, type TablesDelta } from '@pulse/contract'

/** The most that one part of a snapshot measures as text. Proxies that limit message sizes start at 1 MB. */
const mostPartBytes = 256 * 1024
const rowsAtOnce = 400

/**
 * Cuts whole tables into deltas that follow one another, as JSON texts of at most `mostPartBytes` (one row alone may be
 * longer). It is a generator so that the caller can pause between parts.
 */
export function* snapshotParts(
  tables: readonly { name: TableName; rows: readonly LiveRow[] }[],
  mostBytes: number = mostPartBytes,
): Generator<string> {
  for (const { name, rows } of tables) {
    let sent = 0
    let size = rowsAtOnce
    while (sent < rows.length) {
      const part = rows.slice(sent, sent + size)
      const text = partText(name, part, sent)
      if (part.length > 1 && Buffer.byteLength(text) > mostBytes) {
        size = Math.max(1, Math.floor(Math.min(size, part.length) / 2))
        continue
      }
      yield text
      sent += part.length
    }
  }
}

/**
 * `sent` rows are there already when this part is applied. That counts: a column without a row list is for all rows of
 * the table, so only the first part of a table may leave the list out.
 */
function partText(name: TableName, added: readonly LiveRow[], sent: number): string {
  const table = encodeTableDelta({ removed: [], added, changed: [], size: sent + added.length })
  const tables: TablesDelta = table ? { [name]: table } : {}
  return JSON.stringify(tables)
}
