import type { ErrorFacts, MissingPrivilege } from '../proxmox-error.ts'
import { parseJson } from '../quirks/quirks.ts'
import type { Product } from '../schema/schema.ts'
import { classifyStatus, classifyText } from './classify.ts'

/** An answer as the transport hands it over. */
export interface Answer {
  readonly status: number
  readonly reason: string
  readonly contentType: string
  readonly retryAfter: string | undefined
  readonly text: string
}

type Failure = Omit<ErrorFacts, 'method' | 'path'>

/** What an answer brings. */
export interface AnswerData {
  readonly data: unknown
  /** How many rows there are on all pages of a list. */
  readonly total?: number
}

/** The `data` of an answer, or what is wrong with it. */
export function readAnswer(product: Product, answer: Answer, now: number): AnswerData | { readonly failure: Failure } {
  if (answer.status >= 200 && answer.status < 300) return readData(answer)
  return { failure: { ...readError(product, answer, now), status: answer.status } }
}

function readData({ status, contentType, text }: Answer): AnswerData | { readonly failure: Failure } {
  if (isPage(contentType, text)) return notProxmox(status, 'a web page')
  const body = parseJson(text)
  if (body === undefined) {
    if (!contentType.includes('json')) return notProxmox(status, 'no JSON')
    return { failure: { kind: 'malformed', status, text: 'the answer is broken JSON' } }
  }
  if (!isRecord(body) || !Object.hasOwn(body, 'data')) return notProxmox(status, 'JSON without "data"')
  const total = Number(body.total ?? Number.NaN)
  return { data: body.data, ...(Number.isSafeInteger(total) && { total }) }
}

const notProxmox = (status: number, what: string): { failure: Failure } => ({
  failure: { kind: 'not-proxmox', status, text: `the answer is ${what}: is this the address of a Proxmox API?` },
})

function readError(product: Product, answer: Answer, now: number): Failure {
  const { status } = answer
  if (status < 400)
    return { kind: 'not-proxmox', text: `the answer is a redirect (${status}): is this the address of a Proxmox API?` }
  const body = parseJson(answer.text)
  const fieldErrors = fieldErrorsOf(body, answer.text)
  const reason = reasonOf(product, body, answer)
  const kind = classifyStatus(status)
  if (kind === undefined && isPage(answer.contentType, answer.text)) {
    return { kind: 'not-proxmox', text: `the answer is a web page (${status}): is this the address of a Proxmox API?` }
  }
  const facts = { reason, fieldErrors, text: errorText(status, reason, fieldErrors) }
  switch (kind) {
    case undefined:
      if (fieldErrors) return { ...facts, kind: 'invalid' }
      // PVE says 400 of parameters only, PBS of everything.
      return { ...facts, kind: status === 400 && product === 'pve' ? 'invalid' : classifyText(reason ?? '') }
    case 'forbidden':
      return { ...facts, kind, privilege: privilegeOf(reason) }
    case 'throttled':
      return { ...facts, kind, retryAfterMs: waitOf(answer.retryAfter, now) }
    default:
      return { ...facts, kind }
  }
}

/** `errors`, then `message`, then the reason phrase, the only one that PVE before 8.4 fills. PBS sends plain text. */
function reasonOf(product: Product, body: unknown, answer: Answer): string | undefined {
  const message = isRecord(body) && typeof body.message === 'string' ? body.message.trim() : ''
  if (message) return message
  const plain =
    product === 'pbs' && body === undefined && !isPage(answer.contentType, answer.text) ? answer.text.trim() : ''
  return (plain || answer.reason.trim()).slice(0, 4_000) || undefined
}

function errorText(
  status: number,
  reason: string | undefined,
  fieldErrors: Record<string, string> | undefined,
): string {
  const fields = Object.entries(fieldErrors ?? {}).map(([name, message]) => `${name}: ${message}`)
  // The first line, with the field errors in place of the rest.
  const lead = reason?.split('\n', 1)[0] ?? `HTTP ${status}`
  return fields.length > 0 ? `${lead} (${fields.join('; ')})` : lead
}

function fieldErrorsOf(body: unknown, text: string): Record<string, string> | undefined {
  if (isRecord(body) && isRecord(body.errors)) {
    const entries = Object.entries(body.errors).map(([name, message]): [string, string] => [
      name,
      String(message).trim(),
    ])
    return entries.length > 0 ? Object.fromEntries(entries) : undefined
  }
  return body === undefined ? pbsFieldErrors(text) : undefined
}

/** PBS: `parameter verification failed - 'store': …` for one, and for several a line `parameter 'store': …` each. */
function pbsFieldErrors(text: string): Record<string, string> | undefined {
  if (!/^parameter verification (failed|errors)/.test(text)) return undefined
  const entries = [...text.matchAll(/(?:^parameter|failed -) '([^']+)': (.+)$/gm)].map(
    ([, name = '', message = '']) => [name, message.trim()],
  )
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

/** From `Permission check failed (/nodes/pve1, Sys.Modify|Datastore.Audit)`. */
function privilegeOf(reason: string | undefined): MissingPrivilege | undefined {
  const [, path, names] = /^Permission check failed \((\/[^,]*), ([\w.|]+)\)/.exec(reason ?? '') ?? []
  if (path === undefined || names === undefined) return undefined
  const privileges = names.split('|')
  return { path, privileges, any: privileges.length > 1 }
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3). */
function waitOf(retryAfter: string | undefined, now: number): number | undefined {
  if (retryAfter === undefined) return undefined
  const ms = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - now
  return Number.isNaN(ms) ? undefined : Math.max(0, ms)
}

const isPage = (contentType: string, text: string): boolean => contentType.includes('text/html') || /^\s*</.test(text)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
