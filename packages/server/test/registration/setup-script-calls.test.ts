import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RegistrationServer, startRegistrationServer } from './registration-server.ts'

const owner = { 'x-api-token': 'owner' }
const json = { 'content-type': 'application/json' }

let pulse: RegistrationServer
let named: RegistrationServer
beforeAll(async () => {
  pulse = await startRegistrationServer()
  named = await startRegistrationServer({ publicUrl: 'https://pulse.example.org' })
})
afterAll(() => Promise.all([pulse.stop(), named.stop()]))

const get = (query: string, headers: Record<string, string> = owner): Promise<Response> =>
  pulse.send('GET', `/api/setup-script${query}`, { headers })

/** With headers that `fetch` does not let through. */
function raw(
  server: RegistrationServer,
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<{ status: number | undefined; body: string }> {
  const asked = request(server.base + path, { method, headers: { ...owner, ...headers } })
  const answer = new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    asked.once('response', (response) => {
      text(response).then((all) => resolve({ status: response.statusCode, body: all }), reject)
    })
    asked.once('error', reject)
  })
  asked.end(body)
  return answer
}

/** The value of an assignment at the top of a script. */
const assigned = (script: string, name: string): string | undefined =>
  new RegExp(`^${name}='([^']*)'$`, 'm').exec(script)?.[1]

describe('a setup script', () => {
  it('is plain text with a constant name', async () => {
    for (const [type, host] of [
      ['pve', 'https://192.0.2.10:8006'],
      ['pbs', 'https://192.0.2.20:8007'],
    ]) {
      const answer = await pulse.send('POST', '/api/setup-script', { headers: owner, body: { type, host } })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
      expect(answer.headers.get('content-disposition')).toBe(`inline; filename=pulse-setup-${type}.sh`)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      const script = await answer.text()
      expect(script).toMatch(/^#!\/bin\/sh\n/)
      expect(assigned(script, 'HOST_URL')).toBe(host)
      expect(assigned(script, 'PULSE_URL')).toBe(pulse.base)
      expect(assigned(script, 'SETUP_CODE')).toMatch(/^[A-HJ-NP-Z2-9]{20}$/)
    }
  })

  it('writes addresses in one form', async () => {
    const query = '?type=pve&host=PVE1.example.org&pulse_url=HTTP://Pulse.example.org:80/&backup_perms=true'
    const script = await (await get(query)).text()
    expect(assigned(script, 'HOST_URL')).toBe('https://pve1.example.org:8006')
    expect(assigned(script, 'PULSE_URL')).toBe('http://pulse.example.org')
    expect(assigned(script, 'TOKEN_NAME')).toBe('pulse-pulse-example-org')
    expect(assigned(script, 'BACKUP_PERMS')).toBe('true')
    const longer = await (await get(`?type=pbs&host=[2001:db8::1]:8007&pulse_url=https://${'a.'.repeat(60)}lan`)).text()
    expect(assigned(longer, 'HOST_URL')).toBe('https://[2001:db8::1]:8007')
    expect(assigned(longer, 'TOKEN_NAME')).toMatch(/^pulse-(a-){15}a-[0-9a-f]{8}$/)
  })

  it.each([
    ['?host=192.0.2.10', "Missing required parameter: type (must be 'pve' or 'pbs')", 'type'],
    ['?type=pmg', "Invalid parameter: type must be 'pve' or 'pbs'", 'type'],
  ])('%s is refused', async (query, error, field) => {
    const answer = await get(query)
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ error, field, code: 'request.invalid' }) as unknown,
    ])
    const body = Object.fromEntries(new URLSearchParams(query))
    expect((await pulse.send('POST', '/api/setup-script', { headers: owner, body })).status).toBe(400)
    expect((await pulse.send('POST', '/api/setup-script-url', { headers: owner, body })).status).toBe(400)
  })

  const hostile = [
    'a$(id)',
    'a`id`',
    'a";id;"',
    "a'b",
    "a';touch /tmp/pwn;'",
    'a\nid',
    'a\n',
    'a\r\nX: y',
    '-oProxyCommand=id',
    'a b',
    'a'.repeat(300),
    'xn--',
    'a\0b',
    '$IFS',
    'a|id',
    'a&id',
    'a\\',
    'user:secret@host',
    'ä'.repeat(300),
  ]
  it.each(hostile)('holds no %j', async (value) => {
    for (const part of [{ host: value }, { host: `https://${value}:8006` }, { host: `https://host:8006/${value}` }])
      await refused({ type: 'pve', ...part })
    for (const pulseUrl of [value, `http://${value}`, `http://${value}:7655`, `http://pulse:7655/${value}`])
      await refused({ type: 'pve', host: '192.0.2.10', pulseUrl })
  })

  it('holds nothing of what a browser puts behind an address', async () => {
    const answer = await get(`?type=pve&host=${encodeURIComponent('https://pve1:8006/#$(id)')}`)
    const script = await answer.text()
    expect(assigned(script, 'HOST_URL')).toBe('https://pve1:8006')
    expect(script).not.toContain('$(id)')
  })

  async function refused(body: Record<string, string>): Promise<void> {
    const { type = '', host = '', pulseUrl } = body
    const query = new URLSearchParams({ type, host, ...(pulseUrl === undefined ? {} : { pulse_url: pulseUrl }) })
    const answers = [
      await pulse.send('POST', '/api/setup-script', { headers: owner, body }),
      await pulse.send('POST', '/api/setup-script-url', { headers: owner, body }),
      await get(`?${query.toString()}`),
    ]
    for (const answer of answers) {
      const text = await answer.text()
      expect({ body, status: answer.status, text }).toMatchObject({ status: 400 })
      expect(text).not.toContain('#!/bin/sh')
    }
  }

  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ftp://pulse',
    '//pulse',
    'pulse:7655',
    'http://',
    'http://a:99999',
  ])('is not for a Pulse at %s', async (pulseUrl) => {
    const answer = await pulse.send('POST', '/api/setup-script', { headers: owner, body: { type: 'pve', pulseUrl } })
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'setup-script.unknown-address', field: 'pulseUrl' }) as unknown,
    ])
  })
})

describe('the address of Pulse', () => {
  it('is the one that is set, whatever the request says', async () => {
    for (const headers of [{ host: 'evil.example' }, { host: 'x', 'x-forwarded-host': 'evil.example' }]) {
      const { status, body } = await raw(named, 'GET', '/api/setup-script?type=pve', headers)
      expect(status).toBe(200)
      expect(assigned(body, 'PULSE_URL')).toBe('https://pulse.example.org')
      expect(body).not.toContain('evil')
    }
  })

  it('is else the one that was asked, for this answer only', async () => {
    const { body } = await raw(pulse, 'GET', '/api/setup-script?type=pve', { host: 'pulse.lan:7655' })
    expect(assigned(body, 'PULSE_URL')).toBe('http://pulse.lan:7655')
    // Nobody trusted a proxy: what it says of the address is nothing.
    const forwarded = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    const again = await raw(pulse, 'GET', '/api/setup-script?type=pve', forwarded)
    expect(assigned(again.body, 'PULSE_URL')).toBe(pulse.base)
    expect(JSON.stringify(pulse.settings.document())).not.toMatch(/pulse\.lan|evil/)
  })

  it.each(['evil"$(id)', "a'b", 'a b', 'a/b', 'a?b', 'user@evil'])('is not %s', async (host) => {
    const { status, body } = await raw(pulse, 'GET', '/api/setup-script?type=pve', { host })
    expect(status).toBe(400)
    expect(body).not.toContain(host)
  })
})

describe('the setup command', () => {
  it('carries its code in a header, and nothing secret in its address', async () => {
    const body = { type: 'pve', host: 'https://192.0.2.10:8006', pulseUrl: 'http://192.0.2.5:7655', backupPerms: true }
    const answer = await pulse.send('POST', '/api/setup-script-url', { headers: owner, body })
    const told = (await answer.json()) as Record<string, unknown>
    const url =
      'http://192.0.2.5:7655/api/setup-script?type=pve&host=https%3A%2F%2F192.0.2.10%3A8006&pulse_url=http%3A%2F%2F192.0.2.5%3A7655&backup_perms=true'
    expect(told).toEqual({
      url,
      command: `curl -sSfL -H 'X-Setup-Code: ${String(told['setupCode'])}' '${url}' | sh`,
      expires: expect.any(Number) as unknown,
      setupCode: expect.stringMatching(/^[A-HJ-NP-Z2-9]{20}$/) as unknown,
    })
    const inMs = Number(told['expires']) * 1000 - Date.now()
    expect(inMs).toBeGreaterThan(590_000)
    expect(inMs).toBeLessThanOrEqual(600_000)
    expect(JSON.stringify(pulse.audited)).not.toContain(told['setupCode'])
  })

  it('names the key of a certificate that no authority knows', async () => {
    const pin = `sha256//${'A'.repeat(43)}=`
    const secure = await startRegistrationServer({ pin })
    const body = { type: 'pbs', pulseUrl: 'https://192.0.2.5:7655' }
    const answer = await secure.send('POST', '/api/setup-script-url', { headers: owner, body })
    const { command } = (await answer.json()) as { command: string }
    expect(command).toMatch(/^curl -sSfL -k --pinnedpubkey 'sha256\/\/A{43}=' -H 'X-Setup-Code: [A-Z2-9]{20}' 'https:/)
    await secure.stop()
  })
})

describe('who gets a script', () => {
  const codeFor = async (body: object): Promise<string> => {
    const answer = await pulse.send('POST', '/api/setup-script-url', { headers: owner, body })
    return ((await answer.json()) as { setupCode: string }).setupCode
  }

  it.each([
    ['owner', 200, 200],
    ['register', 200, 200],
    ['write', 403, 200],
    ['read', 403, 401],
    ['wrong', 401, 401],
    ['', 401, 401],
  ])('%s: POST %i, GET %i', async (token, posted, got) => {
    const headers: Record<string, string> = token === '' ? {} : { 'x-api-token': token }
    const body = { type: 'pve' }
    expect((await pulse.send('POST', '/api/setup-script', { headers, body })).status).toBe(posted)
    expect((await pulse.send('POST', '/api/setup-script-url', { headers, body })).status).toBe(posted)
    const answer = await get('?type=pve', headers)
    expect(answer.status).toBe(got)
    if (token === '') expect(await answer.json()).toMatchObject({ error: 'Authentication required' })
  })

  it('a code is enough, in a header or in the address, and is the one in the script', async () => {
    const code = await codeFor({ type: 'pve', host: '192.0.2.10' })
    const answers = [
      await get('?type=pve&host=192.0.2.10', { 'x-setup-code': code }),
      await get(`?type=pve&auth_token=${code}`, {}),
      await get(`?type=pve&token=${code}`, {}),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(200)
      const script = await answer.text()
      expect(assigned(script, 'SETUP_CODE')).toBe(code)
      expect(assigned(script, 'HOST_URL')).toBe('https://192.0.2.10:8006')
    }
  })

  it('a code is for its product and host alone', async () => {
    const code = await codeFor({ type: 'pve', host: '192.0.2.10' })
    for (const query of ['?type=pbs', '?type=pve&host=192.0.2.11']) {
      const answer = await get(query, { 'x-setup-code': code })
      expect([answer.status, await answer.json()]).toEqual([
        401,
        expect.objectContaining({ error: 'Invalid or expired setup code', code: 'setup-code.wrong' }) as unknown,
      ])
    }
    expect((await get('?type=pve', { 'x-setup-code': 'ABCDEFGHJKLMNPQRSTUV' })).status).toBe(401)
  })

  it('a registration token is enough, but brings no code', async () => {
    const made = await pulse.send('POST', '/api/tokens/generate', {
      headers: { ...owner, ...json },
      body: { maxUses: 1 },
    })
    const { token } = (await made.json()) as { token: string }
    const answer = await get('?type=pve', { 'x-registration-token': token })
    expect(answer.status).toBe(200)
    const script = await answer.text()
    expect(assigned(script, 'SETUP_CODE')).toBe('')
    expect(script).not.toContain(token)
    expect((await get('?type=pve', { 'x-registration-token': 'PULSE-REG-0' })).status).toBe(401)
  })
})
