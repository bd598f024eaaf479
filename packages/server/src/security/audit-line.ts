import type { AuditEvent } from '@pulse/contract'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { sha256 } from './io/digests.ts'
import type { AuditEntry } from './security.ts'

/** Where the chain stands: each line holds the hash of the one before it. */
export interface ChainHead {
  sequence: number
  hash: string
}

export const chainStart: ChainHead = { sequence: 0, hash: '0'.repeat(64) }

/** Of each text that came from outside. */
const mostBytes = 2048

/**
 * One line of the trail, without its end. The hash covers all of the line before it, and so, through `previous`, every
 * line ever written.
 */
export function auditLine(entry: AuditEntry, at: number, head: ChainHead): { text: string; head: ChainHead } {
  const sequence = head.sequence + 1
  const body = {
    sequence,
    at: new Date(at).toISOString(),
    event: capped(entry.event),
    success: entry.success,
    user: capped(entry.user),
    ip: capped(entry.ip),
    path: capped(entry.path),
    details: capped(entry.details),
    previous: head.hash,
  }
  const covered = harmless(JSON.stringify(body)).slice(0, -1)
  const hash = sha256(covered)
  return { text: `${covered},"hash":"${hash}"}`, head: { sequence, hash } }
}

const form = /^(\{"sequence":([1-9]\d*),.*,"previous":"([0-9a-f]{64})"),"hash":"([0-9a-f]{64})"\}$/

/** Is this the line that follows? Without a head, only the line itself is judged: the lines before it are gone. */
export function nextHead(line: string, head: ChainHead | undefined): ChainHead | undefined {
  const [, covered = '', sequence = '', previous = '', hash = ''] = form.exec(line) ?? []
  if (sequence === '' || sha256(covered) !== hash) return undefined
  const before = head ?? (sequence === '1' ? chainStart : undefined)
  if (before && (Number(sequence) !== before.sequence + 1 || previous !== before.hash)) return undefined
  return { sequence: Number(sequence), hash }
}

const eventOf = Compile(
  Type.Object({
    sequence: Type.Integer(),
    at: Type.String(),
    event: Type.String(),
    success: Type.Boolean(),
    user: Type.String(),
    ip: Type.String(),
    path: Type.String(),
    details: Type.String(),
  }),
)

/** Undefined for what is no line of the trail. */
export function readAuditLine(line: string): AuditEvent | undefined {
  try {
    const value: unknown = JSON.parse(line)
    if (!eventOf.Check(value)) return undefined
    const { sequence, at, event, success, user, ip, path, details } = value
    return { sequence, at, event, success, user, ip, path, details }
  } catch {
    return undefined
  }
}

/** A text that ends in the middle of a character ends before it. */
function capped(text: string): string {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length <= mostBytes) return text
  return `${new TextDecoder().decode(bytes.subarray(0, mostBytes)).replace(/\uFFFD+$/, '')}…`
}

/** JSON leaves some characters as they are that steer a terminal or turn the reading direction. */
function harmless(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
