import type { Verb } from './table.ts'

interface Branch<E> {
  readonly fixed: Map<string, Branch<E>>
  parameter?: { readonly name: string; readonly branch: Branch<E> }
  readonly methods: Map<Verb, E>
}

/** What a concrete path stands for. */
export interface FoundPath<E> {
  readonly methods: ReadonlyMap<Verb, E>
  readonly pathParameters: Readonly<Record<string, string>>
}

/** Paths by segment: a lookup costs one step a segment, whatever the number of methods. */
export class PathTree<E extends { readonly verb: Verb; readonly path: string }> {
  readonly #root = newBranch<E>()

  add(method: E): void {
    let branch = this.#root
    for (const segment of segmentsOf(method.path)) branch = childOf(branch, segment)
    branch.methods.set(method.verb, method)
  }

  /** A fixed segment is preferred to a placeholder, but a dead end behind it is backed out of. */
  find(path: string): FoundPath<E> | undefined {
    const segments = segmentsOf(path)
    const pathParameters: Record<string, string> = {}
    const walk = (branch: Branch<E>, depth: number): Branch<E> | undefined => {
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

const newBranch = <E>(): Branch<E> => ({ fixed: new Map(), methods: new Map() })

function childOf<E>(branch: Branch<E>, segment: string): Branch<E> {
  const name = /^\{(.+)\}$/.exec(segment)?.[1]
  if (name !== undefined) return (branch.parameter ??= { name, branch: newBranch<E>() }).branch
  const known = branch.fixed.get(segment)
  if (known) return known
  const added = newBranch<E>()
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
