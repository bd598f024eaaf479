import { describe, expect, it } from 'vitest'
import { outputForm, pickColumns, resultText } from './result.ts'

const terminal = (columns: number): Parameters<typeof resultText>[2] => ({
  isOutput: true,
  isError: true,
  columns,
  style: (_, text) => text,
  note: () => {},
  progress: () => {},
})
const table = (data: unknown, columns = Number.POSITIVE_INFINITY): Promise<string> =>
  resultText(data, 'table', terminal(columns))

describe('a table', () => {
  it.each<[unknown, string]>([
    [null, 'Done.'],
    [[], 'Nothing.'],
    [{}, 'Nothing.'],
    ['100', '100'],
    [true, 'true'],
    ['two\nlines\n', 'two\nlines'],
    ['\u001B[2J', String.raw`\u{1b}[2J`],
    [['a', 1, null], 'a\n1\n'],
    [{ b: 1, a: { y: 'z', x: [1, 2] } }, 'a.x  [1,2]\na.y  z\nb    1'],
    // Fractions are rounded, whole numbers never.
    [
      { a: 0.07936853277738891, b: 2994.37219, c: 1234567890.5, d: 9007199254740991, e: -0.0123456 },
      'a  0.07937\nb  2994.372\nc  1234567890.5\nd  9007199254740991\ne  -0.01235',
    ],
    // Known columns first, numbers to the right, empty columns left out.
    [
      [
        { zeta: 'z', name: 'web', vmid: 100, tags: '' },
        { name: 'database', vmid: 2000, cpu: 0.5 },
      ],
      'vmid  name      cpu  zeta\n 100  web            z\n2000  database  0.5',
    ],
    // What every object inherits is nobody's value.
    [[{ a: 1, constructor: 'x' }, { a: 2 }], 'a  constructor\n1  x\n2'],
    [[{ 'a\u001B': 'x' }], String.raw`a\u{1b}` + '\nx'],
  ])('of %j', async (data, text) => {
    expect(await table(data)).toBe(text)
  })

  it('fits the terminal, and says what it left out', async () => {
    const rows = [{ vmid: 100, name: 'web', note: 'n'.repeat(80), other: 1 }]
    expect(await table(rows, 20)).toBe('vmid  name\n 100  web\n\nNot shown: note, other (--columns, --output json)')
    // One column there must be.
    expect(await table([{ id: 'x'.repeat(70) }], 20)).toBe(`id\n${'x'.repeat(59)}…`)
  })
})

describe('the form of the output', () => {
  it.each<[string | undefined, boolean, string]>([
    [undefined, true, 'table'],
    [undefined, false, 'json'],
    ['yaml', true, 'yaml'],
    ['table', false, 'table'],
  ])('--output %s, on a terminal: %s', (given, isOutput, form) => {
    expect(outputForm(given, { isOutput })).toBe(form)
  })

  it('JSON and YAML come back as they were, and a terminal obeys nothing in them', async () => {
    const data = { name: 'a\u001B[2J\u009B\u202E\nb', list: [1, null, 'yes', '1'] }
    const { parse } = await import('yaml')
    for (const [form, read] of [
      ['json', (text: string): unknown => JSON.parse(text)],
      ['yaml', (text: string): unknown => parse(text)],
    ] as const) {
      const text = await resultText(data, form, terminal(80))
      expect(read(text)).toEqual(data)
      for (const character of '\u001B\u009B\u202E') expect(text).not.toContain(character)
    }
  })
})

describe('what a hostile host may send', () => {
  it('many rows', async () => {
    const rows = Array.from({ length: 150_000 }, () => ({ a: 1 }))
    expect(await table(rows)).toHaveLength('a\n'.length + 150_000 * '1\n'.length - 1)
  })

  it.each(['table', 'json', 'yaml'] as const)('an answer without a bottom, as %s', async (form) => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)
    await expect(resultText(deep, form, terminal(80))).rejects.toThrow('The answer nests too deep to be shown.')
  })
})

describe('--columns', () => {
  it('picks fields in the order wanted', () => {
    expect(pickColumns([{ a: 1, b: 2 }, { a: 3 }], 'b, a')).toEqual([
      { b: 2, a: 1 },
      { b: null, a: 3 },
    ])
    expect(Object.keys(pickColumns({ a: 1, b: 2 }, 'b') as object)).toEqual(['b'])
    expect(pickColumns([{ a: 1 }], 'a,tags', ['tags'])).toEqual([{ a: 1, tags: null }])
    expect(pickColumns([], 'anything')).toEqual([])
    expect(pickColumns('UPID:…', 'a')).toBe('UPID:…')
    expect(pickColumns(null, 'a')).toBe(null)
    expect(pickColumns({ a: 1 }, undefined)).toEqual({ a: 1 })
  })

  it('refuses what is not there', () => {
    expect(() => pickColumns([{ b: 1, a: 2 }], 'x')).toThrow(/^--columns: there is no x; there are a, b\.$/)
  })
})
