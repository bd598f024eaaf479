import { expect, it } from 'vitest'
import { readSubnet } from './subnet.ts'

it.each([
  ['192.168.1.0/24', '192.168.1.0/24', 254, '192.168.1.1', '192.168.1.254'],
  ['192.168.1.77/24', '192.168.1.0/24', 254, '192.168.1.1', '192.168.1.254'],
  [' 10.1.4.0/22 ', '10.1.4.0/22', 1022, '10.1.4.1', '10.1.7.254'],
  ['172.31.255.248/29', '172.31.255.248/29', 6, '172.31.255.249', '172.31.255.254'],
  ['10.0.0.0/30', '10.0.0.0/30', 2, '10.0.0.1', '10.0.0.2'],
  ['10.0.0.6/31', '10.0.0.6/31', 2, '10.0.0.6', '10.0.0.7'],
  ['192.168.1.5', '192.168.1.5/32', 1, '192.168.1.5', '192.168.1.5'],
  ['127.0.0.1', '127.0.0.1/32', 1, '127.0.0.1', '127.0.0.1'],
])('%s is %s with %i addresses', (text, cidr, count, first, last) => {
  const subnet = readSubnet(text)
  expect([subnet.cidr, subnet.addresses.length, subnet.addresses[0], subnet.addresses.at(-1)]).toEqual([
    cidr,
    count,
    first,
    last,
  ])
})

it.each([
  ['', /auto or a network/],
  ['lan', /auto or a network/],
  ['192.168.1', /auto or a network/],
  ['192.168.1.0/33', /auto or a network/],
  ['192.168.1.256/24', /auto or a network/],
  ['192.168.01.0/24', /auto or a network/],
  ['192.168.1.0/24/24', /auto or a network/],
  ['fd00::/120', /auto or a network/],
  ['8.8.8.0/24', /Only private networks/],
  ['172.32.0.0/24', /Only private networks/],
  ['172.15.255.0/24', /Only private networks/],
  ['169.254.169.0/24', /Only private networks/],
  ['100.64.0.0/24', /Only private networks/],
  ['0.0.0.0/0', /Only private networks/],
  ['10.0.0.0/7', /Only private networks/],
  ['192.168.0.0/21', /at most 1024 addresses/],
  ['10.0.0.0/8', /at most 1024 addresses/],
])('"%s" is refused', (text, message) => {
  expect(() => readSubnet(text)).toThrow(
    expect.objectContaining({ code: 'request.invalid', field: 'subnet', message: expect.stringMatching(message) }),
  )
})
