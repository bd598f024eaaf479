import { describe, expect, it } from 'vitest'
import { isOwnSite } from './own-site.ts'

describe('host and origin', () => {
  it.each([
    ['127.0.0.1:7655', undefined],
    ['127.0.0.1', undefined],
    ['127.1.2.3:80', undefined],
    ['localhost:7655', undefined],
    ['LOCALHOST:7655', undefined],
    ['pulse.localhost', undefined],
    ['[::1]:7655', undefined],
    ['localhost:7655', 'http://localhost:7655'],
    ['localhost', 'http://localhost'],
    ['localhost', 'http://localhost:80'],
    ['[::1]:7655', 'http://[::1]:7655'],
    ['localhost:8443', 'https://localhost:8443'],
  ])('%s with origin %s is our own', (host, origin) => {
    expect(isOwnSite(host, origin)).toBe(true)
  })

  it.each([
    [undefined, undefined],
    ['', undefined],
    ['evil.example', undefined],
    ['127.0.0.1.evil.example', undefined],
    ['localhost.evil.example', undefined],
    ['evillocalhost', undefined],
    ['10.0.0.5:7655', undefined],
    ['localhost@evil.example', undefined],
    ['localhost/evil', undefined],
    ['127.0.0.1:99999', undefined],
    ['localhost:7655', 'null'],
    ['localhost:7655', ''],
    ['localhost:7655', 'http://evil.example'],
    ['localhost:7655', 'http://localhost.evil.example:7655'],
    ['localhost:7655', 'http://localhost:7656'],
    ['localhost:7655', 'http://127.0.0.1:7655'],
    ['localhost:7655', 'chrome-extension://localhost:7655'],
    ['localhost:7655', 'file://localhost:7655'],
  ])('%s with origin %s is not', (host, origin) => {
    expect(isOwnSite(host, origin)).toBe(false)
  })
})
