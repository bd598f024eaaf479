import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, createApp } from '../../src/app.ts'
import type { Log } from '../../src/platform/platform.ts'
import { readServerOptions } from '../../src/server-options.ts'

let dataDir = ''
let app: App | undefined
let logged: [object, string][] = []

const note = (fields: object, message: string): void => void logged.push([fields, message])
const log: Log = { debug: note, info: note, warn: note, error: note, child: () => log }

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'pulse-switches-'))
  logged = []
})
afterEach(async () => {
  await app?.stop()
  app = undefined
  rmSync(dataDir, { recursive: true, force: true })
})

/** As `pulse serve` starts, with nothing in its environment but these. */
async function start(environment: Record<string, string>): Promise<string> {
  const given = { port: '0', dataDir }
  const options = readServerOptions(given, { environment, platform: 'linux', homeDirectory: undefined })
  app = await createApp({ ...options, webRoot: '/nowhere', log })
  const { address, port } = await app.start()
  return `http://${address}:${port}`
}

const inVain = {
  DISABLE_AUTH: 'true',
  REQUIRE_AUTH: 'false',
  API_TOKEN_ENABLED: 'false',
  API_TOKENS: 'planted-token,planted-other',
  PULSE_PASSWORD: 'planted-password',
  PULSE_AUDIT_LOG: 'false',
  AUDIT_LOG_ENABLED: 'false',
  ENABLE_AUDIT_LOG: 'false',
  ALLOW_UNPROTECTED_AUTO_REGISTER: 'true',
  REGISTRATION_TOKEN_DEFAULT_VALIDITY: '0',
  IFRAME_EMBEDDING_ALLOW: '*',
  PROXY_AUTH_SECRET: 'planted-secret',
  OIDC_ENABLED: 'true',
  HTTPS: 'true',
  PULSE_INIT_CONFIG_URL: 'http://192.0.2.1/planted',
}

describe('switches of other versions', () => {
  it('open nothing, and are told of without what they say', async () => {
    const base = await start(inVain)
    const warned = logged.filter(([, message]) => message === 'this variable means nothing here')
    expect(warned.map(([fields]) => (fields as { variable: string }).variable)).toEqual(Object.keys(inVain).toSorted())
    for (const [fields] of warned) expect(fields).toMatchObject({ instead: expect.stringMatching(/^[A-Z]/) as unknown })
    expect(JSON.stringify(logged)).not.toContain('planted')

    const headers = { 'x-auth-user': 'ada', 'x-proxy-secret': 'planted-secret', 'x-api-token': 'planted-token' }
    for (const given of [{}, headers]) {
      for (const path of ['/api/state', '/api/config', '/api/config/nodes', '/api/export', '/api/security/audit'])
        expect([path, (await fetch(base + path, { headers: given })).status]).toEqual([path, 401])
    }
    const body = JSON.stringify({ type: 'pve', host: '192.0.2.10', tokenId: 'a@pam!b', tokenValue: 'c' })
    const json = { 'content-type': 'application/json' }
    const registered = await fetch(`${base}/api/auto-register`, { method: 'POST', headers: json, body })
    expect(registered.status).toBe(401)
    const page = await fetch(base)
    expect(page.headers.get('x-frame-options')).toBe('DENY')
    expect(await (await fetch(`${base}/api/security/status`)).json()).toMatchObject({
      setupNeeded: true,
      requiresAuth: true,
      hasAuditLogging: true,
    })
  })

  it('that mean something here open no more than they say', async () => {
    const base = await start({
      ALLOW_UNPROTECTED_EXPORT: 'true',
      PULSE_TRUSTED_NETWORKS: '127.0.0.0/8',
      PULSE_TRUSTED_PROXIES: '127.0.0.1',
      DISCOVERY_ENABLED: 'false',
    })
    for (const path of ['/api/export', '/api/state', '/api/config/nodes'])
      expect([path, (await fetch(base + path)).status]).toEqual([path, 401])
    expect(logged.map(([, message]) => message)).not.toContain('this variable means nothing here')
  })

  it.each([
    [{ ALLOWED_ORIGINS: '*' }, /ALLOWED_ORIGINS: allowedOrigins cannot be \*/],
    [{ PULSE_ALLOW_UNAUTHENTICATED: 'yes' }, /must be true or false/],
    [{ PULSE_AUTH_USER: 'ada' }, /belong together/],
    [{ PULSE_TRUSTED_PROXIES: 'all' }, /must list addresses or networks/],
  ])('that would open everything are refused: %j', async (environment, words) => {
    await expect(start(environment)).rejects.toThrow(words)
  })
})
