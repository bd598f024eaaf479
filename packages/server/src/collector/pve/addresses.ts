import type { PveResult } from '@pulse/proxmox'

type AgentInterface = NonNullable<
  PveResult<'get', '/nodes/{node}/qemu/{vmid}/agent/network-get-interfaces'>['result']
>[number]
type ContainerInterface = PveResult<'get', '/nodes/{node}/lxc/{vmid}/interfaces'>[number]

/** More are of no use to a person, and a guest with thousands must not fill the picture. */
const mostAddresses = 20

/** Made by container engines inside the guest: nobody reaches the guest there. */
const innerInterfaces = /^(lo\d*|docker\d*|br-[0-9a-f]{12}|veth.*|cali.*|cni\d*|flannel.*|virbr\d*|podman\d*)$/

/** Addresses under which others may reach the guest, IPv4 first, without prefix length. */
export function readAddresses(interfaces: readonly (AgentInterface | ContainerInterface)[]): string[] {
  const addresses = new Set<string>()
  for (const entry of interfaces) {
    if (innerInterfaces.test(entry.name)) continue
    for (const address of addressesOf(entry)) {
      const [bare = ''] = address.split(/[/%]/, 1)
      if (isReachable(bare)) addresses.add(bare)
    }
  }
  const sorted = [...addresses].sort((a, b) => Number(a.includes(':')) - Number(b.includes(':')))
  return sorted.slice(0, mostAddresses)
}

function addressesOf(entry: AgentInterface | ContainerInterface): string[] {
  const listed = entry['ip-addresses']?.map((address) => address['ip-address']) ?? []
  const flat = 'inet' in entry || 'inet6' in entry ? [entry.inet, entry.inet6] : []
  return [...listed, ...flat].filter((address) => address !== undefined)
}

const isReachable = (address: string): boolean =>
  /^[0-9a-f.:]{2,45}$/i.test(address) && !/^(127\.|169\.254\.|::1$|fe80:)/i.test(address)
