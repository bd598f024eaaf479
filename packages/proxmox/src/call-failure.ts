import { ProxmoxError, type ErrorFacts } from './proxmox-error.ts'
import type { EncodedCall, Lacking } from './request/request.ts'
import type { Method, Product, Verb } from './schema/schema.ts'

/** The call that failed. */
interface FailedCall {
  readonly method: Method
  readonly encoded: EncodedCall
  readonly redact: (text: string) => string
}

/** The failure of a call that was sent. The server's words may repeat what was sent. */
export function failed(call: FailedCall, facts: Omit<ErrorFacts, 'method' | 'path'>): ProxmoxError {
  const { redact } = call
  const fields = facts.fieldErrors && Object.entries(facts.fieldErrors).map(([name, text]) => [name, redact(text)])
  return new ProxmoxError({
    ...facts,
    method: call.method.verb,
    path: call.encoded.path,
    text: redact(facts.text),
    reason: facts.reason && redact(facts.reason),
    fieldErrors: fields && Object.fromEntries(fields),
  })
}

/** Shorter texts are no secrets, and would tear every message apart. */
const shortestSecret = 4

export function redactor(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets.filter((secret) => secret.length >= shortestSecret)
  return (text) => hidden.reduce((rest, secret) => rest.replaceAll(secret, '…'), text)
}

/** Parameters that cannot be sent. */
export function invalid(method: Verb, path: string, fieldErrors: Record<string, string>): ProxmoxError {
  const text = Object.entries(fieldErrors).map(([name, problem]) => `${name} ${problem}`)
  return new ProxmoxError({ kind: 'invalid', method, path, text: text.join('; '), fieldErrors })
}

/** What the server's version does not have. */
export function unsupported(
  product: Product,
  { method, encoded }: FailedCall,
  { parameter, since, version }: Lacking,
): ProxmoxError {
  const what = parameter === undefined ? 'this call' : `the parameter ${parameter}`
  const text = `${what} came with ${product.toUpperCase()} ${since}, and the server is ${version}`
  const facts = { kind: 'unsupported', method: method.verb, path: encoded.path, text } as const
  return new ProxmoxError(parameter === undefined ? facts : { ...facts, fieldErrors: { [parameter]: text } })
}
