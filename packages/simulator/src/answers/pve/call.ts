import type { Gate, Principal } from '../../estate/access.ts'
import type { Estate } from '../../estate/estate.ts'
import type { Guest, GuestKind } from '../../estate/guest.ts'
import type { Node } from '../../estate/node.ts'
import type { Site } from '../../estate/site.ts'
import type { VersionFacts } from '../../estate/version.ts'
import { ApiFailure, type Upload } from '../answer.ts'
import { numberOf, type Parameters } from '../parameters.ts'

/** One call of the Proxmox VE API, checked and on its way to its handler. */
export interface PveCall {
  readonly estate: Estate
  readonly site: Site
  readonly version: VersionFacts
  /** The node whose endpoint was asked. */
  readonly local: Node
  /** The node that the path names; the local one where it names none. */
  readonly node: Node
  readonly now: number
  readonly parameters: Parameters
  /** The file that came with the call. */
  readonly upload: Upload | undefined
  readonly principal: Principal
  readonly gate: Gate
}

/** Gives the `data` of the answer, or throws an `ApiFailure`. */
export type PveHandler = (call: PveCall) => unknown

/** Handlers by verb and path template, e.g. `GET /nodes/{node}/qemu`. */
export type PveHandlers = Readonly<Record<string, PveHandler>>

/** Guests inherit what is granted on their pool. */
export function can(call: PveCall, path: string, privilege: string): boolean {
  if (call.gate.can(call.principal, path, privilege)) return true
  const vmid = /^\/vms\/(\d+)$/.exec(path)?.[1]
  const pool = vmid === undefined ? null : (call.site.guests.get(Number(vmid))?.pool ?? null)
  return pool !== null && call.gate.can(call.principal, `/pool/${pool}`, privilege)
}

export function mayAudit(call: PveCall, guest: Guest): boolean {
  return can(call, `/vms/${guest.vmid}`, 'VM.Audit')
}

/** The guest that the path names; it must be of that kind and lie on that node. */
export function guestOf(call: PveCall, kind: GuestKind): Guest {
  const vmid = numberOf(call.parameters, 'vmid') ?? 0
  const guest = call.site.guests.get(vmid)
  if (guest === undefined || guest.kind !== kind || guest.node !== call.node.name) {
    const folder = kind === 'qemu' ? 'qemu-server' : 'lxc'
    throw new ApiFailure(500, `Configuration file 'nodes/${call.node.name}/${folder}/${vmid}.conf' does not exist`)
  }
  return guest
}

export function guestsOnNode(call: PveCall, kind: GuestKind): Guest[] {
  return [...call.node.guests.values()].filter((guest) => guest.kind === kind && mayAudit(call, guest))
}

/** Writes need a quorum. */
export function requireQuorum(call: PveCall): void {
  if (!call.site.standalone && !call.site.quorate) throw new ApiFailure(500, 'cluster not ready - no quorum?')
}

/** Whether the asked node can see the other one. */
export function isReachable(call: Pick<PveCall, 'site' | 'local'>, node: Node): boolean {
  return node === call.local || (node.online && call.site.quorate)
}
