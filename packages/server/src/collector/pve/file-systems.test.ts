import { describe, expect, it } from 'vitest'
import { readAddresses } from './addresses.ts'
import { readFileSystems } from './file-systems.ts'

type Reported = Parameters<typeof readFileSystems>[0][number]

const entry = (name: string, mountpoint: string, type: string, used?: number, total?: number): Reported => ({
  name,
  mountpoint,
  type,
  ...(used !== undefined && { 'used-bytes': used }),
  ...(total !== undefined && { 'total-bytes': total }),
})

const root = entry('sda1', '/', 'ext4', 40, 100)

describe('file systems of a machine', () => {
  it.each<[string, Reported[], [used: number, total: number] | null, string[]]>([
    ['all disks are summed', [root, entry('sdb1', '/data', 'xfs', 5, 50)], [45, 150], ['/', '/data']],
    ['snap images', [root, entry('loop0', '/snap/core/1', 'squashfs', 60, 60)], [40, 100], ['/']],
    ['snap images whose type is not told', [root, entry('/dev/loop3', '/snap/x', '', 60, 60)], [40, 100], ['/']],
    ['CD drives', [root, entry('sr0', '/media/cdrom', 'iso9660', 700, 700)], [40, 100], ['/']],
    [
      'CD drives of Windows',
      [entry('D', 'D:\\', 'CDFS', 700, 700), entry('C', 'C:\\', 'NTFS', 3, 9)],
      [3, 9],
      ['C:\\'],
    ],
    [
      'overlays of containers',
      [root, entry('overlay', '/var/lib/docker/overlay2/x/merged', 'overlay', 40, 100)],
      [40, 100],
      ['/'],
    ],
    [
      'mounts below a container engine',
      [root, entry('sda1', '/var/lib/kubelet/pods/x', 'ext4', 40, 100)],
      [40, 100],
      ['/'],
    ],
    ['one device at many places', [entry('sda1', '/srv/bind', 'ext4', 40, 100), root], [40, 100], ['/']],
    [
      'network mounts',
      [root, entry('nas:/x', '/mnt', 'nfs4', 900, 999), entry('//n/s', '/m', 'cifs', 1, 2)],
      [40, 100],
      ['/'],
    ],
    ['memory', [root, entry('tmpfs', '/tmp', 'tmpfs', 1, 2)], [40, 100], ['/']],
    [
      'volumes without a drive letter',
      [
        entry('\\\\?\\Volume{a}\\', 'C:\\', 'NTFS', 30, 90),
        entry('\\\\?\\Volume{b}\\', 'System Reserved', 'NTFS', 1, 10),
      ],
      [31, 100],
      ['C:\\', 'System Reserved'],
    ],
    [
      'datasets of one pool share its free space (here 60)',
      [
        entry('tank/root', '/', 'zfs', 30, 90),
        entry('tank/home', '/home', 'zfs', 10, 70),
        entry('other', '/o', 'zfs', 1, 2),
      ],
      [41, 102],
      ['/', '/home', '/o'],
    ],
    ['sizes are missing in part', [root, entry('sdb1', '/data', 'ext4')], [40, 100], ['/', '/data']],
    ['sizes are missing altogether', [entry('sda1', '/', 'ext4')], null, []],
    ['nothing', [], null, []],
  ])('%s', (_, reported, sums, places) => {
    const use = readFileSystems(reported)
    expect(use && [use.usedBytes, use.totalBytes]).toEqual(sums)
    expect(use?.fileSystems.map((one) => one.mountPoint) ?? []).toEqual(places)
  })
})

describe('addresses of a guest', () => {
  const agent = (name: string, ...addresses: string[]) => ({
    name,
    'ip-addresses': addresses.map((address) => ({ 'ip-address': address })),
  })
  it.each<[string, Parameters<typeof readAddresses>[0], string[]]>([
    ['IPv4 first', [agent('eth0', '2001:db8::1', '192.0.2.1')], ['192.0.2.1', '2001:db8::1']],
    ['no loopback, no link-local', [agent('lo', '127.0.0.1', '::1'), agent('eth0', 'fe80::1', '169.254.1.1')], []],
    ['nothing of engines inside', [agent('docker0', '172.17.0.1'), agent('veth12ab', '10.1.1.1')], []],
    ['each once', [agent('eth0', '192.0.2.1'), agent('eth1', '192.0.2.1')], ['192.0.2.1']],
    ['an interface without addresses', [{ name: 'eth0' }], []],
    ['names with blanks', [agent('Ethernet 2', '192.0.2.7')], ['192.0.2.7']],
    ['containers: with prefix length', [{ name: 'eth0', inet: '10.0.0.5/24', inet6: 'fe80::2/64' }], ['10.0.0.5']],
    [
      'containers of PVE 9: both forms',
      [{ name: 'eth0', inet: '10.0.0.5/24', 'ip-addresses': [{ 'ip-address': '10.0.0.5', prefix: 24 }] }],
      ['10.0.0.5'],
    ],
  ])('%s', (_, interfaces, expected) => {
    expect(readAddresses(interfaces)).toEqual(expected)
  })

  it('are bounded', () => {
    expect(
      readAddresses([agent('eth0', ...Array.from({ length: 500 }, (_, i) => `10.0.${i >> 8}.${i & 255}`))]),
    ).toHaveLength(20)
  })
})
