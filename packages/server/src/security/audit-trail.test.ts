import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Log, ManualClock, silentLog } from '../platform/platform.ts'
import { type AuditTrail, openAuditTrail, verifyAuditTrail } from './audit-trail.ts'
import { entryOf, startAt } from './test/opened.ts'

let directory = ''
let clock = new ManualClock(startAt)
let said: [object, string][] = []
let trail: AuditTrail

const log: Log = {
  ...silentLog,
  info: (fields, message) => void said.push([fields, message]),
  warn: (fields, message) => void said.push([fields, message]),
}
const open = async (rotateAtBytes?: number): Promise<void> => {
  trail = await openAuditTrail({ directory, clock, log, ...(rotateAtBytes ? { rotateAtBytes } : {}) })
}
const path = (name = 'audit.jsonl'): string => join(directory, name)
const text = (name?: string): string => readFileSync(path(name), 'utf8')
const lines = (name?: string): string[] => text(name).split('\n').slice(0, -1)
const note = async (...events: string[]): Promise<void> => {
  for (const event of events) trail.note(entryOf(event))
  await trail.flushed()
}
const names = async (query: Parameters<AuditTrail['events']>[0] = {}): Promise<string[]> =>
  (await trail.events(query)).events.map(({ event }) => event)

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pulse-audit-'))
  clock = new ManualClock(startAt)
  said = []
  await open()
})
afterEach(async () => {
  await trail.close()
  rmSync(directory, { recursive: true, force: true })
})

describe('the audit trail', () => {
  it('is one line of JSON an event, each with the hash of the one before', async () => {
    trail.note(entryOf('login', { details: 'User logged in' }))
    trail.note(entryOf('logout', { success: false, user: 'eve', ip: '::1', path: '/api/logout' }))
    await trail.flushed()
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    const [first = '', second = ''] = lines()
    const hashOf = (line: string): string =>
      createHash('sha256')
        .update(line.slice(0, line.lastIndexOf(',"hash"')))
        .digest('hex')
    expect(JSON.parse(first)).toEqual({
      sequence: 1,
      at: '2025-11-20T08:00:00.000Z',
      event: 'login',
      success: true,
      user: 'ada',
      ip: '192.0.2.1',
      path: '/api/login',
      details: 'User logged in',
      previous: '0'.repeat(64),
      hash: hashOf(first),
    })
    expect(JSON.parse(second)).toMatchObject({ sequence: 2, previous: hashOf(first), hash: hashOf(second) })
    expect(said.map(([, message]) => message)).toEqual(['security audit event', 'security audit event'])
    expect(said[1]?.[0]).toEqual({
      event: 'logout',
      success: false,
      user: 'eve',
      ip: '::1',
      path: '/api/logout',
      details: '',
    })
  })

  it('keeps its order over many events and a restart', async () => {
    const many = Array.from({ length: 250 }, (_, at) => `event ${at}`)
    for (const event of many) trail.note(entryOf(event))
    await trail.close()
    await open()
    await note('after')
    expect(await names({ limit: 1000 })).toEqual(['after', ...many.toReversed()])
    expect(await verifyAuditTrail(directory)).toEqual({ intact: true, lines: 251 })
  })

  it('is read newest first, in pages, and by event', async () => {
    await note('a', 'b', 'a', 'b', 'a')
    expect(await trail.events({ limit: 2 })).toMatchObject({
      events: [
        { sequence: 5, event: 'a' },
        { sequence: 4, event: 'b' },
      ],
      nextBefore: 4,
      intact: true,
    })
    expect(await trail.events({ limit: 3, before: 4 })).toMatchObject({
      events: [{ sequence: 3 }, { sequence: 2 }, { sequence: 1 }],
      nextBefore: null,
    })
    const ofA = await trail.events({ event: 'a', limit: 2 })
    expect([ofA.events.map(({ sequence }) => sequence), ofA.nextBefore]).toEqual([[5, 3], 3])
    expect(await names({ event: 'a', before: 3 })).toEqual(['a'])
    expect(await names({ event: 'c' })).toEqual([])
    expect(Object.keys((await trail.events({ limit: 1 })).events[0] ?? {})).not.toContain('hash')
  })

  it('gives a hundred events where nobody says how many', async () => {
    await note(...Array.from({ length: 120 }, () => 'a'))
    expect(await names()).toHaveLength(100)
  })

  it('reads lines that are longer than what is read at once', async () => {
    const long = { user: 'ü'.repeat(3000), path: 'p'.repeat(3000), details: '€'.repeat(3000) }
    for (let at = 0; at < 40; at++) trail.note(entryOf(`event ${at}`, long))
    const { events, intact } = await trail.events({})
    expect([events.length, intact]).toEqual([40, true])
    expect(events.map(({ event }) => event)).toEqual(Array.from({ length: 40 }, (_, at) => `event ${39 - at}`))
    // 2 kB each, never in the middle of a character.
    expect(events[0]?.user).toBe(`${'ü'.repeat(1024)}…`)
    expect(events[0]?.details).toBe(`${'€'.repeat(682)}…`)
  })

  it.each([
    'a\n{"event":"login","success":true}',
    '\u001b]0;x\u0007',
    '\u009b2J',
    '\u2028\u2029\u202eevil\u2066',
    'lone \ud800',
    '"},"hash":"x"}',
    '__proto__',
  ])('holds %j as text and nothing else', async (hostile) => {
    trail.note(entryOf('login', { user: hostile, details: hostile, ip: hostile, path: hostile, success: true }))
    const { events, intact } = await trail.events({})
    expect(lines()).toHaveLength(1)
    expect(text()).toMatch(/^[\x20-\x7e\xa0-\u2027\u2030-\u2065\u2070-\ud7ff]*\n$/)
    expect([events[0]?.user, intact]).toEqual([hostile, true])
    expect((await verifyAuditTrail(directory)).intact).toBe(true)
  })

  it('is not filled by a flood of failures from one address', async () => {
    const failure = (ip: string) => trail.note(entryOf('login', { success: false, ip, details: 'Invalid credentials' }))
    for (let i = 0; i < 500; i++) failure('192.0.2.1')
    failure('192.0.2.2')
    await note('logout')
    const { events } = await trail.events({ limit: 1000 })
    expect(events).toHaveLength(22)
    expect(events[1]).toMatchObject({
      ip: '192.0.2.2',
      details: 'Invalid credentials (480 more failures were not noted)',
    })
    await clock.advance(60_000)
    failure('192.0.2.1')
    expect(await names()).toHaveLength(23)
  })
})

describe('a flood of failures', () => {
  const failure = (event: string, ip: string, more = {}) => trail.note(entryOf(event, { success: false, ip, ...more }))

  it('from many addresses fills no more than some hundred lines an hour, and hides no other kind', async () => {
    for (let i = 0; i < 3000; i++) failure('access_refused', `198.51.${i % 250}.${i % 199}`)
    failure('login', '203.0.113.1')
    await note('logout')
    const { events } = await trail.events({ limit: 1000 })
    expect(events.map(({ event }) => event).filter((event) => event === 'access_refused')).toHaveLength(300)
    expect(events.slice(0, 2).map(({ event, details }) => [event, details])).toEqual([
      ['logout', ''],
      ['login', ' (2700 more failures were not noted)'],
    ])
    await clock.advance(3_600_000)
    failure('access_refused', '198.51.100.1')
    expect(await names({ limit: 1 })).toEqual(['access_refused'])
  })

  it('from one /64 is one flood', async () => {
    for (let i = 0; i < 500; i++) failure('login', `2001:db8::${i.toString(16)}`)
    await trail.flushed()
    expect(lines()).toHaveLength(20)
  })

  it('of long texts stays small, as far as strangers can write', async () => {
    failure('login', '192.0.2.1', { user: 'u'.repeat(5000), path: `/${'p'.repeat(16_000)}` })
    await trail.flushed()
    expect(text().length).toBeLessThan(1000)
  })

  it('is counted when the server ends', async () => {
    for (let i = 0; i < 25; i++) failure('login', '192.0.2.1')
    await trail.close()
    await open()
    const { events, intact } = await trail.events({ limit: 1 })
    expect([events[0], intact]).toMatchObject([
      { event: 'audit_held', details: '5 more failures were not noted', success: false },
      true,
    ])
  })
})

describe('a change from outside', () => {
  const broken = async (change: (lines: string[]) => string[]): Promise<unknown> => {
    await note('a', 'b', 'c', 'd')
    expect((await trail.events({})).intact).toBe(true)
    writeFileSync(path(), `${change(lines()).join('\n')}\n`)
    expect((await trail.events({})).intact).toBe(false)
    return verifyAuditTrail(directory)
  }

  it.each<[string, (lines: string[]) => string[], number]>([
    ['of a word', ([a = '', b = '', ...rest]) => [a, b.replace('ada', 'eve'), ...rest], 2],
    ['of a time', ([a = '', ...rest]) => [a.replace('2025', '2024'), ...rest], 1],
    ['that takes a line out', ([a = '', , ...rest]) => [a, ...rest], 2],
    ['that swaps two lines', ([a = '', b = '', c = '', d = '']) => [a, c, b, d], 2],
    ['that repeats a line', ([a = '', ...rest]) => [a, a, ...rest], 2],
    ['that puts a line in', ([a = '', ...rest]) => [a, 'no JSON at all', ...rest], 2],
    ['that leaves a line empty', ([a = '', ...rest]) => [a, '', ...rest], 2],
    [
      'that makes a whole new line',
      ([a = '', b = '', ...rest]) => {
        const covered = b.replace('ada', 'eve').replace(/,"hash":.*/, '')
        return [a, `${covered},"hash":"${createHash('sha256').update(covered).digest('hex')}"}`, ...rest]
      },
      3,
    ],
  ])('is seen: %s', async (_, change, line) => {
    expect(await broken(change)).toMatchObject({ intact: false, broken: { path: path(), line } })
  })

  it('stays visible after a restart', async () => {
    await broken(([a = '', b = '', ...rest]) => [a, b.replace('ada', 'eve'), ...rest])
    await trail.close()
    await open()
    await note('e')
    expect(await trail.events({})).toMatchObject({
      intact: false,
      events: [{ sequence: 5, event: 'e' }, {}, {}, {}, {}],
    })
  })
})

describe('a sudden stop', () => {
  it.each(['{"sequence":3,"at":"2025', 'x'.repeat(200_000)])('cuts off a line, which is mended: %#', async (rest) => {
    await note('a', 'b')
    await trail.close()
    appendFileSync(path(), rest)
    expect(await verifyAuditTrail(directory)).toEqual({ intact: true, lines: 2 })
    await open()
    await note('c')
    expect(await names()).toEqual(['c', 'audit_repaired', 'b', 'a'])
    expect((await trail.events({})).intact).toBe(true)
  })

  it('of the very first line leaves an empty trail', async () => {
    await trail.close()
    writeFileSync(path(), '{"sequence":1')
    await open()
    expect(await names()).toEqual(['audit_repaired'])
    expect(await verifyAuditTrail(directory)).toEqual({ intact: true, lines: 1 })
  })

  it('between two steps of a rotation loses nothing', async () => {
    await note('a', 'b')
    await trail.close()
    renameSync(path(), path('audit.1.jsonl'))
    await open()
    await note('c')
    expect(await names()).toEqual(['c', 'b', 'a'])
    expect((await trail.events({})).intact).toBe(true)
  })
})

describe('a file that has grown', () => {
  it('gives way to a new one that carries the chain on, and five files are kept', async () => {
    await trail.close()
    await open(500)
    for (let at = 1; at <= 20; at++) await note(`event ${at}`)
    expect(existsSync(path('audit.4.jsonl'))).toBe(true)
    expect(existsSync(path('audit.5.jsonl'))).toBe(false)
    const { events, intact } = await trail.events({ limit: 1000 })
    expect(intact).toBe(true)
    expect(events.length).toBeGreaterThanOrEqual(8)
    expect(events.map(({ event }) => event)).toEqual(events.map((_, at) => `event ${20 - at}`))
    expect((await trail.events({ limit: 3 })).nextBefore).toBe(18)
    writeFileSync(path('audit.2.jsonl'), text('audit.2.jsonl').replace('ada', 'eve'))
    expect(await verifyAuditTrail(directory)).toMatchObject({
      intact: false,
      broken: { path: path('audit.2.jsonl'), line: 1 },
    })
  })
})

describe('a disk that takes nothing', () => {
  it('holds nobody up, and gets the events once it takes them', async () => {
    await trail.close()
    mkdirSync(path())
    await open()
    await note('a', 'b')
    expect(said.map(([, message]) => message)).toContain('the audit trail cannot be opened; it is tried again')
    rmdirSync(path())
    await clock.advance(5_000)
    await trail.flushed()
    expect(await names()).toEqual(['b', 'a'])
  })

  it('costs no memory without end, and says how much was lost', async () => {
    await note('before')
    const before = text()
    rmSync(path())
    mkdirSync(path())
    await note(...Array.from({ length: 10_050 }, () => 'a'))
    rmdirSync(path())
    writeFileSync(path(), before)
    await trail.flushed()
    const { events } = await trail.events({ event: 'audit_lost' })
    expect(events.map(({ details }) => details)).toEqual(['50 events could not be written'])
    expect(await names({ event: 'a', limit: 20_000 })).toHaveLength(10_000)
    expect((await trail.events({})).intact).toBe(true)
  })
})
