import { describe, expect, it } from 'vitest'
import { isAllowedOrigin, isOwnRequest, type OriginRules } from './origins.ts'

const rules: OriginRules = {
  allowed: ['https://dash.example.net', 'http://10.0.0.9:3000/'],
  publicUrl: 'https://pulse.example.net',
}

describe('pages that may use this server', () => {
  it.each([
    ['http://10.0.0.5:7655', '10.0.0.5:7655'],
    ['http://pulse.lan', 'pulse.lan'],
    ['http://pulse.lan', 'pulse.lan:80'],
    // A proxy ends TLS: the browser has https, we see http.
    ['https://pulse.lan', 'pulse.lan'],
    ['https://[fd00::5]:7655', '[fd00::5]:7655'],
    ['https://dash.example.net', '10.0.0.5:7655'],
    ['http://10.0.0.9:3000', '10.0.0.5:7655'],
    // The proxy rewrites Host, and the public address is known.
    ['https://pulse.example.net', '127.0.0.1:7655'],
  ])('%s, asked as %s, is one', (origin, host) => expect(isAllowedOrigin(origin, host, rules)).toBe(true))

  it.each([
    ['https://evil.example', '10.0.0.5:7655'],
    ['null', '10.0.0.5:7655'],
    ['', '10.0.0.5:7655'],
    ['http://10.0.0.5:7656', '10.0.0.5:7655'],
    ['http://10.0.0.5', '10.0.0.5:7655'],
    ['http://dash.example.net', '10.0.0.5:7655'],
    ['https://dash.example.net:8443', '10.0.0.5:7655'],
    ['https://dash.example.net.evil.example', '10.0.0.5:7655'],
    ['https://evildash.example.net', '10.0.0.5:7655'],
    ['https://dash.example.net@evil.example', '10.0.0.5:7655'],
    ['https://d\u0430sh.example.net', '10.0.0.5:7655'],
    ['file://10.0.0.5:7655', '10.0.0.5:7655'],
    ['chrome-extension://10.0.0.5:7655', '10.0.0.5:7655'],
    ['http://evil.example', 'x@evil.example'],
    ['http://evil.example', ''],
  ])('%s, asked as %j, is none', (origin, host) => expect(isAllowedOrigin(origin, host, rules)).toBe(false))
})

describe('who asks for a change', () => {
  it.each<[string, string, boolean]>([
    ['', '', true],
    ['', 'same-origin', true],
    ['', 'none', true],
    ['', 'cross-site', false],
    ['', 'same-site', false],
    ['http://pulse.lan', 'same-origin', true],
    ['https://evil.example', 'cross-site', false],
    ['https://evil.example', '', false],
    ['null', 'cross-site', false],
    ['https://dash.example.net', 'cross-site', true],
  ])('origin %j and fetch site %j: %s', (origin, fetchSite, expected) => {
    expect(isOwnRequest({ origin, fetchSite, host: 'pulse.lan' }, rules)).toBe(expected)
  })
})
