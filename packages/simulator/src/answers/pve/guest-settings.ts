import { macText } from '../../estate/chance.ts'
import type { Guest, Os } from '../../estate/guest.ts'
import type { PveCall } from './call.ts'
import { guestConfig } from './guest-config.ts'
import { parseProperty } from './drives.ts'

/** Keys of a configuration with what they are to become; null takes them away. */
export type Settings = ReadonlyMap<string, string | null>

type Patch = Partial<
  Pick<Guest, 'name' | 'tags' | 'description' | 'cores' | 'memoryBytes' | 'onboot' | 'agent' | 'os' | 'template'>
> & { config: Map<string, string | null> }

const MiB = 2 ** 20
const shown = '**********'

/** How a guest is called that has no name. */
export function namelessName(guest: Pick<Guest, 'kind' | 'vmid'>): string {
  return guest.kind === 'qemu' ? `VM ${guest.vmid}` : `CT${guest.vmid}`
}

function osOf(ostype: string, before: Os): Os {
  if (ostype.startsWith('w')) return 'windows'
  if (ostype === 'alpine' || ostype === 'ubuntu') return ostype
  return ostype === 'other' ? 'freebsd' : before === 'windows' ? 'debian' : before
}

function agentOf(text: string, before: Guest['agent']): Guest['agent'] {
  const { head, options } = parseProperty(text)
  const enabled = options.find(([key]) => key === 'enabled')?.[1] ?? head
  if (enabled !== '1') return 'absent'
  return before === 'absent' ? 'answering' : before
}

/** A network device with its MAC address made up where none is given. */
function networkText(guest: Guest, key: string, text: string): string {
  const { head, options } = parseProperty(text)
  const mac = macText(guest.seed, key)
  if (guest.kind === 'lxc') {
    const hasAddress = options.some(([name]) => name === 'hwaddr')
    const hasType = options.some(([name]) => name === 'type')
    return `${text}${hasAddress ? '' : `,hwaddr=${mac}`}${hasType ? '' : ',type=veth'}`
  }
  const given = Object.fromEntries(options)
  const models = ['virtio', 'e1000', 'e1000e', 'vmxnet3', 'rtl8139', 'ne2k_pci', 'pcnet']
  const named = models.find((model) => given[model] !== undefined)
  const model = named ?? given['model'] ?? head
  const address = (named === undefined ? given['macaddr'] : given[named]) ?? mac
  const rest = options.filter(([name]) => name !== named && name !== 'model' && name !== 'macaddr')
  return [`${model}=${address.toUpperCase()}`, ...rest.map(([name, value]) => `${name}=${value}`)].join(',')
}

/** How many CPUs a guest has: a VM's sockets count, and a container without a limit has all of the node. */
function cpusOf(call: PveCall, guest: Guest, config: Map<string, string | null>): number {
  const current = guestConfig({ ...guest, config })
  const cores = current['cores']
  if (guest.kind === 'lxc') return cores === undefined ? call.node.threads : Number(cores)
  return Number(cores ?? 1) * Number(current['sockets'] ?? 1)
}

/** What a change of the configuration makes of the guest: its own fields, and the texts that are only kept. */
export function changedSettings(call: PveCall, guest: Guest, settings: Settings): Patch {
  const config = new Map(guest.config)
  const patch: Patch = { config }
  for (const [key, value] of settings) {
    switch (key) {
      case 'name':
      case 'hostname':
        patch.name = value ?? namelessName(guest)
        keepVisible(config, key, value)
        break
      case 'tags':
        patch.tags = [...new Set((value ?? '').split(/[;, ]+/).filter((tag) => tag !== ''))].sort()
        break
      case 'description':
        patch.description = value ?? ''
        break
      case 'cores':
      case 'sockets':
        config.set(key, value)
        patch.cores = cpusOf(call, guest, config)
        break
      case 'memory':
        patch.memoryBytes = Number(value?.replace('current=', '') ?? 512) * MiB
        keepVisible(config, key, value)
        break
      case 'onboot':
        patch.onboot = value === '1'
        break
      case 'template':
        patch.template = value === '1'
        break
      case 'agent':
        patch.agent = agentOf(value ?? '', guest.agent)
        config.set(key, value)
        break
      case 'ostype':
        patch.os = osOf(value ?? 'other', guest.os)
        config.set(key, value)
        break
      case 'cipassword':
        config.set(key, value === null ? null : shown)
        break
      default:
        config.set(key, value !== null && /^net\d+$/.test(key) ? networkText(guest, key, value) : value)
    }
  }
  return patch
}

/** A field of the guest's own shows in the configuration unless it was taken away there. */
function keepVisible(config: Map<string, string | null>, key: string, value: string | null): void {
  if (value === null) config.set(key, null)
  else config.delete(key)
}
