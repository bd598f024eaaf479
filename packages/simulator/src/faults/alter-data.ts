interface Junk {
  readonly kind: 'junk'
  readonly pointer: string
  readonly value: unknown
  readonly vmid?: number
}

interface Replacement {
  readonly kind: 'data'
  readonly value: unknown
}

/** A JSON body with fields replaced. A body that is no JSON stays as it is. */
export function alterData(body: string, change: Junk | Replacement): string {
  const document = parsed(body)
  if (document === undefined) return body
  if (change.kind === 'data') return literal({ ...document, data: change.value })
  replaceAt(document, change.pointer.split('/').slice(1), change)
  return literal(document)
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function replaceAt(value: unknown, path: readonly string[], change: Junk): void {
  const [step, ...rest] = path
  if (step === undefined || value === null || typeof value !== 'object') return
  const holder = value as Record<string, unknown>
  const keys = step === '*' ? Object.keys(holder) : [step]
  for (const key of keys) {
    if (rest.length > 0) replaceAt(holder[key], rest, change)
    else if (change.vmid === undefined || Number(holder['vmid']) === change.vmid) {
      if (change.value === undefined) delete holder[key]
      else holder[key] = change.value
    }
  }
}

/** JSON in which NaN and the infinities are written as words: not JSON any more, which is the point of them. */
function literal(value: unknown): string {
  const marker = '\u0001number:'
  const text = JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'number' && !Number.isFinite(item) ? `${marker}${item}` : item,
  )
  return text.replaceAll(/"\\u0001number:(-?\w+)"/g, '$1')
}
