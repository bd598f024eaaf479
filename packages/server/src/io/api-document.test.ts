import { expect, it } from 'vitest'
import { apiDocument } from './api-document.ts'

it('is made once, with the version of the product in it', () => {
  const of = apiDocument('1.2.3')
  const { body, etag } = of()
  expect(JSON.parse(Buffer.concat(body).toString())).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } })
  expect(of().body).toBe(body)
  expect(etag).toMatch(/^"[\w-]{22}"$/)
})

it('has another tag when it says something else', () => {
  expect(apiDocument('1.2.3')().etag).toBe(apiDocument('1.2.3')().etag)
  expect(apiDocument('1.2.4')().etag).not.toBe(apiDocument('1.2.3')().etag)
})
