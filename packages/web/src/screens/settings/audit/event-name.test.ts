import { expect, test } from 'vitest'
import { eventName } from './event-name.ts'

test.each([
  ['login', 'Login'],
  ['csrf_failure', 'Forged request refused'],
  ['disk_checked_twice', 'Disk checked twice'],
  ['constructor', 'Constructor'],
  ['', 'Unnamed'],
])('%s: %s', (event, name) => expect(eventName(event)).toBe(name))
