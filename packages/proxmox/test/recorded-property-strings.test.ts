import { expect, test } from 'vitest'
import { findMethod, type Shape } from '../src/schema/schema.ts'
import { buildPropertyString, family, parsePropertyString } from '../src/shape/shape.ts'
import { haveRecordings, readRecordings } from './recorded.ts'

if (!haveRecordings) console.log('recorded property strings: skipped, folder of recordings missing')

/** Property strings of real hosts, with what the schema says of them. */
function* recordedStrings(): Generator<{ name: string; text: string; fields: Readonly<Record<string, Shape>> }> {
  for (const { product, verb, path, status, body } of readRecordings()) {
    const data = (body as { data?: unknown } | null)?.data
    if (product !== 'pve' || verb !== 'GET' || status !== 200 || typeof data !== 'object' || data === null) continue
    if (!/\/(config|options)$/.test(path)) continue
    const taking = ['PUT', 'POST'] as const
    const method = taking.map((one) => findMethod(product, one, path)?.method).find(Boolean)
    for (const [name, text] of Object.entries(data)) {
      const shape = method?.parameters.properties?.[name] ?? method?.parameters.properties?.[family(name)]
      if (typeof text === 'string' && shape?.fields) yield { name, text, fields: shape.fields }
    }
  }
}

test.skipIf(!haveRecordings)('what hosts have sent is read, and means the same when written back', () => {
  const seen = new Set<string>()
  let read = 0
  for (const { name, text, fields } of recordedStrings()) {
    const form = { fields, quotes: false, unknownKeys: 'keep' } as const
    const values = parsePropertyString(form, text)
    expect(parsePropertyString(form, buildPropertyString(form, values)), text).toEqual(values)
    seen.add(family(name))
    read++
  }
  console.log(`property strings read: ${read}, of ${[...seen].sort().join(' ')}`)
  expect(read).toBeGreaterThan(30)
  expect([...seen]).toEqual(expect.arrayContaining(['net[n]', 'scsi[n]', 'boot']))
})
