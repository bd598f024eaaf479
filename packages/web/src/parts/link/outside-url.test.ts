import { expect, test } from 'vitest'
import { outsideUrl } from './outside-url.ts'

test.each([
  ['https://app.example.net/start?x=1', 'https://app.example.net/start?x=1'],
  [' HTTP://192.0.2.7:8080 ', 'http://192.0.2.7:8080/'],
  ['https://app.example.net/"><script>', 'https://app.example.net/%22%3E%3Cscript%3E'],
  ['javascript:alert(1)', undefined],
  ['JaVaScRiPt://example.net/%0aalert(1)', undefined],
  ['https://app.example.net\\@evil.example', undefined],
  ['https://app.exa\tmple.net', undefined],
  ['data:text/html,<p>', undefined],
  ['//example.net', undefined],
  ['/settings', undefined],
  ['https://pulse.example.net@evil.example/', undefined],
  ['https://', undefined],
  ['', undefined],
])('%s becomes %s', (text, url) => expect(outsideUrl(text)).toBe(url))
