import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { endpoints } from '../../src/contract.ts'
import { promisedCalls, type PublishedDocument } from '../../src/documents/documents.ts'

const documents = new URL('../../../../../shared/spec/documents/', import.meta.url)
const haveDocuments = existsSync(documents)
if (!haveDocuments) console.log('calls of the published documents: not read, ../shared/spec/documents is missing')

const files: Readonly<Record<PublishedDocument, string>> = { '4.2.1': 'pulse-api-4.2.1.md', '4.3': 'pulse-api-4.3.txt' }

/** Every call that a document names, in a line of its own or in a command. */
function callsIn(text: string): string[] {
  const lines = [...text.matchAll(/^(GET|POST|PUT|DELETE) (\/api\/\S+)/gm)].map(([, verb, path]) => `${verb} ${path}`)
  const commands = [...text.matchAll(/curl\b((?:[^\n]|\\\n)*?)"?http:\/\/localhost:7655(\/[^\s"\\]*)/g)].map(
    ([, before = '', path]) => `${/-X (\w+)/.exec(before)?.[1] ?? 'GET'} ${path}`,
  )
  const sockets = [...text.matchAll(/new WebSocket\('ws:\/\/localhost:7655(\/ws)'/g)].map(([, path]) => `GET ${path}`)
  const all = [...lines, ...commands, ...sockets]
  return [...new Set(all.map((call) => call.replace(/\?.*$/, '').replace(/<[^>]+>/, ':id')))]
}

test.skipIf(!haveDocuments).each(['4.2.1', '4.3'] as const)(
  'document %s promises these calls, and no others',
  (version) => {
    const text = readFileSync(new URL(files[version], documents), 'utf8')
    const found = callsIn(text)
    const listed = promisedCalls.filter((one) => one.documents.includes(version)).map(({ call }) => call)
    expect(found.toSorted()).toEqual(listed.toSorted())
    expect(found).toHaveLength(version === '4.2.1' ? 40 : 47)
  },
)

test('what is promised is served, or comes with a named part', () => {
  const served = new Set([...Object.keys(endpoints), 'GET /ws'])
  for (const { call, later } of promisedCalls) expect(served.has(call), call).toBe(later === undefined)
})

test('no call is listed twice', () => {
  const calls = promisedCalls.map(({ call }) => call)
  expect(calls).toEqual([...new Set(calls)])
})
