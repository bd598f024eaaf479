import type { Asker } from '../src/security/security.ts'

/** The owner in a browser. */
export const asker: Asker = {
  principal: { kind: 'owner', name: 'ada', sessionId: 's', presented: 'cookie' },
  presented: { tokens: [], authorization: undefined, session: 'c', device: undefined },
  caller: { address: '192.0.2.1', secure: false, host: 'pulse.lan', userAgent: '', path: '/api/call' },
}
