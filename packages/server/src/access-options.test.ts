import { describe, expect, it } from 'vitest'
import { closedAccess, readAccessOptions } from './access-options.ts'
import { StartError } from './platform/platform.ts'

const read = (environment: Record<string, string>) => readAccessOptions((name) => environment[name])

describe('access by the environment', () => {
  it('is closed where nothing is said', () => {
    expect(read({})).toEqual(closedAccess)
  })

  it.each<[Record<string, string>, object]>([
    [{ PULSE_ALLOW_UNAUTHENTICATED: 'true' }, { allowUnauthenticated: true }],
    [{ PULSE_ALLOW_UNAUTHENTICATED: 'FALSE' }, { allowUnauthenticated: false }],
    [{ ALLOW_UNPROTECTED_EXPORT: '1' }, { allowUnprotectedExport: true, allowUnauthenticated: false }],
    [{ REQUIRE_REGISTRATION_TOKEN: 'true' }, { requireRegistrationToken: true }],
    [
      { PULSE_AUTH_USER: 'ada', PULSE_AUTH_PASS: 'engine No. 1' },
      { credentials: { owner: { username: 'ada', password: 'engine No. 1' }, apiToken: undefined } },
    ],
    [{ API_TOKEN: 'your-secure-token' }, { credentials: { owner: undefined, apiToken: 'your-secure-token' } }],
    [{ PULSE_TRUSTED_PROXIES: '10.0.0.1, fd00::/8' }, { trustedProxies: ['10.0.0.1', 'fd00::/8'] }],
    [{ PULSE_TRUSTED_NETWORKS: '192.0.2.0/24' }, { trustedNetworks: ['192.0.2.0/24'] }],
    // What other versions and programs know as a switch for everything opens nothing here.
    [{ DISABLE_AUTH: 'true', ALLOWED_ORIGINS: '*' }, closedAccess],
  ])('%o', (environment, expected) => {
    expect(read(environment)).toMatchObject(expected)
  })

  it.each<[Record<string, string>, string]>([
    [{ PULSE_ALLOW_UNAUTHENTICATED: 'yes' }, 'PULSE_ALLOW_UNAUTHENTICATED must be true or false, not "yes".'],
    [{ PULSE_AUTH_USER: 'ada' }, 'PULSE_AUTH_USER and PULSE_AUTH_PASS belong together: set both, or neither.'],
    [
      { PULSE_TRUSTED_PROXIES: '10.0.0.1,proxy' },
      'PULSE_TRUSTED_PROXIES must list addresses or networks such as 192.0.2.0/24, not "proxy".',
    ],
    [
      { PULSE_TRUSTED_PROXIES: '10.0.0.0/33' },
      'PULSE_TRUSTED_PROXIES must list addresses or networks such as 192.0.2.0/24, not "10.0.0.0/33".',
    ],
  ])('%o is refused', (environment, message) => {
    expect(() => read(environment)).toThrow(new StartError(message))
  })
})
