import { expect, test } from 'vitest'
import { readBaseUrl } from './base-url.ts'

test.each([
  ['https://pve1', 'https://pve1:8006', '/api2/json'],
  ['https://pve1/', 'https://pve1:8006', '/api2/json'],
  ['https://192.0.2.1:8443', 'https://192.0.2.1:8443', '/api2/json'],
  ['https://pve1:443', 'https://pve1:443', '/api2/json'],
  ['https://[2001:db8::1]', 'https://[2001:db8::1]:8006', '/api2/json'],
  ['https://[2001:db8::1]:443/', 'https://[2001:db8::1]:443', '/api2/json'],
  ['https://proxy.example.org:443/pve/', 'https://proxy.example.org:443', '/pve/api2/json'],
  ['https://pve1:8006/api2/json', 'https://pve1:8006', '/api2/json'],
])('%s', (text, origin, basePath) => {
  expect(readBaseUrl(text, 8006)).toEqual({ origin, basePath })
})

test.each([
  ['pve1:8006', 'url: is not an address; write it as https://host:8006'],
  ['', 'url: is not an address; write it as https://host:8006'],
  ['http://pve1:8006', 'url: must begin with https://'],
  ['https://root:hidden@pve1', 'url: must not hold a user or password; give them as credentials'],
])('%s is refused', (text, message) => {
  expect(() => readBaseUrl(text, 8006)).toThrow(message)
})
