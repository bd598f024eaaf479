import type { Simulator } from '@pulse/simulator'
import type { Served } from '../served.ts'

/** A request of a call, and what it should come to. */
export interface Attempt {
  path?: Readonly<Record<string, string>>
  query?: Readonly<Record<string, string>>
  body?: unknown
  headers?: Readonly<Record<string, string>>
  /** Of the answer: what the test looks for, beside the schema. */
  answer?: unknown
}

/** Something that is wrong with a request, and how that is said. */
export interface BadAttempt extends Attempt {
  status: number
  code: string
  field?: string
}

export interface CallCase {
  good: (stand: Stand) => Attempt | Promise<Attempt>
  /** A success that is none: the call always refuses. */
  refuses?: { status: number; code: string }
  /** Several where several things can be wrong; none only where a call takes nothing at all. */
  bad: readonly ((stand: Stand) => BadAttempt)[]
}

/** Where the calls are tried: a real server that watches simulated hosts. */
export interface Stand {
  readonly served: Served
  readonly simulator: Simulator
  /** A connection of its own for a case; its id. The host need not be there. */
  addConnection(name: string): Promise<string>
  /** What an import takes. */
  exported(): Promise<{ data: string; passphrase: string }>
  /** Host and credentials of a simulated host that the server does not watch. */
  readonly spare: { host: string; tokenName: string; tokenValue: string; fingerprint: string }
}
