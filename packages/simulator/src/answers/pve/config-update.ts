import type { Guest, GuestKind } from '../../estate/guest.ts'
import { ApiFailure } from '../answer.ts'
import { listOf, textOf } from '../parameters.ts'
import { guestOf, type PveCall, type PveHandler, type PveHandlers, requireQuorum } from './call.ts'
import { configDigest } from './guest-config.ts'
import { startTask } from './power.ts'

const rootOnly = ['args', 'hookscript', 'lock']
/** Parameters of the call itself, not keys of the configuration. */
const callKeys = new Set(['node', 'vmid', 'delete', 'digest', 'revert', 'force', 'skiplock', 'background_delay'])

/** Applies the keys that the estate models itself; the others are kept as text. */
function applyKey(call: PveCall, guest: Guest, key: string, value: string | null): void {
  const { estate, site } = call
  switch (key) {
    case 'name':
    case 'hostname':
      estate.update(site.name, guest.vmid, { name: value ?? `${guest.kind === 'qemu' ? 'VM' : 'CT'} ${guest.vmid}` })
      return
    case 'tags':
      estate.update(site.name, guest.vmid, {
        tags: (value ?? '')
          .split(/[;, ]+/)
          .filter((tag) => tag !== '')
          .sort(),
      })
      return
    case 'description':
      estate.update(site.name, guest.vmid, { description: value ?? '' })
      return
    case 'cores':
      estate.update(site.name, guest.vmid, { cores: value === null ? 1 : Number(value) })
      return
    case 'memory':
      estate.update(site.name, guest.vmid, { memoryBytes: Number(value ?? 512) * 2 ** 20 })
      return
    case 'onboot':
      estate.update(site.name, guest.vmid, { onboot: value === '1' })
      return
    default:
      guest.config.set(key, value)
      site.revision++
  }
}

function update(kind: GuestKind, asTask: boolean): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    const digest = textOf(call.parameters, 'digest')
    if (digest !== undefined && digest !== configDigest(guest)) {
      throw new ApiFailure(500, 'detected modified configuration - file changed by other user? Try again.')
    }
    const isRoot = call.principal.user.userid === 'root@pam' && call.principal.token === null
    const keys = Object.keys(call.parameters).filter((key) => !callKeys.has(key))
    const refused = keys.find((key) => rootOnly.includes(key))
    if (refused !== undefined && !isRoot) throw new ApiFailure(500, `only root can set '${refused}' config`)
    const apply = (): void => {
      for (const key of listOf(call.parameters, 'delete')) applyKey(call, guest, key, null)
      for (const key of keys) applyKey(call, guest, key, textOf(call.parameters, key) ?? null)
    }
    if (asTask) return startTask(call, guest, { type: 'qmconfig', durationMs: 500 }, apply)
    apply()
    return null
  }
}

export const configHandlers: PveHandlers = {
  'PUT /nodes/{node}/qemu/{vmid}/config': update('qemu', false),
  // The asynchronous form answers with a task.
  'POST /nodes/{node}/qemu/{vmid}/config': update('qemu', true),
  'PUT /nodes/{node}/lxc/{vmid}/config': update('lxc', false),
}
