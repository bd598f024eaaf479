import { readNetworks } from '../../platform/platform.ts'
import { createGate, type Gate } from '../gate.ts'

/** Lets everybody in, as without a login; for tests of what lies behind the gate. */
export const openGate: Gate = createGate({
  security: {
    setupNeeded: () => false,
    allowUnauthenticated: true,
    identify: () => Promise.resolve({ principal: { kind: 'anybody' }, cookies: [] }),
    isLive: () => true,
    takeTurn: () => undefined,
    isCsrfToken: () => false,
    csrfCookie: () => ({ name: 'pulse_csrf', value: '', maxAgeSeconds: 0, httpOnly: false, sameSite: 'Strict' }),
    audit: () => {},
  },
  trustedProxies: readNetworks([]),
  origins: () => ({ allowed: [], publicUrl: '' }),
})
