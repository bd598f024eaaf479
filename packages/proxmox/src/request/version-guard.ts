import type { Clock } from '../options.ts'
import { availability, type Method, type Product } from '../schema/schema.ts'
import { ownOrFamily } from '../shape/shape.ts'

/** What a server says of its version. */
export interface ServerVersion {
  /** In full: `9.2.1` or, of old hosts, `6.4-13`; of a Backup Server `4.2.6`. */
  readonly version: string
  /** The first two parts: `9.2`. */
  readonly release: string
}

/** A call or parameter that not every version has. */
export interface Wanted {
  /** Missing where the call as a whole is meant. */
  readonly parameter?: string
  /** The version it came with. */
  readonly since: string
}

/** What a server lacks. */
export interface Lacking extends Wanted {
  /** That of the server. */
  readonly version: string
}

/** A verdict against a call is not given on older knowledge than this: servers are upgraded. */
const trustedForMs = 5 * 60_000
/** How long a server that did not tell its version is not asked again. */
const silentForMs = 60_000

/** Knows the version of a server, and so what need not be sent to it. */
export class VersionGuard {
  readonly #product: Product
  readonly #clock: Clock
  readonly #ask: () => Promise<unknown>
  #known: { readonly version: ServerVersion; readonly at: number } | undefined
  #silentUntil = 0
  #pending: Promise<ServerVersion | undefined> | undefined

  /** @param ask makes the call GET /version, whose answer comes by `learn` as well */
  constructor(product: Product, clock: Clock, ask: () => Promise<unknown>) {
    this.#product = product
    this.#clock = clock
    this.#ask = ask
  }

  /** Takes the `data` of an answer to GET /version. */
  learn(data: unknown): ServerVersion | undefined {
    const version = readVersion(data)
    if (version) this.#known = { version, at: this.#clock.now() }
    return version
  }

  get known(): ServerVersion | undefined {
    return this.#known?.version
  }

  /**
   * What the server surely lacks of the things wanted. Asks for its version where it is not known, once for all who wait;
   * where it cannot be had, or nobody knows, the call may go ahead.
   */
  async lacking(wanted: readonly Wanted[]): Promise<Lacking | undefined> {
    const version = this.known ?? (await this.#askOnce())
    const lacking = version && this.#judge(wanted, version)
    if (!lacking || this.#clock.now() - (this.#known?.at ?? 0) < trustedForMs) return lacking
    const now = await this.#askOnce()
    return now && this.#judge(wanted, now)
  }

  #judge(wanted: readonly Wanted[], { version }: ServerVersion): Lacking | undefined {
    const lacking = wanted.find(({ since }) => availability(this.#product, since, version) === 'lacks')
    return lacking && { ...lacking, version }
  }

  async #askOnce(): Promise<ServerVersion | undefined> {
    if (this.#clock.now() < this.#silentUntil) return undefined
    this.#pending ??= this.#ask()
      .then((data) => this.learn(data))
      // Whatever is wrong, the call itself will meet it and say it better.
      .catch(() => undefined)
      .then((version) => {
        this.#pending = undefined
        if (!version) this.#silentUntil = this.#clock.now() + silentForMs
        return version
      })
    return this.#pending
  }
}

/** What of a call is younger than the oldest known schema; with most calls, nothing. */
export function wantedOf({ since, sinceParameters }: Method, parameters: Readonly<Record<string, unknown>>): Wanted[] {
  const wanted: Wanted[] = since === undefined ? [] : [{ since }]
  if (!sinceParameters) return wanted
  for (const [parameter, value] of Object.entries(parameters)) {
    if (value === undefined || value === null) continue
    const came = ownOrFamily(sinceParameters, parameter)
    if (came !== undefined) wanted.push({ parameter, since: came })
  }
  return wanted
}

/** PVE says `version: "9.2.1", release: "9.2"`; a Backup Server (and PVE before 6) `version: "4.2", release: "6"`. */
function readVersion(data: unknown): ServerVersion | undefined {
  if (typeof data !== 'object' || data === null || !('version' in data)) return undefined
  const version = String(data.version)
  // It is shown to people: nothing but a version passes.
  const release = /^(\d+\.\d+)[\w.~+-]{0,40}$/.exec(version)?.[1]
  if (release === undefined) return undefined
  const patch = 'release' in data && /^\d+$/.test(String(data.release)) ? `.${String(data.release)}` : ''
  return { version: version === release ? `${version}${patch}` : version, release }
}
