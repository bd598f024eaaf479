import type { Method } from '@pulse/proxmox/schema'

/** Numbers that Proxmox VE writes as text up to 7, by the method that gives them; `*` is every row or key. */
const textual: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'GET /nodes/{node}/lxc': [['*', 'vmid']],
  'GET /nodes/{node}/qemu': [['*', 'pid']],
  'GET /nodes/{node}/qemu/{vmid}/status/current': [
    ['nics', '*', 'netin'],
    ['nics', '*', 'netout'],
  ],
}

/** An answer as a version up to 7 puts it on the wire. */
export function olderWire(method: Method, data: unknown): unknown {
  const paths = textual[`${method.verb} ${method.path}`] ?? []
  return paths.reduce(asText, data)
}

function asText(data: unknown, path: readonly string[]): unknown {
  const [step, ...rest] = path
  if (step === undefined) return typeof data === 'number' ? String(data) : data
  if (Array.isArray(data)) return data.map((item) => asText(item, rest))
  if (data === null || typeof data !== 'object') return data
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, step === '*' || step === key ? asText(value, rest) : value]),
  )
}
