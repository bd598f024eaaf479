import type { PveResult } from '@pulse/proxmox'
import { CallWithheld } from '../line.ts'
import type { PveContext } from './pve-context.ts'
import { readStorages, type StorageWord } from './storage-rows.ts'
import { Breakers } from '../breaker.ts'

type NodeStorage = PveResult<'get', '/nodes/{node}/storage'>[number]

/** The call asks every storage of the node right now: one that hangs makes it hang. */
const nodeStorageMs = 15_000

/** Definitions of storages, and how each node sees them. */
export class StorageLane {
  readonly #context: PveContext
  readonly #breakers = new Breakers<string>(300_000, 1_800_000)

  constructor(context: PveContext) {
    this.#context = context
  }

  async run(): Promise<undefined> {
    const c = this.#context
    const definitions = await c.ask('slow', (pve, options) => pve.get('/storage', {}, options))
    for (const definition of definitions) {
      const { storage } = definition
      if (storage === undefined) continue
      const before = c.storageWords.get(storage)
      c.storageWords.set(storage, { nodes: before?.nodes ?? new Map(), ...readDefinition(definition) })
    }
    await Promise.all(c.reachableNodes().map((node) => this.#askNode(node)))
    const rows = readStorages(c.storageRows, c.storageWords).map((facts) => ({ ...facts, stale: true as const }))
    c.observe({ storages: { complete: false, rows } })
  }

  async #askNode(node: string): Promise<void> {
    const c = this.#context
    if (!this.#breakers.allows(node, c.nowMs)) return
    try {
      const rows = await c.ask('slow', (pve, options) => pve.get('/nodes/{node}/storage', { node }, options), {
        aboutTarget: true,
        totalMs: nodeStorageMs,
        idleMs: nodeStorageMs,
      })
      this.#breakers.succeed(node)
      for (const row of rows) this.#note(node, row)
    } catch (error) {
      if (!(error instanceof CallWithheld)) this.#breakers.fail(node, c.nowMs, c.clock.now())
    }
  }

  #note(node: string, row: NodeStorage): void {
    const words = this.#context.storageWords
    const word = words.get(row.storage) ?? { enabled: null, backupServer: null, nodes: new Map() }
    const { total, used, avail } = row
    const known = total !== undefined && used !== undefined && avail !== undefined
    const reservedBytes = known ? Math.max(0, total - used - avail) : 0
    const nodes = new Map(word.nodes).set(node, { active: row.active ?? null, reservedBytes })
    words.set(row.storage, { ...word, nodes })
  }
}

/** Fields of a definition beyond its name are not in the schema. */
export function readDefinition(definition: object): Pick<StorageWord, 'enabled' | 'backupServer'> {
  const fields = new Map<string, unknown>(Object.entries(definition))
  const text = (name: string): string => {
    const value = fields.get(name)
    return typeof value === 'string' ? value : ''
  }
  const disabled = [1, '1', true].some((yes) => fields.get('disable') === yes)
  const backupServer =
    text('type') === 'pbs'
      ? { server: text('server'), datastore: text('datastore'), namespace: text('namespace') }
      : null
  return { enabled: !disabled, backupServer }
}
