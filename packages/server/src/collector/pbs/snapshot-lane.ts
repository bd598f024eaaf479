import type { Namespace } from '@pulse/contract'
import { ProxmoxError } from '@pulse/proxmox'
import { namespaceScope } from '../../observation/observation.ts'
import { Breakers } from '../breaker.ts'
import { CallWithheld } from '../line.ts'
import { isLasting } from '../problem.ts'
import type { PbsContext } from './pbs-context.ts'
import { groupSignature, readSnapshot } from './snapshot-rows.ts'

/** Tens of thousands of snapshots take tens of seconds. */
const walkMs = 60_000
/** Verification, protection and comments change without a trace in the groups. */
const wholeEveryMs = 3_600_000
const deepest = 7

interface Known {
  signature: string
  groups: number
  snapshots: number
  wholeAtMs: number
}

/**
 * Namespaces and snapshots. Whether anything changed is seen from the groups, one call a namespace; the snapshots are
 * fetched, in one call as well, when it did. So the cost does not grow with the number of groups.
 */
export class SnapshotLane {
  readonly #context: PbsContext
  readonly #breakers = new Breakers<string>(300_000, 1_800_000)
  readonly #known = new Map<string, Known>()
  readonly #namespaces = new Map<string, readonly string[]>()

  constructor(context: PbsContext) {
    this.#context = context
  }

  async run(): Promise<undefined> {
    const c = this.#context
    const usable = c.datastores.filter((name) => this.#breakers.allows(name, c.nowMs))
    await Promise.all(usable.map((name) => this.#askDatastore(name)))
  }

  async #askDatastore(store: string): Promise<void> {
    const c = this.#context
    try {
      const namespaces = await this.#readNamespaces(store)
      for (const namespace of namespaces) await this.#tryNamespace(store, namespace)
      this.#breakers.succeed(store)
      this.#dropGoneNamespaces(store, namespaces)
      const known = namespaces.map((namespace) => this.#known.get(namespaceScope(store, namespace)))
      const sum = (count: (one: Known) => number): number => known.reduce((all, one) => all + (one ? count(one) : 0), 0)
      const counts = { groupCount: sum((one) => one.groups), snapshotCount: sum((one) => one.snapshots) }
      const rows = [{ name: store, namespaces: namespaces.map(toNamespace), ...counts, stale: true as const }]
      c.observe({ datastores: { complete: false, rows } })
    } catch (error) {
      if (!(error instanceof CallWithheld)) this.#breakers.fail(store, c.nowMs, c.clock.now())
    }
  }

  /** Those that the credentials may see; old servers know only the root. */
  async #readNamespaces(store: string): Promise<string[]> {
    try {
      const rows = await this.#context.ask('slow', (pbs, options) =>
        pbs.get('/admin/datastore/{store}/namespace', { store, 'max-depth': deepest }, options),
      )
      return rows.map((row) => row.ns ?? '').sort()
    } catch (error) {
      if (error instanceof ProxmoxError && (error.kind === 'missing' || error.kind === 'unsupported')) return ['']
      throw error
    }
  }

  /** A namespace may be listed for the sake of one below it. */
  async #tryNamespace(store: string, namespace: string): Promise<void> {
    try {
      await this.#askNamespace(store, namespace)
    } catch (error) {
      if (!isLasting(error)) throw error
    }
  }

  async #askNamespace(store: string, namespace: string): Promise<void> {
    const c = this.#context
    const scope = namespaceScope(store, namespace)
    const parameters = namespace === '' ? { store } : { store, ns: namespace }
    const patient = { aboutTarget: true, totalMs: walkMs, idleMs: walkMs }
    const groups = await c.ask(
      'slow',
      (pbs, options) => pbs.get('/admin/datastore/{store}/groups', parameters, options),
      patient,
    )
    const signature = groupSignature(groups)
    const before = this.#known.get(scope)
    if (before?.signature === signature && c.nowMs - before.wholeAtMs < wholeEveryMs) return
    const rows = await c.ask(
      'slow',
      (pbs, options) => pbs.get('/admin/datastore/{store}/snapshots', parameters, options),
      patient,
    )
    this.#known.set(scope, { signature, groups: groups.length, snapshots: rows.length, wholeAtMs: c.nowMs })
    const place = { connectionId: c.connectionId, datastoreName: store, namespace }
    c.observe({ backupSnapshots: [{ scope, rows: rows.map((row) => readSnapshot(place, row)) }] })
  }

  /** A namespace that two lists in a row did not have is gone, and its backups with it. */
  #dropGoneNamespaces(store: string, now: readonly string[]): void {
    const before = this.#namespaces.get(store) ?? []
    this.#namespaces.set(store, now)
    const present = new Set([...now, ...before].map((namespace) => namespaceScope(store, namespace)))
    const gone = [...this.#known.keys()].filter((scope) => scope.startsWith(`${store}:`) && !present.has(scope))
    for (const scope of gone) this.#known.delete(scope)
    if (gone.length > 0) this.#context.observe({ backupSnapshots: gone.map((scope) => ({ scope, rows: [] })) })
  }
}

const toNamespace = (path: string): Namespace => ({ path, depth: path === '' ? 0 : path.split('/').length })
