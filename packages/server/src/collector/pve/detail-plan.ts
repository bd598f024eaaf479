import type { GuestTrack } from './guest-row.ts'
import { isRunning } from './guest-row.ts'

/**
 * What is asked of single guests, the most wanted first. File systems can only be asked for when the status has told that
 * there is an agent; then they come before the status of further guests.
 */
const detailKinds = ['file-systems', 'status', 'config', 'network', 'snapshots', 'os'] as const
export type DetailKind = (typeof detailKinds)[number]

const minute = 60_000
/** How old an answer may become before it is asked again, if the budget allows. */
const everyMs: Readonly<Record<DetailKind, number>> = {
  // A restart is seen elsewhere, and has it asked at once.
  status: 30 * minute,
  config: 360 * minute,
  'file-systems': 5 * minute,
  network: 15 * minute,
  snapshots: 30 * minute,
  os: 360 * minute,
}

/** When a guest was asked for what (monotonic), and how its agent behaves. */
export interface Asked {
  at: Partial<Record<DetailKind, number>>
  agentFailures: number
  /** The agent is left alone until then. */
  agentRestUntilMs: number
}

export interface DetailTask {
  guest: GuestTrack
  kind: DetailKind
}

/**
 * Picks what to ask next: what was never asked before what is old. `allowance` says how many calls each node may get
 * now; nodes that are not in it get none.
 */
export function dueDetails(
  guests: Iterable<GuestTrack>,
  context: {
    nowMs: number
    allowance: ReadonlyMap<string, number>
    askedOf: (vmid: number) => Asked | undefined
    snapshots: boolean
    /** Whether the credentials may ask agents. */
    agents: boolean
  },
): DetailTask[] {
  const { nowMs, allowance } = context
  const best = new Map<string, { task: DetailTask; urgency: number }[]>()
  for (const guest of guests) {
    const most = allowance.get(guest.node) ?? 0
    if (most === 0) continue
    const asked = context.askedOf(guest.vmid)
    for (const kind of detailKinds) {
      if (!applies(kind, guest, context)) continue
      const urgency = urgencyOf(kind, asked, nowMs)
      if (urgency < 1) continue
      const list = best.get(guest.node) ?? []
      best.set(guest.node, list)
      if (list.length === most && urgency <= (list.at(-1)?.urgency ?? 0)) continue
      const place = list.findIndex((other) => other.urgency < urgency)
      list.splice(place < 0 ? list.length : place, 0, { task: { guest, kind }, urgency })
      if (list.length > most) list.pop()
    }
  }
  return [...best.values()].flat().map(({ task }) => task)
}

const neverAsked = 1e6

function urgencyOf(kind: DetailKind, asked: Asked | undefined, nowMs: number): number {
  if (needsAgent(kind) && nowMs < (asked?.agentRestUntilMs ?? 0)) return 0
  const at = asked?.at[kind]
  return at === undefined ? neverAsked - detailKinds.indexOf(kind) : (nowMs - at) / everyMs[kind]
}

export const needsAgent = (kind: DetailKind): boolean => kind === 'file-systems' || kind === 'os' || kind === 'network'

function applies(
  kind: DetailKind,
  guest: GuestTrack,
  { snapshots, agents }: { snapshots: boolean; agents: boolean },
): boolean {
  const machine = guest.kind === 'qemu'
  const running = isRunning(guest.status)
  switch (kind) {
    case 'status':
      return machine && running
    case 'config':
      return machine
    case 'file-systems':
    case 'os':
      return agents && machine && running && guest.details.agent === true
    case 'network':
      return running && (!machine || (agents && guest.details.agent === true))
    case 'snapshots':
      return snapshots && !guest.template && guest.status !== 'unknown'
    default:
      return kind satisfies never
  }
}
