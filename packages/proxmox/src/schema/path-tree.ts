import type { Method, Verb } from './table.ts'

interface Branch {
  readonly fixed: Map<string, Branch>
  parameter?: { readonly name: string; readonly branch: Branch }
  readonly methods: Map<Verb, Method>
}

/** What a concrete path stands for. */
export interface FoundPath {
  readonly methods: ReadonlyMap<Verb, Method>
  readonly pathParameters: Readonly<Record<string, string>>
}

/** Paths by segment: a lookup costs one step a segment, whatever the number of methods. */
export class PathTree {
  readonly #root = newBranch()

  add(method: Method): void {
    let branch = this.#root
    for (const segment of segmentsOf(method.path)) branch = childOf(branch, segment)
    branch.methods.set(method.verb, method)
  }

  /** A fixed segment is preferred to a placeholder, but a dead end behind it is backed out of. */
  find(path: string): FoundPath | undefined {
    const segments = segmentsOf(path)
    const pathParameters: Record<string, string> = {}
    const walk = (branch: Branch, depth: number): Branch | undefined => {
      const segment = segments[depth]
      if (segment === undefined) return branch.methods.size > 0 ? branch : undefined
      const fixed = branch.fixed.get(segment)
      const found = fixed && walk(fixed, depth + 1)
      if (found || !branch.parameter) return found
      const { name, branch: next } = branch.parameter
      const below = walk(next, depth + 1)
      if (below) pathParameters[name] = segment
      if (below || name !== 'volume') return below
      // A volume such as `local:iso/debian.iso` is the one placeholder that may hold slashes.
      pathParameters[name] = segments.slice(depth).join('/')
      return next
    }
    const branch = walk(this.#root, 0)
    return branch && { methods: branch.methods, pathParameters }
  }
}

const newBranch = (): Branch => ({ fixed: new Map(), methods: new Map() })

function childOf(branch: Branch, segment: string): Branch {
  const name = /^\{(.+)\}$/.exec(segment)?.[1]
  if (name !== undefined) return (branch.parameter ??= { name, branch: newBranch() }).branch
  const known = branch.fixed.get(segment)
  if (known) return known
  const added = newBranch()
  branch.fixed.set(segment, added)
  return added
}

/** Percent-encoding is undone per segment, so that `%2F` stays inside one; broken encoding is taken as it stands. */
function segmentsOf(path: string): string[] {
  return path.split('/').filter(Boolean).map(decodeSegment)
}

function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
