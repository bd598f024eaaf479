import Type from 'typebox'
import Value from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { documentedCalls } from '../../src/documents/documents.ts'

/** What of a value does not fit; empty where all does. */
const problemsOf = (schema: Type.TSchema, value: unknown): string[] =>
  Value.Errors(schema, value).map(({ instancePath, message }) => `${instancePath} ${message}`)

describe.each(documentedCalls)('the example of $key', ({ placeholders, endpoint }) => {
  const { query, body, bodyOptional, output, status, example } = endpoint

  it('says all that the call needs', () => {
    expect(example).toBeDefined()
    expect(Object.keys(example?.path ?? {})).toEqual(placeholders)
    if (body && !bodyOptional) expect(example?.body).toBeDefined()
    if (!body) expect(example?.body).toBeUndefined()
    if (!query) expect(example?.query).toBeUndefined()
    if (status !== 204) expect(example?.output).toBeDefined()
  })

  it('satisfies the schemas', () => {
    if (body && example?.body !== undefined) expect(problemsOf(body, example.body)).toEqual([])
    if (query) expect(problemsOf(query, example?.query ?? {})).toEqual([])
    if (example?.output !== undefined) expect(problemsOf(output, example.output)).toEqual([])
  })

  it('sends nothing that the call does not know', () => {
    const known = (schema: Type.TSchema | undefined): string[] =>
      schema && Type.IsObject(schema) ? Object.keys(schema.properties) : []
    expect(known(body)).toEqual(expect.arrayContaining(Object.keys((example?.body as object | undefined) ?? {})))
    expect(known(query)).toEqual(expect.arrayContaining(Object.keys(example?.query ?? {})))
  })
})

describe('all examples', () => {
  const text = documentedCalls.map(({ endpoint }) => JSON.stringify(endpoint.example ?? {})).join('\n')

  it('use addresses that are kept for documents', () => {
    const addresses = text.match(/\b\d{1,3}(\.\d{1,3}){3}\b/g) ?? []
    expect(addresses.length).toBeGreaterThan(3)
    // RFC 5737, and the private networks and the loopback of which settings speak.
    const isForDocuments = (address: string): boolean =>
      /^(192\.0\.2|198\.51\.100|203\.0\.113|192\.168|127\.0)\./.test(address)
    expect(addresses.filter((address) => !isForDocuments(address))).toEqual([])
    const hosts = [...text.matchAll(/https?:\/\/([A-Za-z0-9.-]+)/g)].map(([, host = '']) => host)
    const known = /^(localhost|[\d.]+|([a-z0-9-]+\.)*example(\.(com|org|net))?|([a-z0-9-]+\.)*github\.com)$/
    expect(hosts.filter((host) => !known.test(host))).toEqual([])
  })

  it('hold nothing that looks like a real secret', () => {
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-(?!0{12}|e{12})[0-9a-f]{12}/)
    expect(text).not.toMatch(/(?<![0-9A-F:])(?!(?:([0-9A-Fa-f])\1)+\b)[0-9a-f]{40,}/)
  })
})
