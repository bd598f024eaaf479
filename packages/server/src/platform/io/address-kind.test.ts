import { expect, it } from 'vitest'
import { type AddressKind, addressKind } from './address-kind.ts'

it.each<[AddressKind, string[]]>([
  ['public', ['8.8.8.8', '1.1.1.1', '100.63.255.255', '100.128.0.0', '2606:4700::1111', '2a00:1450:4001::1']],
  ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fd12:3456::1']],
  ['loopback', ['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '::ffff:7f00:1']],
  ['forbidden', ['0.0.0.0', '0.1.2.3', '::', '255.255.255.255', '224.0.0.1', '240.0.0.1', 'ff02::1', '198.18.0.1']],
  ['forbidden', ['169.254.169.254', 'fe80::1', 'fe80::a9fe:a9fe%eth0', 'fec0::1', '192.0.0.192', 'fd00:ec2::254']],
  ['forbidden', ['100.100.100.200', '168.63.129.16']],
  ['forbidden', ['', 'localhost', '127.1', '0x7f000001', '2130706433', '127.0.0.1.', '::1::1']],
  ['forbidden', ['100::1', '4000::1', '64:ff9b:1::7f00:1']],
])('%s', (kind, addresses) => {
  for (const address of addresses) expect(addressKind(address), address).toBe(kind)
})

it.each<[string, string, AddressKind]>([
  ['compatible', '::7f00:1', 'loopback'],
  ['compatible', '::127.0.0.1', 'loopback'],
  ['mapped', '::ffff:169.254.169.254', 'forbidden'],
  ['mapped, in groups', '::ffff:a9fe:a9fe', 'forbidden'],
  ['mapped, private', '::ffff:c0a8:1', 'private'],
  ['mapped, public', '::ffff:808:808', 'public'],
  ['NAT64', '64:ff9b::a9fe:a9fe', 'forbidden'],
  ['NAT64', '64:ff9b::127.0.0.1', 'loopback'],
  ['NAT64', '64:ff9b::808:808', 'public'],
  ['6to4', '2002:7f00:1::', 'loopback'],
  ['6to4', '2002:a9fe:a9fe::1', 'forbidden'],
  ['6to4', '2002:c0a8:101::1', 'private'],
  ['Teredo, client', '2001:0:808:808:0:0:80ff:fffe', 'loopback'],
  ['Teredo, server', '2001:0:a9fe:a9fe:0:0:f7f7:f7f7', 'forbidden'],
  ['ISATAP', '2606:4700::5efe:7f00:1', 'loopback'],
  ['ISATAP', '2606:4700::200:5efe:a9fe:a9fe', 'forbidden'],
  ['ISATAP in a private network', 'fd12:3456::5efe:808:808', 'private'],
])('an IPv4 address inside: %s %s is %s', (_, address, kind) => {
  expect(addressKind(address)).toBe(kind)
})
