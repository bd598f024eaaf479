import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Served } from '../served.ts'

/** A server without a login, that watches nothing that answers. */
let served: Served
beforeAll(async () => {
  served = await Served.open()
})
afterAll(() => served.stop())

interface Answer {
  status: number
  body: Record<string, unknown> & { error?: string; field?: string }
}

async function ask(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await served.send(method, path, { body })
  const text = await response.text()
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] }
}

const pve = { type: 'pve', host: '127.0.0.1:9', user: 'root@pam', password: 'canary-password', verifySSL: false }

describe('connections: the documented messages', () => {
  it.each<[unknown, string, string | undefined]>([
    [[1], 'Invalid request body', undefined],
    ['text', 'Invalid request body', undefined],
    [{}, 'Host is required', 'host'],
    [{ type: 'pve', host: '' }, 'Host is required', 'host'],
    [{ type: 'pve', host: '  ' }, 'Host is required', 'host'],
    [{ host: '192.0.2.9' }, 'Invalid node type', 'type'],
    [{ host: '192.0.2.9', type: 'esx' }, 'Invalid node type', 'type'],
    [{ host: '192.0.2.9', type: 7 }, 'Invalid node type', 'type'],
    [{ host: '192.0.2.9', type: 'pve' }, 'Authentication credentials required', 'tokenName'],
    [{ host: '192.0.2.9', type: 'pve', user: 'root@pam' }, 'Authentication credentials required', 'password'],
    [{ host: '192.0.2.9', type: 'pve', password: 'x' }, 'Authentication credentials required', 'tokenName'],
    [{ host: '192.0.2.9', type: 'pve', tokenName: 'a@pve!t' }, 'Authentication credentials required', 'tokenValue'],
    [{ host: '192.0.2.9', type: 'pbs', tokenValue: 'x' }, 'Authentication credentials required', 'tokenName'],
  ])('%j: %s', async (body, error, field) => {
    for (const path of ['', '/test-connection', '/test-config']) {
      const answer = await ask('POST', `/api/config/nodes${path}`, body)
      expect(answer).toMatchObject({ status: 400, body: { error } })
      expect(answer.body.field).toBe(field)
    }
  })

  it.each(['pve-0', 'pbs-0', 'pve-1', 'nothing', '..%2f', '__proto__'])('no connection is called %s', async (id) => {
    const missing = { status: 404 }
    expect(await ask('PUT', `/api/config/nodes/${id}`, { name: 'x' })).toMatchObject(missing)
    expect(await ask('DELETE', `/api/config/nodes/${id}`)).toMatchObject(missing)
  })

  it('say so', async () => {
    expect(await ask('PUT', '/api/config/nodes/pve-0', {})).toMatchObject({
      status: 404,
      body: { error: 'Node not found' },
    })
    expect(await ask('DELETE', '/api/config/nodes/pbs-0')).toMatchObject({
      status: 404,
      body: { error: 'Node not found' },
    })
    expect(await ask('POST', '/api/config/nodes/pve-0/test')).toEqual({
      status: 200,
      body: { status: 'error', message: 'Node not found' },
    })
  })

  it('empty fields of a change keep what is stored, but a host is never empty', async () => {
    const { body } = await ask('POST', '/api/config/nodes', { ...pve, name: 'kept' })
    const path = `/api/config/nodes/${String(body['id'])}`
    /** Without what is learnt from the host, which nobody answers for. */
    const listed = async () => {
      const response = await served.send('GET', '/api/config/nodes')
      const found = (await response.json()) as ({ id: string } & Record<string, unknown>)[]
      const { error: _, ...rest }: Record<string, unknown> = found.find(({ id }) => id === body['id']) ?? {}
      return rest
    }
    const before = await listed()
    const empty = { name: '', user: '', password: '', tokenName: '', tokenValue: '' }
    for (const change of [{}, empty, { name: null, host: null, monitorVMs: null }])
      expect(await ask('PUT', path, change)).toEqual({ status: 200, body: { status: 'success' } })
    expect(await listed()).toEqual(before)
    expect(await ask('PUT', path, { host: '' })).toMatchObject({ status: 400, body: { error: 'Host is required' } })
    expect(await listed()).toEqual(before)
    expect(before).toMatchObject({ user: 'root@pam', hasPassword: true, hasToken: false, host: 'https://127.0.0.1:9' })
    expect(JSON.stringify(before)).not.toContain('canary')
    expect(await ask('DELETE', path)).toEqual({ status: 200, body: { status: 'success' } })
  })

  it('a user of a backup server gets its realm', async () => {
    const { status, body } = await ask('POST', '/api/config/nodes', {
      ...pve,
      type: 'pbs',
      user: 'monitor',
      name: 'vault',
    })
    expect([status, body]).toEqual([201, { status: 'success', id: expect.any(String) as unknown, name: 'vault' }])
    const list = (await served.send('GET', '/api/config/nodes').then((answer) => answer.json())) as object[]
    expect(list).toMatchObject([{ type: 'pbs', name: 'vault', user: 'monitor@pbs', status: 'disconnected' }])
    expect(list[0]).not.toHaveProperty('monitorBackups')
    await ask('DELETE', `/api/config/nodes/${String(body['id'])}`)
  })

  it('nor where no id is given', async () => {
    expect(await ask('PUT', '/api/config/nodes/', {})).toMatchObject({ status: 404, body: { error: 'Node not found' } })
    expect(await ask('DELETE', '/api/config/nodes/')).toMatchObject({ status: 404, body: { error: 'Node not found' } })
    expect((await ask('POST', '/api/config/nodes/pve-0/nothing', {})).status).toBe(404)
  })
})

describe('settings of the server', () => {
  it('take effect in the answer to the next question', async () => {
    expect(await ask('PUT', '/api/config/system', { pollingInterval: 20 })).toEqual({
      status: 200,
      body: { status: 'success', message: 'Polling interval updated to 20 seconds', pollingInterval: 20 },
    })
    for (const path of ['/api/config', '/api/config/system', '/api/system/settings'])
      expect((await ask('GET', path)).body['pollingInterval']).toBe(20)
    expect(await ask('POST', '/api/system/settings/update', { updateChannel: 'rc' })).toEqual({
      status: 200,
      body: { status: 'success' },
    })
    expect((await ask('GET', '/api/version')).body['channel']).toBe('rc')
    expect((await ask('GET', '/api/config/system')).body['pollingInterval']).toBe(20)
  })

  it('let other pages in at once, and out again', async () => {
    const headers = { origin: 'https://dash.example.net' }
    const allowed = async () =>
      (await served.send('GET', '/api/config', { headers })).headers.get('access-control-allow-origin')
    expect(await allowed()).toBeNull()
    await ask('POST', '/api/config/system', { allowedOrigins: 'https://dash.example.net' })
    expect(await allowed()).toBe('https://dash.example.net')
    await ask('POST', '/api/config/system', { allowedOrigins: '' })
    expect(await allowed()).toBeNull()
  })

  it('name the port that the server really has', async () => {
    const port = Number(new URL(served.base).port)
    expect((await ask('GET', '/api/config/system')).body).toMatchObject({ backendPort: port, frontendPort: port })
    expect(await ask('POST', '/api/config/system', { frontendPort: port })).toMatchObject({ status: 200 })
    expect(await ask('POST', '/api/config/system', { frontendPort: 81 })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', field: 'frontendPort' },
    })
  })
})

describe('notes on guests', () => {
  it('are read, written and deleted as documented', async () => {
    const path = '/api/guests/metadata/lab-pve1-101'
    const empty = { id: 'lab-pve1-101', customUrl: '', description: '', tags: null }
    expect(await ask('GET', path)).toEqual({ status: 200, body: empty })
    expect(await ask('PUT', path, { customUrl: 'https://wiki.example/101', tags: ['a'] })).toEqual({
      status: 200,
      body: { ...empty, customUrl: 'https://wiki.example/101', tags: ['a'] },
    })
    expect(await ask('POST', path, { description: 'web' })).toEqual({
      status: 200,
      body: { ...empty, description: 'web' },
    })
    for (const all of ['/api/guests/metadata', '/api/guests/metadata/'])
      expect((await ask('GET', all)).body).toEqual({ 'lab-pve1-101': { ...empty, description: 'web' } })
    expect(await ask('DELETE', path)).toEqual({ status: 204, body: {} })
    expect(await ask('DELETE', path)).toEqual({ status: 204, body: {} })
  })

  it.each([
    ['a script', 'javascript:alert(1)'],
    ['a script in disguise', 'JaVa\tScript:alert(1)'],
    ['no scheme', '//evil'],
    ['credentials', 'https://a@b'],
    ['eight kilobytes', `https://a/${'x'.repeat(8000)}`],
  ])('refuse %s as an address', async (_, customUrl) => {
    expect(await ask('PUT', '/api/guests/metadata/x', { customUrl })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', field: 'customUrl' },
    })
  })

  it('want to know the guest', async () => {
    for (const method of ['PUT', 'POST', 'DELETE']) {
      const body = method === 'DELETE' ? undefined : {}
      expect((await ask(method, '/api/guests/metadata/', body)).status).toBe(405)
      expect(await ask(method, '/api/guests/metadata/%20', body)).toMatchObject({
        status: 400,
        body: { error: 'Guest ID required' },
      })
    }
    expect((await ask('GET', '/api/guests/metadata')).body).toEqual({})
  })
})

describe('storages', () => {
  it('are an empty list where there are none', async () => {
    for (const path of ['/api/storage', '/api/storage/'])
      expect((await ask('GET', path)).body).toEqual({ data: [], timestamp: expect.any(Number) as unknown })
    expect(await ask('GET', '/api/storage/%3Cscript%3E')).toMatchObject({
      status: 404,
      body: { error: "Storage with ID '<script>' not found", code: 'storage.missing' },
    })
  })
})
