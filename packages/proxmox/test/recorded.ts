import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Product, Verb } from '../src/schema/schema.ts'

const folder = new URL('../../../../shared/recorded/', import.meta.url)

/** A recorded answer with the call it belongs to. */
export interface Recorded {
  readonly source: string
  readonly product: Product
  readonly verb: Verb
  /** Concrete, without query. */
  readonly path: string
  readonly status: number
  readonly body: unknown
}

export const haveRecordings = existsSync(folder)

interface File {
  product?: string
  exchanges?: {
    request: { method: Verb; path?: string; path_pattern?: string }
    response: { status: number; body?: unknown }
  }[]
  scenarios?: Record<string, { responses: Record<string, { status: number; body?: unknown }> }>
  bodies?: { path_hint?: string | null; body: unknown }[]
  cases?: Record<string, { disklist_expected?: Record<string, unknown>; smart_expected?: Record<string, unknown> }>
  data?: unknown
}

/** Every recorded body that is an answer of the API. */
export function readRecordings(): Recorded[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readRecording(name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as File))
}

function readRecording(source: string, file: File): Recorded[] {
  const product: Product = file.product === 'pbs' ? 'pbs' : 'pve'
  const exchanges = (file.exchanges ?? []).map(({ request, response }) => ({
    source,
    product,
    verb: request.method,
    path: concrete(request.path ?? request.path_pattern ?? ''),
    ...response,
    body: response.body,
  }))
  const scenarios = Object.entries(file.scenarios ?? {}).flatMap(([scenario, { responses }]) =>
    Object.entries(responses).map(([path, { status, body }]) => ({
      source: `${source} ${scenario}`,
      product,
      verb: 'GET' as const,
      path: concrete(path),
      status,
      body,
    })),
  )
  const get = (path: string, body: unknown, of: Product = product): Recorded => ({
    source,
    product: of,
    verb: 'GET',
    path,
    status: 200,
    body,
  })
  const bodies = (file.bodies ?? []).flatMap(({ path_hint, body }) =>
    path_hint ? [get(concrete(path_hint), body)] : [],
  )
  const disks = Object.values(file.cases ?? {}).flatMap(({ disklist_expected }) =>
    disklist_expected ? [get('/nodes/pve/disks/list', { data: Object.values(disklist_expected) })] : [],
  )
  const kind = /(node|qemu|lxc|guest)_rrddata/.exec(source)?.[1]
  const rrdPath =
    { node: '/nodes/pve/rrddata', lxc: '/nodes/pve/lxc/100/rrddata' }[kind ?? ''] ?? '/nodes/pve/qemu/100/rrddata'
  return [...exchanges, ...scenarios, ...bodies, ...disks, ...(kind ? [get(rrdPath, { data: file.data })] : [])]
}

/** Paths are patterns at times: without anchors and escapes they are paths that match themselves. */
function concrete(path: string): string {
  return path
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replace(/^\/api2\/json/, '')
    .replaceAll(/\\+(.)/g, '$1')
    .replace(/\(([^|)]*)[^)]*\)/, '$1')
    .replace(/\($/, '')
    .replace(/\?.*$/, '')
}
