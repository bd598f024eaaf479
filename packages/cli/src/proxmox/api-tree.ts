import { methods, type Method, type Product } from '@pulse/proxmox/schema'
import { CommandError } from '../command-error.ts'

/** A step of the API's paths, and what is below it. */
export interface Branch {
  /** With placeholders; the root is empty. */
  readonly path: string
  /** The last segment: `qemu` or `{vmid}`. */
  readonly segment: string
  /** In the order of the schema: GET, POST, PUT, DELETE. */
  readonly methods: Method[]
  readonly children: Map<string, Branch>
}

export const productNames: Readonly<Record<Product, string>> = {
  pve: 'Proxmox VE',
  pbs: 'Proxmox Backup Server',
}

/** All paths of a product. */
export function apiTree(product: Product): Branch {
  const root = newBranch('', '')
  for (const method of methods(product)) {
    let branch = root
    for (const segment of segmentsOf(method.path)) {
      const path = `${branch.path}/${segment}`
      const child = branch.children.get(segment) ?? newBranch(path, segment)
      branch.children.set(segment, child)
      branch = child
    }
    branch.methods.push(method)
  }
  return root
}

const newBranch = (path: string, segment: string): Branch => ({ path, segment, methods: [], children: new Map() })

/** How far a path is known. */
export interface Walked {
  /** The deepest step that is known. */
  readonly branch: Branch
  /** The path so far as it is known, as it was written. */
  readonly known: string
  /** The first segment that is not known; undefined where all are. */
  readonly stray: string | undefined
}

/** Follows a path with or without placeholders filled in. A fixed segment is preferred to a placeholder. */
export function walk(root: Branch, path: string): Walked {
  let [branch, known] = [root, '']
  const segments = segmentsOf(path)
  for (const [index, segment] of segments.entries()) {
    const next = branch.children.get(segment) ?? placeholderOf(branch)
    if (!next) return { branch, known, stray: segment }
    branch = next
    known = `${known}/${segment}`
    // A volume such as `local:iso/debian.iso` may hold slashes.
    const rest = segments.slice(index + 1)
    if (next.segment === '{volume}' && rest.length > 0)
      return { branch, known: [known, ...rest].join('/'), stray: undefined }
  }
  return { branch, known, stray: undefined }
}

/** At most one placeholder can follow a step. */
export function placeholderOf(branch: Branch): Branch | undefined {
  return [...branch.children.values()].find((child) => child.segment.startsWith('{'))
}

const segmentsOf = (path: string): string[] => path.split('/').filter(Boolean)

/**
 * The path as the schema has it: one that is taken from a call with curl begins with `/api2/json`.
 *
 * @throws CommandError of kind `usage` for a whole address
 */
export function schemaPath(path: string): string {
  if (/^https?:\/\//.test(path))
    throw new CommandError('usage', '<path> is a path such as /version; the host is given with --host.')
  return `/${path.replaceAll(/^\/+|\/+$/g, '').replace(/^api2\/(?:json|extjs)(?:\/|$)/, '')}`
}

/** The words that a slip of the finger may have meant, best first. */
export function nearest(word: string, known: Iterable<string>): string[] {
  return [...known]
    .map((one) => ({ one, distance: one.startsWith(word) ? 0 : distance(word, one) }))
    .filter(({ one, distance }) => distance <= Math.max(1, Math.floor(Math.max(word.length, one.length) / 3)))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ one }) => one)
}

/** Letters to change, add, leave out or swap (Damerau and Levenshtein). */
function distance(a: string, b: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    ;[before, row] = [row, next]
  }
  return row[b.length] ?? 0
}
