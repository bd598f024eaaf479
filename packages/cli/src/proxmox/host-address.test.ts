import { describe, expect, it } from 'vitest'
import { addressUrl, hostAndPort, readHostAddress } from './host-address.ts'

describe('the address of a host', () => {
  it.each<[written: string, product: 'pve' | 'pbs' | undefined, url: string]>([
    ['pve1', undefined, 'https://pve1:8006'],
    ['pve1:8006', 'pve', 'https://pve1:8006'],
    ['backup.example.org:8007', 'pbs', 'https://backup.example.org:8007'],
    ['https://pve1.example.org', undefined, 'https://pve1.example.org:8006'],
    ['https://pve1/api2/json/', undefined, 'https://pve1:8006'],
    ['https://proxy:443/pve1/', undefined, 'https://proxy:443/pve1'],
    ['10.0.0.5:18006', undefined, 'https://10.0.0.5:18006'],
    ['fd00::5', undefined, 'https://[fd00::5]:8006'],
    ['[fd00::5]:8007', 'pbs', 'https://[fd00::5]:8007'],
  ])('%s', (written, product, url) => {
    const address = readHostAddress(written, '--host')
    expect(address.product).toBe(product)
    expect(addressUrl(address, product ?? 'pve')).toBe(url)
  })

  it.each<[string, RegExp]>([
    ['', /^--host: this is no host/],
    ['http://pve1', /^--host: an address must begin with https/],
    ['pve 1', /^--host: this is no host/],
    ['https://root:hunter22@pve1', /^--host: an address holds no user or password(?!.*hunter22)/],
  ])('%j is refused', (written, message) => {
    expect(() => readHostAddress(written, '--host')).toThrow(message)
  })

  it('is without brackets for a socket', () => {
    expect(hostAndPort('https://[fd00::5]:8007')).toEqual({ host: 'fd00::5', port: 8007 })
    expect(hostAndPort('https://proxy:443/pve1')).toEqual({ host: 'proxy', port: 443 })
  })
})
