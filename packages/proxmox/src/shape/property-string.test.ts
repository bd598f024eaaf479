import { assert, boolean, constantFrom, integer, property, record, string } from 'fast-check'
import { expect, test } from 'vitest'
import { buildPropertyString, parsePropertyString, PropertyStringError, type Shape } from './shape.ts'

const optional = { optional: true } as const

/** A network card of a VM, with one model of fourteen. */
const net: Record<string, Shape> = {
  bridge: { type: 'string', ...optional },
  firewall: { type: 'boolean', ...optional },
  macaddr: { type: 'string', ...optional },
  model: { type: 'string', defaultKey: true, enum: ['virtio', 'e1000'] },
  mtu: { type: 'integer', ...optional },
  rate: { type: 'number', ...optional },
  trunks: { type: 'string', ...optional },
  virtio: { alias: 'macaddr', keyAlias: 'model' },
  e1000: { alias: 'macaddr', keyAlias: 'model' },
}
const disk: Record<string, Shape> = {
  file: { type: 'string', defaultKey: true },
  volume: { alias: 'file' },
  size: { type: 'string', format: 'disk-size', ...optional },
  ssd: { type: 'boolean', ...optional },
}
const boot: Record<string, Shape> = {
  legacy: { type: 'string', defaultKey: true, ...optional },
  order: { type: 'string', format: 'pve-qm-bootdev-list', ...optional },
}
const maintenance: Record<string, Shape> = {
  type: { type: 'string', defaultKey: true },
  message: { type: 'string', ...optional },
}
const pve = (fields: Record<string, Shape>) => ({ fields, quotes: false })
const pbs = (fields: Record<string, Shape>) => ({ fields, quotes: true })

test.each<[string, Record<string, Shape>, string, Record<string, unknown>]>([
  [
    'the name of a model is key and value at once',
    net,
    'virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1',
    { model: 'virtio', macaddr: 'BC:24:11:00:00:01', bridge: 'vmbr0', firewall: true },
  ],
  ['a model alone', net, 'virtio,bridge=vmbr0', { model: 'virtio', bridge: 'vmbr0' }],
  ['the model by its own key', net, 'model=e1000,mtu=1400', { model: 'e1000', mtu: 1400 }],
  ['a number with a fraction', net, 'virtio,rate=0.5', { model: 'virtio', rate: 0.5 }],
  ['words for booleans', net, 'virtio,firewall=no', { model: 'virtio', firewall: false }],
  ['a list inside', net, 'virtio,trunks=2;3;10-20', { model: 'virtio', trunks: '2;3;10-20' }],
  ['a default key', disk, 'local-lvm:vm-100-disk-0,size=32G', { file: 'local-lvm:vm-100-disk-0', size: '32G' }],
  ['the default key in full', disk, 'ssd=1,file=local:8', { ssd: true, file: 'local:8' }],
  ['another name of a key', disk, 'volume=local:8', { file: 'local:8' }],
  ['a value with an equals sign', disk, 'file=local:iso/a=b.iso', { file: 'local:iso/a=b.iso' }],
  ['no default key at all', boot, 'order=scsi0;net0', { order: 'scsi0;net0' }],
  ['nothing', boot, '', {}],
  ['empty parts', boot, ',order=scsi0,', { order: 'scsi0' }],
  ['quotes mean nothing to PVE', disk, 'local:8,size="1"', { file: 'local:8', size: '"1"' }],
])('PVE, read: %s', (_, fields, text, values) => {
  expect(parsePropertyString(pve(fields), text)).toEqual(values)
})

test.each<[string, Record<string, Shape>, Record<string, unknown>, string]>([
  [
    'the default key comes first, without its name',
    net,
    { bridge: 'vmbr0', firewall: true, model: 'virtio', macaddr: undefined },
    'virtio,bridge=vmbr0,firewall=1',
  ],
  [
    'a model and its address',
    net,
    { model: 'virtio', macaddr: 'BC:24:11:00:00:01', firewall: false },
    'virtio=BC:24:11:00:00:01,firewall=0',
  ],
  ['by the short way', net, { virtio: 'BC:24:11:00:00:01' }, 'virtio=BC:24:11:00:00:01'],
  ['a value that would look like a key', disk, { file: 'local:iso/a=b.iso' }, 'file=local:iso/a=b.iso'],
  ['a list inside', boot, { order: ['scsi0', 'net0'] }, 'order=scsi0;net0'],
  ['numbers as text', net, { model: 'virtio', mtu: '1400', rate: 0.5 }, 'virtio,mtu=1400,rate=0.5'],
])('PVE, written: %s', (_, fields, values, text) => {
  expect(buildPropertyString(pve(fields), values)).toBe(text)
})

test.each<[string, string, Record<string, unknown>]>([
  ['plain', 'offline,message=gone fishing', { type: 'offline', message: 'gone fishing' }],
  ['a comma', 'offline,message="disk 3, then 4"', { type: 'offline', message: 'disk 3, then 4' }],
  ['quotes and backslashes', 'offline,message="\\"a\\\\b\\""', { type: 'offline', message: '"a\\b"' }],
])('PBS, there and back: %s', (_, text, values) => {
  expect(parsePropertyString(pbs(maintenance), text)).toEqual(values)
  expect(buildPropertyString(pbs(maintenance), values)).toBe(text)
})

test('what was read can be written and read again', () => {
  const texts: [Record<string, Shape>, string][] = [
    [net, 'virtio=BC:24:11:00:00:01,bridge=vmbr0,firewall=1,mtu=1400,trunks=2;3'],
    [net, 'e1000,rate=2.5'],
    [disk, 'file=nfs:100/a=b.qcow2,size=4G,ssd=0'],
    [boot, 'cdn'],
  ]
  for (const [fields, text] of texts) {
    const values = parsePropertyString(pve(fields), text)
    expect(parsePropertyString(pve(fields), buildPropertyString(pve(fields), values))).toEqual(values)
  }
})

/** Every text with a meaning to the one or the other: blanks, separators, quotes, escapes, line breaks. */
const text = string({ unit: constantFrom('a', 'ö', ' ', ';', '=', '"', '\\', '\t', '😀'), minLength: 1, maxLength: 8 })
const anyText = string({
  unit: constantFrom('a', ' ', ',', ';', '=', '"', '\\', '\n', 'n'),
  minLength: 1,
  maxLength: 8,
})

test.each([
  ['PVE', pve, text],
  ['PBS', pbs, anyText],
] as const)('whatever can be written can be read again: %s', (_, form, texts) => {
  const fields = { ...net, note: { type: 'string', optional: true } as const }
  const given = record(
    { model: texts, bridge: texts, note: texts, firewall: boolean(), mtu: integer() },
    { requiredKeys: ['model'] },
  )
  assert(
    property(given, (values) => {
      expect(parsePropertyString(form(fields), buildPropertyString(form(fields), values))).toEqual(values)
    }),
    { numRuns: 500 },
  )
})

test('unknown keys pass when asked to', () => {
  const form = { ...pve(boot), unknownKeys: 'keep' } as const
  expect(parsePropertyString(form, 'order=scsi0,menu=1')).toEqual({ order: 'scsi0', menu: '1' })
  expect(buildPropertyString(form, { order: 'scsi0', menu: '1' })).toBe('order=scsi0,menu=1')
  expect(Object.entries(parsePropertyString(form, '__proto__=1'))).toEqual([['__proto__', '1']])
})

test.each<[string, () => unknown, string | undefined, string]>([
  [
    'unknown',
    () => parsePropertyString(pve(boot), 'oder=scsi0'),
    'oder',
    "key 'oder' does not exist; there are legacy, order",
  ],
  [
    'inherited by every object',
    () => parsePropertyString(pve(boot), 'constructor=1'),
    'constructor',
    "key 'constructor' does not exist; there are legacy, order",
  ],
  ['twice', () => parsePropertyString(pve(boot), 'order=a,order=b'), 'order', "key 'order' is given twice"],
  ['twice by an alias', () => parsePropertyString(pve(disk), 'a:1,volume=b:2'), 'file', "key 'file' is given twice"],
  [
    'no integer',
    () => parsePropertyString(pve(net), 'virtio,mtu=1e3'),
    'mtu',
    "key 'mtu' must be a whole number, not '1e3'",
  ],
  [
    'no boolean',
    () => parsePropertyString(pve(net), 'virtio,firewall=2'),
    'firewall',
    "key 'firewall' must be 0 or 1, not '2'",
  ],
  ['no value', () => parsePropertyString(pve(net), 'virtio,bridge='), 'bridge', "key 'bridge' has no value"],
  ['no key', () => parsePropertyString(pve(net), 'virtio,=x'), undefined, "'=x' has no key"],
  [
    'no default key',
    () => parsePropertyString(pve({ ip: { type: 'string' } }), 'dhcp'),
    undefined,
    "'dhcp' has no key, and there is none for it by default",
  ],
  [
    'an open quote',
    () => parsePropertyString(pbs(maintenance), 'offline,message="a'),
    undefined,
    "cannot be read from 'message=\"a' on",
  ],
  ['missing', () => buildPropertyString(pve(disk), { size: '4G' }), 'file', "key 'file' is missing"],
  [
    'a comma in PVE',
    () => buildPropertyString(pve(disk), { file: 'local:a,b' }),
    'file',
    "key 'file' must not hold a comma or line break",
  ],
  [
    'written, unknown',
    () => buildPropertyString(pve(disk), { file: 'a:1', sizes: '1' }),
    'sizes',
    "key 'sizes' does not exist; there are file, size, ssd",
  ],
  [
    'written, no number',
    () => buildPropertyString(pve(net), { model: 'virtio', mtu: 'big' }),
    'mtu',
    "key 'mtu' must be a whole number",
  ],
  [
    'written, an object',
    () => buildPropertyString(pve(boot), { order: {} }),
    'order',
    "key 'order' must be a text, number, boolean or list of texts",
  ],
])('refused: %s', (_, act, key, message) => {
  let thrown: unknown
  try {
    act()
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(PropertyStringError)
  expect(thrown).toMatchObject({ message })
  expect((thrown as PropertyStringError).key).toBe(key)
})
