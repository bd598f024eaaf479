import Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { queryCheck } from './check-query.ts'

const check = queryCheck(
  Type.Object({
    reveal: Type.Optional(Type.Boolean()),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
    type: Type.Optional(Type.String({ maxLength: 5 })),
    channel: Type.Optional(Type.Union([Type.Literal('stable'), Type.Literal('rc')])),
  }),
)

describe('a query', () => {
  it.each<[object, object]>([
    [{}, {}],
    [
      { reveal: 'true', limit: '20', type: 'pve', channel: 'rc' },
      { reveal: true, limit: 20, type: 'pve', channel: 'rc' },
    ],
    [{ reveal: '0' }, { reveal: false }],
    [{ reveal: '', limit: '', type: '' }, {}],
    [{ type: ['pve', 'pbs'] }, { type: 'pve' }],
    [{ type: [{}] }, {}],
    [{ other: 'x', __proto__: { type: 'x' } }, {}],
  ])('%o means %o', (query, expected) => expect(check(query)).toEqual(expected))

  it.each<[object, string]>([
    [{ reveal: 'yes' }, 'reveal'],
    [{ limit: '0' }, 'limit'],
    [{ limit: '1.5' }, 'limit'],
    [{ limit: '1e3' }, 'limit'],
    [{ limit: 'x' }, 'limit'],
    [{ type: 'toolong' }, 'type'],
    [{ channel: 'beta' }, 'channel'],
  ])('%o is refused for its %s', (query, field) => {
    expect(() => check(query)).toThrow(expect.objectContaining({ code: 'request.invalid', field }) as Error)
  })
})
