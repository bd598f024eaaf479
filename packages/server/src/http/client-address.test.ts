import { describe, expect, it } from 'vitest'
import { readNetworks } from '../platform/platform.ts'
import { clientAddress } from './client-address.ts'

const proxies = readNetworks(['10.0.0.1', '10.0.1.0/24', 'fd00::1'])

const seen = (peer: string, headers: Record<string, string> = {}, secure = false) =>
  clientAddress({ peer, secure, header: (name) => headers[name] ?? '' }, proxies)

describe('where a request comes from', () => {
  it.each<[string, string, Record<string, string>]>([
    ['192.0.2.7', '192.0.2.7', {}],
    // Whoever is no trusted proxy may claim what it likes.
    ['192.0.2.7', '192.0.2.7', { 'x-forwarded-for': '127.0.0.1' }],
    ['192.0.2.7', '192.0.2.7', { 'x-forwarded-for': '10.0.0.1, 127.0.0.1' }],
    ['192.0.2.7', '192.0.2.7', { 'x-real-ip': '::1', forwarded: 'for=127.0.0.1' }],
    ['::ffff:192.0.2.7', '192.0.2.7', {}],
    ['::1', '::1', {}],
    ['fe80::1%eth0', 'fe80::1', {}],
    // A trusted proxy is believed, from the right.
    ['10.0.0.1', '198.51.100.9', { 'x-forwarded-for': '198.51.100.9' }],
    ['::ffff:10.0.0.1', '198.51.100.9', { 'x-forwarded-for': '198.51.100.9' }],
    ['fd00::1', '2001:db8::7', { 'x-forwarded-for': '2001:db8::7' }],
    ['10.0.0.1', '198.51.100.9', { 'x-forwarded-for': '127.0.0.1, 198.51.100.9' }],
    ['10.0.0.1', '198.51.100.9', { 'x-forwarded-for': '127.0.0.1, 198.51.100.9, 10.0.1.77' }],
    ['10.0.0.1', '10.0.1.5', { 'x-forwarded-for': '10.0.1.5, 10.0.1.6' }],
    // What is no list of addresses counts for nothing.
    ['10.0.0.1', '10.0.0.1', { 'x-forwarded-for': 'localhost' }],
    ['10.0.0.1', '10.0.0.1', { 'x-forwarded-for': '198.51.100.9, ' }],
    ['10.0.0.1', '10.0.0.1', { 'x-forwarded-for': Array(200).fill('10.0.0.1').join(', ') }],
    // What stands to the left of the client is its own claim, and must not make us forget what the proxy says.
    ['10.0.0.1', '198.51.100.9', { 'x-forwarded-for': 'garbage, 198.51.100.9' }],
    ['10.0.0.1', '198.51.100.9', { 'x-forwarded-for': ', ,"x", 198.51.100.9, 10.0.1.77' }],
    ['10.0.0.1', '198.51.100.9', { 'x-forwarded-for': `${'127.0.0.1, '.repeat(200)}198.51.100.9` }],
    ['10.0.0.1', '10.0.1.77', { 'x-forwarded-for': 'garbage, 10.0.1.77' }],
    ['10.0.0.1', '10.0.0.1', { 'x-real-ip': '127.0.0.1' }],
    ['10.0.0.1', '10.0.0.1', { 'x-forwarded-for': '[::ffff:10.0.0.1]:99' }],
  ])('peer %s means %s with %o', (peer, address, headers) => {
    expect(seen(peer, headers).address).toBe(address)
  })

  it('believes a proxy in protocol and host, and nobody else', () => {
    const headers = { host: 'pulse.lan', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'pulse.example.net' }
    expect(seen('10.0.0.1', headers)).toEqual({ address: '10.0.0.1', secure: true, host: 'pulse.example.net' })
    expect(seen('192.0.2.7', headers)).toEqual({ address: '192.0.2.7', secure: false, host: 'pulse.lan' })
    expect(seen('192.0.2.7', { host: 'pulse.lan' }, true).secure).toBe(true)
    expect(seen('10.0.0.1', { 'x-forwarded-proto': 'https, http' }).secure).toBe(false)
  })
})
