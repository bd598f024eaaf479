import { describe, expect, it } from 'vitest'
import { isUnmistakableHost } from './rebinding.ts'

const rules = { allowed: ['https://dash.example.net'], publicUrl: 'https://pulse.example.net' }

describe('a host that no foreign name can be made to be', () => {
  it.each([
    '127.0.0.1:7655',
    '127.1.2.3:80',
    '10.0.0.5:7655',
    '[::1]:7655',
    '[fd00::5]',
    'localhost:7655',
    'LOCALHOST',
    'pulse.localhost',
    'pulse.example.net',
    'dash.example.net:7655',
  ])('%s', (host) => expect(isUnmistakableHost(host, rules)).toBe(true))

  it.each([
    '',
    'evil.example',
    'localhost.evil.example',
    'evillocalhost',
    '127.0.0.1.evil.example',
    'localhost@evil.example',
    'localhost/evil',
    '127.0.0.1:99999',
    'pulse.example.net.evil.example',
  ])('not %j', (host) => expect(isUnmistakableHost(host, rules)).toBe(false))
})
