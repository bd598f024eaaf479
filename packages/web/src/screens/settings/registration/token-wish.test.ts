import type { RegistrationTokenListing } from '@pulse/contract'
import { expect, test } from 'vitest'
import { checkWish, emptyWish, registrationCommand, tokenLine, tokenState, wishInput } from './token-wish.ts'

const at = Date.UTC(2026, 10, 26, 12)
const token = (change: Partial<RegistrationTokenListing>): RegistrationTokenListing => ({
  token: 'PULSE-REG-************cdef',
  id: 'r4k8wzpm',
  expires: '2026-11-26T12:30:00.000Z',
  maxUses: 5,
  usedCount: 2,
  allowedTypes: ['pve', 'pbs'],
  ...change,
})

test('a wish in the form of the API', () => {
  expect(wishInput({ ...emptyWish(), description: ' rack 4 ' })).toEqual({
    validityMinutes: 60,
    maxUses: 1,
    allowedTypes: ['pve', 'pbs'],
    description: 'rack 4',
  })
  expect(wishInput({ ...emptyWish(), validity: '1440', maxUses: '0', types: { pve: false, pbs: true } })).toEqual({
    validityMinutes: 1440,
    maxUses: 0,
    allowedTypes: ['pbs'],
  })
  expect(checkWish(emptyWish())).toBeUndefined()
  expect(checkWish({ ...emptyWish(), types: { pve: false, pbs: false } })).toBe('Choose at least one.')
})

test.each([
  [{}, 'live', 'Proxmox VE or Proxmox Backup Server · used 2 of 5 times · expires in 30 min'],
  [
    { maxUses: 0, usedCount: 0, allowedTypes: [] },
    'live',
    'Proxmox VE or Proxmox Backup Server · not used yet · expires in 30 min',
  ],
  [{ maxUses: 0, usedCount: 1, allowedTypes: ['pve' as const] }, 'live', 'Proxmox VE · used once · expires in 30 min'],
  [{ usedCount: 5 }, 'used-up', 'Proxmox VE or Proxmox Backup Server · used 5 of 5 times · expires in 30 min'],
  [
    { expires: '2026-11-26T12:00:00.000Z' },
    'expired',
    'Proxmox VE or Proxmox Backup Server · used 2 of 5 times · expired',
  ],
])('%j is %s: %s', (change, state, line) => {
  expect(tokenState(token(change), at)).toBe(state)
  expect(tokenLine(token(change), at)).toBe(line)
})

test('the line for a host holds the token once, and in no address', () => {
  const line = registrationCommand('PULSE-REG-0123456789abcdef', 'pve', 'http://192.0.2.5:7655')
  expect(line).toBe(
    `export PULSE_REG_TOKEN=PULSE-REG-0123456789abcdef; curl -sSfL -H "X-Registration-Token: $PULSE_REG_TOKEN" 'http://192.0.2.5:7655/api/setup-script?type=pve' | sh`,
  )
})
