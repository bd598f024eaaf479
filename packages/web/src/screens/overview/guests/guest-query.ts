import type { Guest } from '@pulse/contract'
import { diskRatio, guestLevel, memoryRatio } from './guest-state.ts'

/**
 * The search language: words, `field:value`, `field>number`, `is:state`; `not` or `-` before a term, `or` between terms,
 * everything else is "and", which binds tighter. Upper and lower case are the same; quotes keep spaces together.
 *
 * @example 'cpu>80 or tag:prod -node:pve1'
 */
export interface Term {
  /** As written, for the chip that shows what was understood. */
  text: string
  negated: boolean
  meaning: Meaning
}

type Meaning =
  | { kind: 'word'; word: string }
  | { kind: 'field'; field: TextField; value: string }
  | { kind: 'compare'; field: NumberField; operator: Operator; value: number }
  | { kind: 'is'; state: IsState }
  /** Looks like a filter, but there is no such field, or no number where one is needed: searched for as a word. */
  | { kind: 'not-understood'; word: string; why: 'field' | 'value' }

type Operator = '>' | '<' | '>=' | '<=' | '='

/** Or-joined groups of and-joined terms. Empty: everything matches. */
export type Query = readonly (readonly Term[])[]

/** What a guest is looked at with: names that it only refers to, and how fresh it is. */
export interface GuestContext {
  connectionName: string
  clusterName: string | null
  stale: boolean
  /** Server's clock. */
  now: number
}

const textFields = {
  name: (guest) => [guest.name ?? ''],
  id: (guest) => [String(guest.vmid)],
  vmid: (guest) => [String(guest.vmid)],
  node: (guest) => [guest.nodeName],
  tag: (guest) => guest.tags,
  status: (guest) => [guest.status],
  type: (guest) => (guest.kind === 'qemu' ? ['vm', 'qemu'] : ['lxc', 'ct', 'container']),
  pool: (guest) => [guest.pool ?? ''],
  lock: (guest) => [guest.lock ?? ''],
  ha: (guest) => [guest.haState ?? ''],
  ip: (guest) => guest.addresses ?? [],
  os: (guest) => [guest.osName ?? ''],
  cluster: (_, context) => [context.clusterName ?? ''],
  connection: (_, context) => [context.connectionName],
} as const satisfies Record<string, (guest: Guest, context: GuestContext) => readonly string[]>
type TextField = keyof typeof textFields

const percent = (ratio: number | null): number | null => (ratio === null ? null : ratio * 100)

const numberFields = {
  cpu: (guest) => percent(guest.cpuRatio),
  memory: (guest) => percent(memoryRatio(guest)),
  disk: (guest) => percent(diskRatio(guest)),
  diskread: (guest) => guest.diskReadPerSecond,
  diskwrite: (guest) => guest.diskWritePerSecond,
  netin: (guest) => guest.netInPerSecond,
  netout: (guest) => guest.netOutPerSecond,
  uptime: (guest, context) => (guest.startedAt === null ? null : context.now - guest.startedAt),
  vmid: (guest) => guest.vmid,
} as const satisfies Record<string, (guest: Guest, context: GuestContext) => number | null>
type NumberField = keyof typeof numberFields

const isStates = {
  running: (guest) => guest.status === 'running',
  stopped: (guest) => guest.status === 'stopped',
  problem: (guest) => guestLevel(guest) !== 'ok',
  stale: (_, context) => context.stale,
  locked: (guest) => guest.lock !== null,
  template: (guest) => guest.template,
} as const satisfies Record<string, (guest: Guest, context: GuestContext) => boolean>
type IsState = keyof typeof isStates

const alsoCalled: Readonly<Record<string, string>> = {
  mem: 'memory',
  tags: 'tag',
  address: 'ip',
  in: 'netin',
  out: 'netout',
  read: 'diskread',
  write: 'diskwrite',
}

const has = <T extends object>(table: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(table, key)

export function parseQuery(text: string): Query {
  const groups: Term[][] = [[]]
  let negated = false
  for (const token of text.match(/(?:[^\s,"]|"[^"]*"?)+/g) ?? []) {
    const word = token.toLowerCase()
    if (word === 'or' || word === '||') groups.push([])
    else if (word === 'and' || word === '&&') continue
    else if (word === 'not') negated = true
    else {
      const dash = token.length > 1 && token.startsWith('-')
      groups.at(-1)?.push(parseTerm(dash ? token.slice(1) : token, negated !== dash))
      negated = false
    }
  }
  return groups.filter((group) => group.length > 0)
}

function parseTerm(token: string, negated: boolean): Term {
  const text = token.replaceAll('"', '')
  return { text, negated, meaning: parseMeaning(text) }
}

function parseMeaning(text: string): Meaning {
  const lower = text.toLowerCase()
  const match = /^([a-z_]+)(>=|<=|==|>|<|=|:)(.+)$/.exec(lower)
  if (!match) return { kind: 'word', word: lower }
  const [, written = '', operator = '', value = ''] = match
  const field = alsoCalled[written] ?? written
  if (operator === ':') {
    if (field === 'is') return has(isStates, value) ? { kind: 'is', state: value } : notUnderstood(lower, 'value')
    if (has(textFields, field)) return { kind: 'field', field, value }
    return notUnderstood(lower, 'field')
  }
  if (has(numberFields, field)) {
    const number = parseNumber(field, value)
    if (number === null) return notUnderstood(lower, 'value')
    return { kind: 'compare', field, operator: operator === '==' ? '=' : (operator as Operator), value: number }
  }
  if ((operator === '=' || operator === '==') && has(textFields, field)) return { kind: 'field', field, value }
  return notUnderstood(lower, 'field')
}

const notUnderstood = (word: string, why: 'field' | 'value'): Meaning => ({ kind: 'not-understood', word, why })

const rateFactor: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 }
const spanFactor: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** `80` and `80%` for shares, `10M` and `10MB/s` for rates, `3d` for spans. */
function parseNumber(field: NumberField, text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z%/]*)$/.exec(text)
  if (!match) return null
  const number = Number(match[1])
  const unit = match[2] ?? ''
  const factor = factorOf(field, unit)
  return factor === undefined ? null : number * factor
}

function factorOf(field: NumberField, unit: string): number | undefined {
  switch (field) {
    case 'cpu':
    case 'memory':
    case 'disk':
      return unit === '' || unit === '%' ? 1 : undefined
    case 'vmid':
      return unit === '' ? 1 : undefined
    case 'uptime':
      return spanFactor[unit]
    case 'diskread':
    case 'diskwrite':
    case 'netin':
    case 'netout':
      return rateFactor[unit.replace(/i?b?(?:\/s)?$/, '')]
  }
}

export function matches(query: Query, guest: Guest, context: GuestContext): boolean {
  if (query.length === 0) return true
  return query.some((group) => group.every((term) => means(term.meaning, guest, context) !== term.negated))
}

/** Whether a query asks for templates; they are left out otherwise. */
export const asksForTemplates = (query: Query): boolean =>
  query.some((group) =>
    group.some(({ meaning, negated }) => !negated && meaning.kind === 'is' && meaning.state === 'template'),
  )

function means(meaning: Meaning, guest: Guest, context: GuestContext): boolean {
  switch (meaning.kind) {
    case 'word':
    case 'not-understood':
      return hasWord(meaning.word, guest)
    case 'field':
      return textFields[meaning.field](guest, context).some((text) => text.toLowerCase().includes(meaning.value))
    case 'is':
      return isStates[meaning.state](guest, context)
    case 'compare':
      return compares(meaning.operator, numberFields[meaning.field](guest, context), meaning.value)
  }
}

function hasWord(word: string, guest: Guest): boolean {
  const holds = (text: string | null): boolean => text !== null && text.toLowerCase().includes(word)
  return (
    holds(guest.name) ||
    holds(String(guest.vmid)) ||
    holds(guest.nodeName) ||
    holds(guest.status) ||
    guest.tags.some(holds) ||
    (guest.addresses?.some(holds) ?? false)
  )
}

/** What is not known is neither above nor below anything. Equal means equal as shown, to the whole number. */
function compares(operator: Operator, value: number | null, limit: number): boolean {
  if (value === null) return false
  switch (operator) {
    case '>':
      return value > limit
    case '<':
      return value < limit
    case '>=':
      return value >= limit
    case '<=':
      return value <= limit
    case '=':
      return Math.round(value) === Math.round(limit)
  }
}
