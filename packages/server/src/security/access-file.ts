import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { Device } from './device-book.ts'
import type { OwnerCredential } from './password-check.ts'
import type { Session } from './session-book.ts'

/** What outlives a restart and is no setting. */
export interface AccessState {
  /** The credential that the sessions were opened with; with another one they end. */
  owner: OwnerCredential | null
  sessions: readonly Session[]
  devices: readonly Device[]
  /** When each API token was used last, by its id. */
  tokenUse: Readonly<Record<string, number>>
}

export const emptyAccessState: AccessState = { owner: null, sessions: [], devices: [], tokenUse: {} }

const format = 'pulse-sessions'
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' })
const fileOf = Compile(
  Type.Object({
    format: Type.Literal(format),
    version: Type.Literal(1),
    owner: Type.Union([Type.Object({ username: Type.String(), passwordHash: Type.String() }), Type.Null()]),
    sessions: Type.Array(
      Type.Object({
        id: Type.String(),
        digest: Digest,
        createdAt: Type.Number(),
        expiresAt: Type.Number(),
        lastSeenAt: Type.Number(),
        address: Type.String(),
        userAgent: Type.String(),
      }),
    ),
    devices: Type.Array(Type.Object({ id: Type.String(), digest: Digest, lastLoginAt: Type.Number() })),
    tokenUse: Type.Record(Type.String(), Type.Number()),
  }),
)

export const writeAccessState = (state: AccessState): string => `${JSON.stringify({ format, version: 1, ...state })}\n`

/** Undefined for a damaged file. */
export function readAccessState(text: string): AccessState | undefined {
  try {
    const file: unknown = JSON.parse(text)
    return fileOf.Check(file) ? file : undefined
  } catch {
    return undefined
  }
}
