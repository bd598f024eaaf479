import { pbsPropertyString, pvePropertyString, type PbsClient, type PveClient, type PveResult } from '../src/proxmox.ts'

type IsAny<T> = 0 extends 1 & T ? true : false
type Equal<A, B> = [A, B, IsAny<B>] extends [B, A, false] ? true : false

/** Fails to compile unless the value has exactly this type. */
function expectType<T>() {
  return <V>(_value: V, ..._exact: Equal<T, V> extends true ? [] : ['another type']): void => {}
}

/** Never run: that it compiles, and that the marked lines do not, is the test. */
export async function callsAreTyped(pve: PveClient, pbs: PbsClient): Promise<void> {
  const guests = await pve.get('/nodes/{node}/qemu', { node: 'pve1' })
  expectType<number>()(guests[0]!.vmid)
  expectType<string | undefined>()(guests[0]!.name)
  expectType<boolean | undefined>()(guests[0]!.template)

  const rows = await pve.get('/cluster/resources')
  expectType<string>()(rows[0]!.id)
  expectType<number | undefined>()(rows[0]!.maxmem)
  const version: { version: string } = await pve.get('/version')
  const filtered: PveResult<'get', '/cluster/resources'> = await pve.get('/cluster/resources', { type: 'vm' })
  expectType<string | null>()(await pve.post('/nodes/{node}/qemu/{vmid}/status/start', { node: 'pve1', vmid: 100 }))
  expectType<null>()(await pve.put('/cluster/options', { console: 'html5' }))
  // Numbered families take any number of theirs.
  await pve.post('/nodes/{node}/qemu', { node: 'pve1', vmid: 100, net0: 'virtio,bridge=vmbr0', scsi3: 'local:8' })
  await pve.get('/nodes/{node}/status', { node: 'pve1' }, { totalMs: 1_000, signal: new AbortController().signal })
  await pve.delete('/nodes/{node}/qemu/{vmid}', { node: 'pve1', vmid: 100, purge: true })

  // Property strings are text or the values by key, lists in one text are text or lists.
  const config = '/nodes/{node}/qemu/{vmid}/config'
  const guest = { node: 'pve1', vmid: 100 }
  await pve.put(config, { ...guest, net0: { model: 'virtio', bridge: 'vmbr0' }, boot: { order: ['scsi0', 'net0'] } })
  await pve.put(config, { ...guest, hostpci0: { host: '0000:01:00.0', pcie: true }, delete: ['net1', 'net2'] })
  await pbs.put('/config/datastore/{name}', { name: 'main', 'maintenance-mode': { type: 'read-only' } })
  const net = pvePropertyString('put', config, 'net0')
  expectType<boolean | undefined>()(net.parse('virtio').firewall)
  expectType<string | undefined>()(net.parse('virtio').bridge)
  net.build({ model: 'virtio', mtu: 1500 })
  expectType<boolean | undefined>()(pvePropertyString('pve-qm-hostpci').parse('0000:01:00.0,pcie=1').pcie)
  pbsPropertyString('put', '/config/datastore/{name}', 'tuning').build({ 'chunk-order': 'inode' })
  pvePropertyString('post', '/cluster/mapping/pci', 'map').build({ id: '8086:1234', node: 'a', path: '0000:01:00.0' })

  const snapshots = await pbs.get('/admin/datastore/{store}/snapshots', { store: 'main', ns: 'a/b' })
  expectType<string>()(snapshots[0]!.files![0]!.filename)
  const usage = await pbs.get('/status/datastore-usage')
  expectType<(number | null)[] | undefined>()(usage[0]!.history)
  void [version, filtered]

  // @ts-expect-error no such path
  await pve.get('/nodes/{node}/qemus', { node: 'pve1' })
  // @ts-expect-error no such verb on this path
  await pve.put('/version')
  // @ts-expect-error a concrete path is no template
  await pve.get('/nodes/pve1/qemu', { node: 'pve1' })
  // @ts-expect-error the node is missing
  await pve.get('/nodes/{node}/qemu', {})
  // @ts-expect-error all parameters are missing
  await pve.get('/nodes/{node}/qemu')
  // @ts-expect-error a vmid is a number
  await pve.get('/nodes/{node}/qemu/{vmid}/config', { node: 'pve1', vmid: '100' })
  // @ts-expect-error not one of the words
  await pve.get('/cluster/resources', { type: 'lxc' })
  // @ts-expect-error no such parameter
  await pve.get('/cluster/resources', { kind: 'vm' })
  // @ts-expect-error no such parameter where there is none at all
  await pve.get('/version', { verbose: true })
  // @ts-expect-error a boolean, not a number
  await pve.get('/nodes/{node}/qemu', { node: 'pve1', full: 1 })
  // @ts-expect-error a card needs a model
  await pve.put(config, { ...guest, net0: { bridge: 'vmbr0' } })
  // @ts-expect-error no such key
  await pve.put(config, { ...guest, net0: { model: 'virtio', brigde: 'vmbr0' } })
  // @ts-expect-error not one of the models
  net.build({ model: 'virtuo' })
  // @ts-expect-error no such format
  pvePropertyString('pve-qm-hostpc')
  // @ts-expect-error the value of a family is text or an object
  await pve.post('/nodes/{node}/qemu', { node: 'pve1', vmid: 100, net0: 1 })
  // @ts-expect-error a field of this name does not exist
  void guests[0]!.nome
  // @ts-expect-error the stream protocols are no calls
  await pbs.get('/backup/_upgrade_')
  // @ts-expect-error a path of the other product
  await pbs.get('/cluster/resources')
}
