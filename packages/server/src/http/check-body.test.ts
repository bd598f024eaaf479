import { ConnectionChangeShape, ConnectionInputShape, InspectInputShape } from '@pulse/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../platform/platform.ts'
import { bodyCheck } from './check-body.ts'

const check = bodyCheck(ConnectionInputShape)
const good = { type: 'pve', host: 'pve1' }

describe('check of a body', () => {
  it('gives the known fields back, and nothing else', () => {
    const hostile: unknown = JSON.parse('{"type":"pve","host":"pve1","id":"x","isOwner":true,"__proto__":{"name":"y"}}')
    expect(check(hostile)).toEqual(good)
    expect(Object.keys(check(hostile))).toEqual(['host', 'type'])
  })

  it('takes null for absent where a field may be absent', () => {
    expect(check({ ...good, name: null, verifySSL: null })).toEqual(good)
  })

  it.each<[string, unknown, string, string | undefined]>([
    ['nothing', undefined, 'Invalid request body', undefined],
    ['null', null, 'Invalid request body', undefined],
    ['a list', [good], 'Invalid request body', undefined],
    ['a text', 'pve', 'Invalid request body', undefined],
    ['no field at all', {}, 'Host is required', 'host'],
    ['no host', { type: 'pve' }, 'Host is required', 'host'],
    ['no type', { host: 'pve1' }, 'Invalid node type', 'type'],
    ['another type', { ...good, type: 'esx' }, 'Invalid node type', 'type'],
    ['a host that is no text', { ...good, host: 5 }, 'Invalid request body: host must be string', 'host'],
    ['no host but null', { ...good, host: null }, 'Invalid request body: host must be string', 'host'],
    [
      'a flag that is no flag',
      { ...good, verifySSL: 'yes' },
      'Invalid request body: verifySSL must be boolean',
      'verifySSL',
    ],
    [
      'a name without end',
      { ...good, name: 'x'.repeat(201) },
      'Invalid request body: name must not have more than 200 characters',
      'name',
    ],
  ])('refuses %s', (_, body, message, field) => {
    const code = field === undefined ? 'request.malformed' : 'request.invalid'
    expect(() => check(body)).toThrow(expect.objectContaining({ code, message, field }))
  })

  it.each([
    ['add', ConnectionInputShape],
    ['change', ConnectionChangeShape],
    ['inspect', InspectInputShape],
  ] as const)('%s: throws nothing but refusals, whatever is sent', (_, shape) => {
    const fuzzed = bodyCheck(shape)
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record(Object.fromEntries(Object.keys(shape.properties).map((k) => [k, fc.jsonValue()])), {
            requiredKeys: [],
          }),
        ),
        (body) => {
          try {
            for (const key of Object.keys(fuzzed(body))) expect(shape.properties).toHaveProperty(key)
          } catch (error) {
            expect(error).toBeInstanceOf(AppError)
          }
        },
      ),
    )
  })
})
