import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../platform/platform.ts'
import { hostName, normaliseHost } from './host.ts'

describe('address of a host', () => {
  it.each([
    ['10.0.0.5', 'pve', 'https://10.0.0.5:8006'],
    ['10.0.0.5', 'pbs', 'https://10.0.0.5:8007'],
    ['  pve1.lan \n', 'pve', 'https://pve1.lan:8006'],
    ['PVE1.Lan', 'pve', 'https://pve1.lan:8006'],
    ['pve1.lan.', 'pve', 'https://pve1.lan:8006'],
    ['10.0.0.5:443', 'pve', 'https://10.0.0.5:443'],
    ['https://10.0.0.5:443/', 'pve', 'https://10.0.0.5:443'],
    ['https://pve1', 'pve', 'https://pve1:8006'],
    ['http://pve1', 'pve', 'https://pve1:8006'],
    ['HTTPS://pve1:8006///', 'pve', 'https://pve1:8006'],
    ['pbs:8006', 'pbs', 'https://pbs:8006'],
    ['2001:db8::5', 'pve', 'https://[2001:db8::5]:8006'],
    ['[2001:db8::5]', 'pbs', 'https://[2001:db8::5]:8007'],
    ['https://[2001:DB8::5]:9000', 'pve', 'https://[2001:db8::5]:9000'],
    ['::1', 'pve', 'https://[::1]:8006'],
    ['::ffff:10.0.0.5', 'pve', 'https://10.0.0.5:8006'],
    ['https://pve1:8006/#v1:0:18:4', 'pve', 'https://pve1:8006'],
    ['https://pbs:8007/#pbsDashboard', 'pbs', 'https://pbs:8007'],
    ['0.de', 'pve', 'https://0.de:8006'],
  ] as const)('%j of %s is %s', (text, product, expected) => {
    expect(normaliseHost(text, product)).toBe(expected)
  })

  it.each([
    ['', 'Host is required'],
    ['   ', 'Host is required'],
    ['ftp://pve1', 'Host must be a name or an https address, such as https://192.0.2.10:8006'],
    ['file:///etc/passwd', 'Host must be a name or an https address, such as https://192.0.2.10:8006'],
    ['pve1/api2/json', 'Host must be a name or address with an optional port, such as 192.0.2.10:8006'],
    ['user:pw@pve1', 'Host must be a name or address with an optional port, such as 192.0.2.10:8006'],
    ['pve1?x=1', 'Host must be a name or address with an optional port, such as 192.0.2.10:8006'],
    ['pve1:99999', 'Host must be a name or address with an optional port, such as 192.0.2.10:8006'],
    ['pve1:0', 'Host must have a port from 1 to 65535'],
    ['a b', 'Host must be a name or address with an optional port, such as 192.0.2.10:8006'],
    ['a$(id)', 'Host must be a name of letters, digits, dots and hyphens, or an IP address'],
    ['-oProxyCommand=id', 'Host must be a name of letters, digits, dots and hyphens, or an IP address'],
    ['x'.repeat(300), 'Host must be a name of letters, digits, dots and hyphens, or an IP address'],
    ['169.254.169.254', 'Host must not be a link-local, multicast or unspecified address'],
    // The same address in another spelling.
    ['[::ffff:169.254.169.254]', 'Host must not be a link-local, multicast or unspecified address'],
    ['::ffff:a9fe:a9fe', 'Host must not be a link-local, multicast or unspecified address'],
    ['[::ffff:0:0]', 'Host must not be a link-local, multicast or unspecified address'],
    ['0xa9fea9fe', 'Host must not be a link-local, multicast or unspecified address'],
    ['0.0.0.0', 'Host must not be a link-local, multicast or unspecified address'],
    ['[::]', 'Host must not be a link-local, multicast or unspecified address'],
    ['fe80::1', 'Host must not be a link-local, multicast or unspecified address'],
    ['224.0.0.1', 'Host must not be a link-local, multicast or unspecified address'],
  ])('%j is refused', (text, message) => {
    expect(() => normaliseHost(text, 'pve')).toThrow(expect.objectContaining({ message, field: 'host' }))
  })

  it('is the same after a second time, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.ipV4(), fc.ipV6(), fc.domain()), (text) => {
        let once: string
        try {
          once = normaliseHost(text, 'pve')
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
          return
        }
        expect(once).toMatch(/^https:\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\]):\d+$/)
        expect(normaliseHost(once, 'pve')).toBe(once)
      }),
    )
  })

  it.each([':'.repeat(500), '0:'.repeat(250), '4'.repeat(500), ':0'.repeat(250), '-'.repeat(500)])(
    'is read in no time, however odd: %#',
    (odd) => {
      const began = performance.now()
      for (let i = 0; i < 20; i++) expect(() => normaliseHost(`${odd}!`, 'pve')).toThrow(AppError)
      expect(performance.now() - began).toBeLessThan(100)
    },
  )

  it('gives its bare name', () => {
    expect(hostName('https://[2001:db8::5]:8006')).toBe('2001:db8::5')
    expect(hostName('https://pve1.lan:8006')).toBe('pve1.lan')
  })
})
