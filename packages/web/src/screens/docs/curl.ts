import type { Call, Parameter } from './document.ts'

/** A line for the shell that makes the call with its example; `null` for what curl cannot do. */
export function curlOf(call: Call, origin: string): string | null {
  if (call.success?.status === '101') return null
  const parts = ['curl']
  if (call.method !== 'GET') parts.push(`-X ${call.method}`)
  // Double quotes, so that the shell puts the token in.
  if (call.scope !== 'open') parts.push('-H "X-API-Token: $PULSE_TOKEN"')
  if (call.body) {
    parts.push(`-H 'Content-Type: application/json'`, `-d ${quoted(JSON.stringify(call.body.example ?? {}))}`)
  }
  parts.push(quoted(origin + pathOf(call)))
  return parts.join(' ')
}

function pathOf({ path, parameters }: Call): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name)
    return parameter?.example === undefined ? name.toUpperCase() : encodeURIComponent(textOf(parameter))
  })
  const query = new URLSearchParams()
  for (const parameter of parameters) {
    if (parameter.in === 'query' && parameter.example !== undefined) query.set(parameter.name, textOf(parameter))
  }
  return query.size > 0 ? `${filled}?${query}` : filled
}

const textOf = ({ example }: Parameter): string => (typeof example === 'string' ? example : JSON.stringify(example))

/** For a POSIX shell: nothing in it means anything. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
