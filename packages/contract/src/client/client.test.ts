import { describe, expect, it } from 'vitest'
import { CallError, createClient, type FetchLike } from './client.ts'

function answering(status: number, body: string, type = 'application/json; charset=utf-8') {
  const seen: { url: string; init: Parameters<FetchLike>[1] }[] = []
  const fetchLike: FetchLike = (url, init) => {
    seen.push({ url, init })
    const headers = { get: (name: string) => (name === 'content-type' ? type : null) }
    return Promise.resolve({ ok: status < 400, status, headers, text: () => Promise.resolve(body) })
  }
  return { seen, call: createClient('http://pulse', fetchLike) }
}

describe('client', () => {
  it('escapes path parameters and sends JSON bodies', async () => {
    const { call, seen } = answering(200, '{"status":"success"}')
    await call('PUT /api/config/nodes/:id', { path: { id: 'a/b c' }, body: { name: 'lab' } })
    expect(seen[0]?.url).toBe('http://pulse/api/config/nodes/a%2Fb%20c')
    expect(seen[0]?.init).toEqual({
      method: 'PUT',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: '{"name":"lab"}',
    })
  })

  it('sends no content type without a body', async () => {
    const { call, seen } = answering(200, '{}')
    await call('GET /api/health')
    expect(seen[0]?.init).toEqual({ method: 'GET', headers: { accept: 'application/json' } })
  })

  it('writes the query', async () => {
    const { call, seen } = answering(200, '{}')
    await call('GET /api/security/audit', { query: { limit: 50, event: 'login & more' } })
    expect(seen[0]?.url).toBe('http://pulse/api/security/audit?limit=50&event=login+%26+more')
    await call('GET /api/security/audit', { query: {} })
    expect(seen[1]?.url).toBe('http://pulse/api/security/audit')
  })

  it('takes answers that are no JSON, or empty, where the call has such', async () => {
    const script = answering(200, '#!/bin/sh\n', 'text/plain; charset=utf-8')
    expect(await script.call('GET /api/setup-script', { query: { type: 'pve' } })).toBe('#!/bin/sh\n')
    const deleted = answering(204, '')
    expect(await deleted.call('DELETE /api/guests/metadata/:id', { path: { id: 'x' } })).toBeNull()
  })

  it('says when to try again', async () => {
    const { call } = answering(429, '{"error":"Too many","code":"request.throttled","retryAfter":30}')
    await expect(call('GET /api/health')).rejects.toMatchObject({ status: 429, retryAfterSeconds: 30 })
  })

  it('turns an error answer into a CallError that names the field', async () => {
    const { call } = answering(400, '{"error":"Host is required","code":"request.invalid","field":"host"}')
    const error = await call('GET /api/state').catch((e: unknown) => e)
    expect(error).toBeInstanceOf(CallError)
    expect(error).toMatchObject({ message: 'Host is required', code: 'request.invalid', field: 'host', status: 400 })
  })

  it('tells an answer that is no JSON', async () => {
    const { call } = answering(502, '<html>')
    await expect(call('GET /api/health')).rejects.toMatchObject({ message: 'Unexpected answer (502)', status: 502 })
  })

  it('tells a dead server', async () => {
    const call = createClient('http://pulse', () => Promise.reject(new Error('connect ECONNREFUSED')))
    await expect(call('GET /api/health')).rejects.toMatchObject({ code: 'network', status: 0 })
  })
})
