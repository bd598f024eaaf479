import type { TableName, LiveRow } from '@pulse/contract'
import type { Counters } from './counters.ts'
import { type SharedMessage, sharedMessage } from './frame.ts'
import { snapshotParts } from './snapshot-parts.ts'

/** The whole picture after step `sequence`, ready to send. */
export interface Snapshot {
  readonly sequence: number
  readonly messages: readonly SharedMessage[]
  readonly bytes: number
}

export interface SnapshotSource {
  sequence: number
  at: number
  tables: readonly { name: TableName; rows: readonly LiveRow[] }[]
}

/** Makes a snapshot in slices; between them others have their turn. */
export async function makeSnapshot(
  source: SnapshotSource,
  io: { deflate: ((text: Buffer) => Promise<Buffer>) | undefined; breathe: () => Promise<void>; counters: Counters },
): Promise<Snapshot> {
  const tables: string[] = []
  for (const text of snapshotParts(source.tables)) {
    tables.push(text)
    await io.breathe()
  }
  if (tables.length === 0) tables.push('{}')
  io.counters.serialisations++
  const { sequence, at } = source
  const messages: SharedMessage[] = []
  for (const [i, text] of tables.entries()) {
    const head = `{"type":"snapshot","sequence":${sequence},"part":${i + 1},"parts":${tables.length},"at":${at},"tables":`
    messages.push(await sharedMessage(Buffer.from(`${head}${text}}`), io.deflate))
  }
  const bytes = messages.reduce((sum, { plain, deflated }) => sum + plain.length + (deflated?.length ?? 0), 0)
  return { sequence, messages, bytes }
}
