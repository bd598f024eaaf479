import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, runPulse } from './run-pulse.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pulse-words-'))
  writeFileSync(join(folder, 'secret'), 'hunter22\n')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const environment = { PVE_BASE_URL: 'https://pve1:8006', PVE_TOKEN_ID: 'root@pam!t', PVE_TOKEN_SECRET: 'hunter22' }
const dryRun = (...words: string[]): Promise<Ended> => runPulse(folder, ['api', ...words, '--dry-run'], environment)

describe.concurrent('names of parameters', () => {
  it.each(['__proto__', 'constructor', 'toString'])('%s is none, though every object has it', async (name) => {
    const ended = await dryRun('get', '/nodes', '--param', `${name}=1`)
    expect(ended).toMatchObject({ code: 3, out: '' })
    expect(ended.error).toBe(`GET /nodes: there is no parameter ${name}, as it takes none.\n`)
  })
})

const certificate = '/nodes/pve1/certificates/custom'
const factor = '/access/tfa/root@pam'
const secrets: readonly [path: string, name: string, others: readonly string[]][] = [
  [certificate, 'key', ['certificates=x']],
  [factor, 'value', ['type=totp']],
  [factor, 'totp', ['type=totp']],
  ['/cluster/acme/account', 'eab-hmac-key', ['contact=a@example.org', 'eab-kid=k1']],
  ['/access/domains', 'client-key', ['realm=rr', 'type=openid']],
  ['/storage', 'keyring', ['storage=st', 'type=rbd']],
  ['/cluster/notifications/endpoints/gotify', 'token', ['name=gg', 'server=https://example.org']],
]

describe.concurrent('secrets that are not called so', () => {
  it.each(secrets)('%s: %s', async (path, name, others) => {
    const words = ['post', path, ...others.flatMap((one) => ['--param', one]), '--param']
    const refused = await dryRun(...words, `${name}=hunter22`)
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.error).toMatch(new RegExp(`^${name} is a secret, and others can see the command line: `))
    expect(refused.error).not.toContain('hunter22')
    const shown = await dryRun(...words, `${name}=@secret`)
    expect(shown.out).toContain(`"$${name.toUpperCase().replaceAll('-', '_')}"`)
    expect(shown.out + shown.error).not.toContain('hunter22')
  })

  it('keys of a keyboard are no secret', async () => {
    const ended = await dryRun('put', '/nodes/pve1/qemu/100/sendkey', '--param', 'key=ctrl-alt-delete')
    expect(ended.out).toContain('pvesh set /nodes/pve1/qemu/100/sendkey --key ctrl-alt-delete')
  })

  it('nor is the wish for a key', async () => {
    const ended = await dryRun('put', '/storage/pbs', '--param', 'encryption-key=autogen')
    expect(ended.code).toBe(0)
  })
})
