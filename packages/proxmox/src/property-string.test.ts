import { expect, test } from 'vitest'
import { pbsPropertyString, pvePropertyString } from './proxmox.ts'

const config = '/nodes/{node}/qemu/{vmid}/config'

test('a property string by the parameter that takes it', () => {
  const net = pvePropertyString('put', config, 'net0')
  const text = 'virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1,tag=20'
  expect(net.parse(text)).toEqual({
    model: 'virtio',
    macaddr: 'BC:24:11:00:00:01',
    bridge: 'vmbr0',
    firewall: true,
    tag: 20,
  })
  expect(net.build({ ...net.parse(text), tag: 30 })).toBe('virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1,tag=30')
})

// Texts as they stand in configurations of real hosts.
test.each<[string, string, Record<string, unknown>]>([
  [
    'scsi0',
    'local-lvm:vm-100-disk-0,iothread=1,size=32G',
    { file: 'local-lvm:vm-100-disk-0', iothread: true, size: '32G' },
  ],
  ['ide2', 'none,media=cdrom', { file: 'none', media: 'cdrom' }],
  ['boot', 'order=scsi0;ide2;net0', { order: 'scsi0;ide2;net0' }],
  ['agent', '1,fstrim_cloned_disks=1', { enabled: true, fstrim_cloned_disks: true }],
  ['cpu', 'host,flags=+aes;-pcid', { cputype: 'host', flags: '+aes;-pcid' }],
  ['memory', '2048', { current: 2048 }],
  ['ipconfig0', 'ip=dhcp,ip6=auto', { ip: 'dhcp', ip6: 'auto' }],
  ['vga', 'qxl,memory=32', { type: 'qxl', memory: 32 }],
  ['usb0', 'host=1234:5678,usb3=1', { host: '1234:5678', usb3: true }],
] as const)('PVE, there and back: %s', (parameter, text, values) => {
  const codec = pvePropertyString('put', config, parameter as 'scsi0')
  expect(codec.parse(text)).toEqual(values)
  const rebuilt = codec.build(codec.parse(text))
  expect(codec.parse(rebuilt)).toEqual(values)
})

test.each(['pve-qm-hostpci', 'pve-vm-cpu-conf', 'prune-backups', 'pve-qm-ide', 'pve-sdn-dhcp-range'] as const)(
  'a format by its name: %s',
  (format) => {
    expect(() => pvePropertyString(format).parse('')).not.toThrow()
  },
)

test('values of formats', () => {
  expect(pvePropertyString('pve-qm-hostpci').build({ host: '0000:01:00.0', pcie: true })).toBe('0000:01:00.0,pcie=1')
  expect(pvePropertyString('prune-backups').parse('keep-daily=7,keep-last=3')).toEqual({
    'keep-daily': 7,
    'keep-last': 3,
  })
  expect(
    pbsPropertyString('put', '/config/datastore/{name}', 'maintenance-mode').build({
      type: 'offline',
      message: 'disk 3, then 4',
    }),
  ).toBe('offline,message="disk 3, then 4"')
  expect(
    pbsPropertyString('post', '/config/notifications/endpoints/webhook', 'secret').parse('name=key,value=YWI='),
  ).toEqual({ name: 'key', value: 'YWI=' })
})

test('a key of a version to come is read as text', () => {
  expect(pvePropertyString('put', config, 'net0').parse('virtio,colour=red')).toEqual({
    model: 'virtio',
    colour: 'red',
  })
})

test('what is no property string', () => {
  expect(() => pvePropertyString('put', config, 'name')).toThrow(`put ${config} name: is no property string`)
})
