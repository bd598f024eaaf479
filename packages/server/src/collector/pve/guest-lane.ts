import type { GuestSnapshot, Reason } from '@pulse/contract'
import { type CallOptions, ProxmoxError, type PveClient, type PveResult } from '@pulse/proxmox'
import { type GuestFacts, guestScope } from '../../observation/observation.ts'
import { backoffMs } from '../../platform/platform.ts'
import { boundedText } from '../bounded-text.ts'
import { CallWithheld } from '../line.ts'
import { missingAgentPrivilege } from '../permissions.ts'
import { TokenBucket } from '../token-bucket.ts'
import { readAddresses } from './addresses.ts'
import { type Asked, type DetailTask, dueDetails, needsAgent } from './detail-plan.ts'
import { readFileSystems } from './file-systems.ts'
import { addDetails, agentReason, creationOf, osNameOf } from './guest-details.ts'
import { type GuestTrack, isRunning } from './guest-row.ts'
import type { PveContext } from './pve-context.ts'

/** Calls about single guests a second: by node, and by connection however many nodes it has. */
const perNode = 0.2
const perConnection = 2.5
/** Saved up at most: a fresh start may ask the first guests at once. */
const nodeBurst = 40
const connectionBurst = 120

const statusPath = '/nodes/{node}/qemu/{vmid}/status/current'

const firstRestMs = 60_000
const longestRestMs = 1_800_000
/** An agent that is silent once or twice is busy; its last word holds a little longer. */
const patience = 3

/** Details of single guests within a budget: agents are slow, and each call costs a worker of the host. */
export class GuestLane {
  readonly #context: PveContext
  readonly #asked = new Map<number, Asked & Pick<GuestTrack, 'name' | 'node' | 'uptime'>>()
  readonly #nodeBudgets = new Map<string, TokenBucket>()
  readonly #budget: TokenBucket

  constructor(context: PveContext) {
    this.#context = context
    this.#budget = new TokenBucket(perConnection, connectionBurst, context.nowMs)
  }

  async run(): Promise<undefined> {
    const c = this.#context
    this.#noteChanges()
    const { nowMs } = c
    const allowance = new Map(c.reachableNodes().map((node) => [node, this.#nodeBudget(node).available(nowMs)]))
    const missing = c.permissions ? missingAgentPrivilege(c.version, c.permissions) : undefined
    if (missing) this.#noteForbidden(missing)
    const due = dueDetails(c.guests.values(), {
      nowMs,
      allowance,
      askedOf: (vmid) => this.#asked.get(vmid),
      snapshots: c.connection.watch.backups,
      agents: !missing,
    })
    const chosen = due.slice(0, this.#budget.available(nowMs))
    this.#budget.take(chosen.length)
    for (const { guest } of chosen) this.#nodeBudget(guest.node).take(1)
    await Promise.all(chosen.map((task) => this.#ask(task)))
  }

  /** Known before: no agent needs to be asked for that answer. */
  #noteForbidden(privilege: string): void {
    const reason: Reason = `no-permission:${privilege}`
    for (const guest of this.#context.guests.values()) {
      const { agent, disk } = guest.details
      if (guest.kind !== 'qemu' || agent !== true || disk === reason) continue
      this.#update(guest, ({ details }) => Object.assign(details, { disk: reason, addresses: reason }))
    }
  }

  #nodeBudget(node: string): TokenBucket {
    const budget = this.#nodeBudgets.get(node) ?? new TokenBucket(perNode, nodeBurst, this.#context.nowMs)
    this.#nodeBudgets.set(node, budget)
    return budget
  }

  /** A new name or a start may mean another guest under the same number: it is looked at anew. */
  #noteChanges(): void {
    const { guests } = this.#context
    for (const vmid of this.#asked.keys()) if (!guests.has(vmid)) this.#asked.delete(vmid)
    for (const guest of guests.values()) {
      const asked = this.#asked.get(guest.vmid)
      if (!asked) continue
      const restarted = guest.uptime !== undefined && asked.uptime !== undefined && guest.uptime < asked.uptime
      if (guest.name !== asked.name || restarted) {
        delete asked.at.config
        delete asked.at.status
        delete asked.at['file-systems']
        asked.agentRestUntilMs = 0
      }
      // Its snapshots say where they are.
      if (guest.node !== asked.node) delete asked.at.snapshots
      asked.name = guest.name
      asked.node = guest.node
      asked.uptime = guest.uptime
    }
  }

  #askedOf(guest: GuestTrack): Asked {
    const asked = this.#asked.get(guest.vmid) ?? {
      at: {},
      agentFailures: 0,
      agentRestUntilMs: 0,
      name: guest.name,
      node: guest.node,
      uptime: guest.uptime,
    }
    this.#asked.set(guest.vmid, asked)
    return asked
  }

  async #ask({ guest, kind }: DetailTask): Promise<void> {
    const c = this.#context
    const asked = this.#askedOf(guest)
    try {
      // A node may have failed while the call waited for its turn.
      if (!c.isReachable(guest.node)) return
      await this.#askKind(guest, kind)
      if (needsAgent(kind)) asked.agentFailures = 0
      asked.at[kind] = c.nowMs
    } catch (error) {
      if (error instanceof CallWithheld) return
      asked.at[kind] = c.nowMs
      if (error instanceof ProxmoxError && error.kind === 'unreachable-node') {
        c.nodeBreakers.fail(guest.node, c.nowMs, c.clock.now())
      } else if (needsAgent(kind)) this.#agentFailed(guest, kind, asked, error)
      else if (!(error instanceof ProxmoxError)) throw error
    }
  }

  #agentFailed(guest: GuestTrack, kind: DetailTask['kind'], asked: Asked, error: unknown): void {
    const c = this.#context
    // Several questions may be under way: they fail as one.
    if (c.nowMs >= asked.agentRestUntilMs) {
      asked.agentFailures++
      asked.agentRestUntilMs = c.nowMs + backoffMs(asked.agentFailures, firstRestMs, longestRestMs)
    }
    const reason = agentReason(error)
    const passing = reason === 'agent-not-running' || reason.startsWith('call-failed')
    this.#update(guest, ({ details }) => {
      const keep = passing && asked.agentFailures < patience
      if (kind === 'file-systems' && !(keep && typeof details.disk === 'object')) details.disk = reason
      if (kind === 'network' && !(keep && typeof details.addresses === 'object')) details.addresses = reason
    })
  }

  async #askKind(guest: GuestTrack, kind: DetailTask['kind']): Promise<void> {
    const { node, vmid } = guest
    const at = { node, vmid }
    const ask = <T>(call: (pve: PveClient, options: CallOptions) => Promise<T>): Promise<T> =>
      this.#context.ask('slow', call, { aboutTarget: true })
    switch (kind) {
      case 'status': {
        const status = await ask((pve, o) => pve.get(statusPath, at, o))
        // Some versions answer an object here, which says as well that there is one.
        const odd = this.#context.line.takeOdd(statusPath).some(({ pointer }) => pointer === '/agent')
        return this.#update(guest, ({ details }) => {
          details.agent = status.agent ?? odd
          details.balloon = status.ballooninfo !== undefined || status.freemem !== undefined
        })
      }
      case 'config':
        return this.#noteCreation(guest, await ask((pve, o) => pve.get('/nodes/{node}/qemu/{vmid}/config', at, o)))
      case 'file-systems': {
        const { result } = await ask((pve, o) => pve.get('/nodes/{node}/qemu/{vmid}/agent/get-fsinfo', at, o))
        const disk: ReturnType<typeof readFileSystems> = result ? readFileSystems(result) : null
        return this.#update(guest, ({ details }) => void (details.disk = disk ?? 'agent-unsupported'))
      }
      case 'network': {
        const interfaces =
          guest.kind === 'lxc'
            ? await ask((pve, o) => pve.get('/nodes/{node}/lxc/{vmid}/interfaces', at, o))
            : (await ask((pve, o) => pve.get('/nodes/{node}/qemu/{vmid}/agent/network-get-interfaces', at, o))).result
        const addresses: string[] | Reason = interfaces ? readAddresses(interfaces) : 'agent-unsupported'
        return this.#update(guest, ({ details }) => void (details.addresses = addresses))
      }
      case 'os': {
        const { result } = await ask((pve, o) => pve.get('/nodes/{node}/qemu/{vmid}/agent/get-osinfo', at, o))
        return this.#update(guest, ({ details }) => void (details.osName = result ? osNameOf(result) : null))
      }
      case 'snapshots':
        return this.#noteSnapshots(
          guest,
          guest.kind === 'lxc'
            ? await ask((pve, o) => pve.get('/nodes/{node}/lxc/{vmid}/snapshot', at, o))
            : await ask((pve, o) => pve.get('/nodes/{node}/qemu/{vmid}/snapshot', at, o)),
        )
      default:
        return kind satisfies never
    }
  }

  #noteCreation(guest: GuestTrack, config: PveResult<'get', '/nodes/{node}/qemu/{vmid}/config'>): void {
    const creation = creationOf(config)
    if (creation === undefined) return
    const present = this.#context.guests.get(guest.vmid)
    if (!present || present.kind !== guest.kind) return
    const known = present.details.creation
    // Another guest: what was learnt of the one before does not hold for it.
    if (known !== undefined && known !== creation) {
      present.details = {}
      this.#asked.delete(guest.vmid)
    }
    present.details.creation = creation
    const { vmid, kind } = present
    this.#context.observe({ guests: { complete: false, rows: [{ vmid, kind, creation, stale: true }] } })
  }

  #noteSnapshots(guest: GuestTrack, rows: PveResult<'get', '/nodes/{node}/qemu/{vmid}/snapshot'>): void {
    const { connectionId } = this.#context
    const snapshots = rows
      .filter((row) => row.name !== 'current' && row.snaptime !== undefined)
      .map(
        (row): GuestSnapshot => ({
          id: `${connectionId}~snapshot~${guest.vmid}~${encodeURIComponent(row.name)}`,
          connectionId,
          nodeName: guest.node,
          guestKind: guest.kind,
          vmid: guest.vmid,
          name: row.name,
          takenAt: (row.snaptime ?? 0) * 1000,
          description: boundedText(row.description?.trim() ?? '') || null,
          parent: row.parent ?? null,
          withMemory: row.vmstate ?? false,
        }),
      )
    this.#context.observe({ guestSnapshots: [{ scope: guestScope(guest.vmid), rows: snapshots }] })
  }

  /** Lays an answer over what is known of the guest now (it may have moved meanwhile), and tells. */
  #update(asked: GuestTrack, change: (guest: GuestTrack) => void): void {
    const guest = this.#context.guests.get(asked.vmid)
    if (!guest || guest.kind !== asked.kind) return
    change(guest)
    const { vmid, kind } = guest
    const unknown: Record<string, Reason> = {}
    const facts: GuestFacts = { vmid, kind, stale: true, unknown }
    addDetails(facts, unknown, { kind, running: isRunning(guest.status), details: guest.details })
    this.#context.observe({ guests: { complete: false, rows: [facts] } })
  }
}
