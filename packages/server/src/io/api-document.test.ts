import { expect, it } from 'vitest'
import { apiDocument } from './api-document.ts'

it('is made once, with the version of the product in it', async () => {
  const of = apiDocument('1.2.3')
  const { body, etag } = await of()
  expect(JSON.parse(Buffer.concat(body).toString())).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } })
  expect((await of()).body).toBe(body)
  expect(etag).toMatch(/^"[\w-]{22}"$/)
})

it('has another tag when it says something else', async () => {
  const tagOf = async (version: string): Promise<string> => (await apiDocument(version)()).etag
  expect(await tagOf('1.2.3')).toBe(await tagOf('1.2.3'))
  expect(await tagOf('1.2.4')).not.toBe(await tagOf('1.2.3'))
})
