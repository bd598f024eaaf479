import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConfigChange } from '@pulse/contract'
import { afterEach, describe, expect, it } from 'vitest'
import { closedAccess } from '../../src/access-options.ts'
import { StartError } from '../../src/platform/platform.ts'
import { originalContent, originalExport } from '../original-export.ts'
import { type LoggedIn, Served } from '../served.ts'

const passphrase = 'correct horse battery'
const servers: Served[] = []

afterEach(async () => {
  for (const served of servers.splice(0)) await served.stop()
})

const started = async (served: Promise<Served>): Promise<Served> => {
  servers.push(await served)
  return served
}

type Body = Record<string, unknown>
interface Answer {
  status: number
  body: Body & { data?: string; error?: string; code?: string; changes?: ConfigChange[]; warnings?: string[] }
}

async function ask(
  served: Served,
  call: string,
  body?: Body,
  headers: Record<string, string> | LoggedIn['headers'] = {},
): Promise<Answer> {
  const [method = '', path = ''] = call.split(' ')
  const answer = await served.send(method, path, { ...(body && { body }), headers })
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}

/** Nobody listens there: nothing is to be watched in these stories. */
const lab = {
  type: 'pve',
  name: 'lab',
  host: '127.0.0.1:9',
  tokenName: 'mon@pve!pulse',
  tokenValue: 'fake-token',
  verifySSL: true,
}

describe('an export', () => {
  it('moves everything to another server, but for who owns it', async () => {
    const [old, fresh] = [await started(Served.owned()), await started(Served.owned())]
    const [{ headers }, { headers: elsewhere }] = [await old.login(), await fresh.login()]
    const { id } = (await ask(old, 'POST /api/config/nodes', lab, headers)).body
    await ask(old, 'PUT /api/config/system', { pollingInterval: 30 }, headers)
    await ask(old, `PUT /api/guests/metadata/${String(id)}~guest~101`, { description: 'the wiki' }, headers)
    const exported = await ask(old, 'POST /api/config/export', { passphrase }, headers)
    expect(exported).toEqual({
      status: 200,
      body: { status: 'success', data: expect.stringMatching(/^[\w+/]+=*$/) as string },
    })

    const input = { data: JSON.stringify(exported.body, null, 2), passphrase }
    const planned = await ask(fresh, 'POST /api/config/import', { ...input, dryRun: true }, elsewhere)
    expect(planned.body).toMatchObject({ message: 'Nothing was changed: this was a dry run', warnings: [] })
    expect((await ask(fresh, 'GET /api/config/nodes', undefined, elsewhere)).body).toEqual([])
    const imported = await ask(fresh, 'POST /api/config/import', input, elsewhere)
    expect(imported).toMatchObject({
      status: 200,
      body: { status: 'success', message: 'Configuration imported successfully', changes: planned.body.changes },
    })
    expect((await ask(fresh, 'GET /api/config/nodes', undefined, elsewhere)).body).toMatchObject([{ id, name: 'lab' }])
    expect((await ask(fresh, 'GET /api/config/system', undefined, elsewhere)).body).toMatchObject({
      pollingInterval: 30,
    })
    expect((await ask(fresh, 'GET /api/guests/metadata', undefined, elsewhere)).body).toMatchObject({
      [`${String(id)}~guest~101`]: { description: 'the wiki' },
    })
    // The session that imported is still there, and so is the login after a restart.
    await fresh.restart()
    expect((await ask(fresh, 'GET /api/config/nodes', undefined, (await fresh.login()).headers)).body).toHaveLength(1)
  })

  it('for scripts is encrypted with the token that asks', async () => {
    const served = await started(Served.owned())
    const { headers } = await served.login()
    const { token } = (await ask(served, 'POST /api/system/api-token/generate', undefined, headers)).body as {
      token: string
    }
    const inAddress = await ask(served, `GET /api/export?token=${token}`)
    const inHeader = await ask(served, 'GET /api/export', undefined, { 'x-api-token': token })
    expect([inAddress.status, inHeader.status]).toEqual([200, 200])
    const input = { data: inAddress.body.data ?? '', passphrase: token }
    expect(await ask(served, 'POST /api/config/import', input, headers)).toMatchObject({
      status: 200,
      body: { changes: [] },
    })
    expect(await ask(served, 'GET /api/export', undefined, headers)).toMatchObject({
      status: 400,
      body: { field: 'token', error: 'Send the API token in X-API-Token: it is the passphrase of the export' },
    })
    expect((await ask(served, 'GET /api/export?token=wrong')).status).toBe(401)
  })

  it.each([
    ['POST /api/config/export', {}, 'Passphrase is required'],
    ['POST /api/config/export', { passphrase: '' }, 'Passphrase is required'],
    ['POST /api/config/export', { passphrase: 'elevenchars' }, 'Passphrase must be at least 12 characters long'],
    ['POST /api/config/import', { passphrase }, 'Import data is required'],
    ['POST /api/config/import', { passphrase, data: ' ' }, 'Import data is required'],
    ['POST /api/config/import', { data: 'AAAA' }, 'Passphrase is required'],
  ])('answers as documented: %s %j', async (call, body, error) => {
    const served = await started(Served.open())
    expect(await ask(served, call, body)).toMatchObject({ status: 400, body: { error, code: 'request.invalid' } })
  })
})

describe('without a login, export and import', () => {
  const proxied = { access: { ...closedAccess, trustedProxies: ['127.0.0.1'] } }
  const from = (address: string) => ({ 'x-forwarded-for': address })
  const input = { passphrase, data: originalExport({ version: '4.0' }, passphrase) }
  const statuses = async (served: Served, headers: Record<string, string>): Promise<unknown[]> => {
    const exported = await ask(served, 'POST /api/config/export', { passphrase }, headers)
    const imported = await ask(served, 'POST /api/config/import', { ...input }, headers)
    return [exported.status, imported.status, exported.body.error, imported.body.error, exported.body.code]
  }

  it.each(['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.9', '169.254.1.1', '::1', 'fd00::1', 'fe80::1'])(
    'are open to %s',
    async (address) => {
      const served = await started(Served.open(proxied))
      expect(await statuses(served, from(address))).toEqual([200, 200, undefined, undefined, undefined])
    },
  )

  it.each(['203.0.113.9', '172.32.0.1', '2001:db8::1', '100.64.0.1'])('are closed to %s', async (address) => {
    const served = await started(Served.open(proxied))
    expect(await statuses(served, from(address))).toEqual([
      403,
      403,
      'Export requires authentication on public networks',
      'Import requires authentication on public networks',
      'export.refused',
    ])
    expect(
      (await ask(served, 'GET /api/export?token=correct-horse-battery', undefined, from(address))).status,
    ).toBeGreaterThan(400)
  })

  it('are open to all the world where that is set, and to nobody who only claims to be at home', async () => {
    const open = { access: { ...proxied.access, allowUnprotectedExport: true } }
    expect((await statuses(await started(Served.open(open)), from('203.0.113.9'))).slice(0, 2)).toEqual([200, 200])
    // A header in front of what the proxy added is no address.
    const forged = from('192.168.1.9, 203.0.113.9')
    expect((await statuses(await started(Served.open(proxied)), forged)).slice(0, 2)).toEqual([403, 403])
  })
})

describe('an import that is refused', () => {
  it('leaves settings.json as it is, byte for byte', async () => {
    const served = await started(Served.owned())
    const { headers } = await served.login()
    await ask(served, 'POST /api/config/nodes', lab, headers)
    const before = served.savedSettings()
    const node = (Host: string) => ({ nodes: { pveInstances: [{ ...originalContent.nodes.pveInstances[0], Host }] } })
    const cases: [string, number][] = [
      [originalExport({ ...originalContent, ...node('http://169.254.169.254') }, passphrase), 400],
      [originalExport(originalContent, 'another passphrase'), 400],
      ['A'.repeat(9 * 1024 * 1024), 413],
    ]
    for (const [data, status] of cases)
      expect((await ask(served, 'POST /api/config/import', { data, passphrase }, headers)).status).toBe(status)
    expect(served.savedSettings()).toBe(before)
    expect(existsSync(join(served.dataDir, 'settings.before-import.json'))).toBe(false)
  })
})

describe('pulse.yaml', () => {
  const text = (interval: number) =>
    `connections:\n  - {name: lab, type: pve, host: "127.0.0.1:9", token: {id: mon@pve!pulse, secret: fake-token}}\nsettings:\n  pollingInterval: ${interval}\n`

  it('is planned and applied by calls, and its values are not changed by others', async () => {
    const served = await started(Served.owned())
    const { headers } = await served.login()
    const body = { text: text(30), name: 'pulse.yaml' }
    const plan = await ask(served, 'POST /api/config/file/plan', body, headers)
    expect(plan.body.changes).toMatchObject([
      { action: 'add', kind: 'connection', name: 'lab' },
      { action: 'add', kind: 'setting', name: 'pollingInterval' },
    ])
    expect(JSON.stringify(plan)).not.toContain('fake-token')
    expect((await ask(served, 'POST /api/config/file/apply', body, headers)).body).toEqual(plan.body)
    expect((await ask(served, 'POST /api/config/file/apply', body, headers)).body).toEqual({ changes: [] })
    const [{ id } = {}] = (await ask(served, 'GET /api/config/nodes', undefined, headers)).body as unknown as {
      id: string
    }[]
    expect((await ask(served, 'GET /api/config/file', undefined, headers)).body).toEqual({
      file: { name: 'pulse.yaml', appliedAt: expect.stringMatching(/Z$/) as string },
      connections: [id],
      settings: ['pollingInterval'],
      sections: [],
    })
    const refused = { status: 409, body: { code: 'settings.managed' } }
    expect(await ask(served, `PUT /api/config/nodes/${id}`, { name: 'x' }, headers)).toMatchObject(refused)
    expect(await ask(served, `DELETE /api/config/nodes/${id}`, undefined, headers)).toMatchObject(refused)
    expect(await ask(served, 'PUT /api/config/system', { pollingInterval: 60 }, headers)).toMatchObject(refused)
    await ask(served, 'DELETE /api/config/file', undefined, headers)
    expect((await ask(served, `DELETE /api/config/nodes/${id}`, undefined, headers)).status).toBe(200)
    const trail = readFileSync(join(served.dataDir, 'audit.jsonl'), 'utf8')
    expect(trail).toMatch(/config_file_applied.*pulse\.yaml: 2 changes/)
    expect(trail).toContain('config_file_released')
  })

  it('is applied at the start and again when it is told to have changed', async () => {
    const first = await started(Served.open())
    const file = join(first.dataDir, 'pulse.yaml')
    writeFileSync(file, text(30))
    const served = await started(Served.open({ configuration: { file, initial: undefined } }))
    const interval = async (): Promise<unknown> => (await ask(served, 'GET /api/config/system')).body['pollingInterval']
    expect(await interval()).toBe(30)
    writeFileSync(file, text(60))
    await served.app.applyConfigFile()
    expect(await interval()).toBe(60)
    writeFileSync(file, text(1))
    const mistake = new StartError(
      `${file} line 4: settings.pollingInterval: pollingInterval must be a whole number of seconds from 2 to 3600.`,
    )
    await expect(served.app.applyConfigFile()).rejects.toThrow(mistake)
    expect(await interval()).toBe(60)
    await expect(Served.open({ configuration: { file, initial: undefined } })).rejects.toThrow(mistake)
  })
})
