import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { documentVersion, migrated } from './migrations.ts'
import type { SettingsDocument } from './sections.ts'
import { openedContent, storedContent, StoredContentShape } from './stored-content.ts'
import type { Vault } from './vault.ts'

const format = 'pulse-settings'

const headOf = Compile(
  Type.Object({
    format: Type.Literal(format),
    version: Type.Integer({ minimum: 1 }),
    generation: Type.Integer({ minimum: 0 }),
    checksum: Type.String(),
    content: Type.Object({}),
  }),
)
const contentOf = Compile(StoredContentShape)

/** The text to be saved: JSON with a checksum over generation, version and content; secrets sealed one by one. */
export function writeDocument(document: SettingsDocument, vault: Vault): string {
  const content = storedContent(document, vault)
  const { generation } = document
  const version = documentVersion
  const checksum = vault.digest(covered(version, generation, content))
  return `${JSON.stringify({ format, version, generation, checksum, content }, null, 2)}\n`
}

export type ReadResult =
  | { kind: 'document'; document: SettingsDocument }
  /** Cut off, overwritten or no document at all. */
  | { kind: 'damaged' }
  /** Whole, but written by a newer server. */
  | { kind: 'newer'; version: number }
  /** Whole, but the key opens none of its secrets. */
  | { kind: 'other-key' }

export function readDocument(text: string, vault: Vault): ReadResult {
  const value = parse(text)
  if (!headOf.Check(value)) return { kind: 'damaged' }
  if (value.checksum !== vault.digest(covered(value.version, value.generation, value.content)))
    return { kind: 'damaged' }
  if (value.version > documentVersion) return { kind: 'newer', version: value.version }
  const content = migrated({ ...value.content }, value.version)
  if (!contentOf.Check(content)) return { kind: 'damaged' }
  const document = openedContent(content, value.generation, vault)
  return document ? { kind: 'document', document } : { kind: 'other-key' }
}

const covered = (version: number, generation: number, content: object): string =>
  JSON.stringify([format, version, generation, content])

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
