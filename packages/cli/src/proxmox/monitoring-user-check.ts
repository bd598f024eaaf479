import type { Need } from './monitoring-user-needs.ts'

/** Privileges by ACL path, as `/access/permissions` tells them; the value says whether they reach what lies below. */
export type Permissions = Readonly<Record<string, Readonly<Record<string, boolean>>>>

export type Held =
  | { readonly kind: 'yes' }
  /** On some paths only, or on all but some. */
  | { readonly kind: 'partly'; readonly where: string }
  | { readonly kind: 'no' }

export interface Finding {
  readonly need: Need
  readonly held: Held
}

/** What a login has of what Pulse needs. */
export function findingsOf(needs: readonly Need[], permissions: Permissions): readonly Finding[] {
  return needs.map((need) => ({ need, held: heldOf(need, permissions) }))
}

/** Those without which Pulse does not show something that it promises. */
export function missingOf(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ need, held }) => held.kind === 'no' && need.wish === undefined && !need.spare)
}

/** Guests are reached by their pools as well. */
function heldOf({ privilege, path }: Need, permissions: Permissions): Held {
  const roots = ['/', path]
  const below = Object.entries(permissions).filter(
    ([at]) => at.startsWith(`${path}/`) || (path === '/vms' && at.startsWith('/pool')),
  )
  const nearest = roots.findLast((root) => Object.hasOwn(permissions, root))
  const isBroad = nearest !== undefined && permissions[nearest]?.[privilege] === true
  if (!isBroad) {
    const places = below.filter(([, held]) => Object.hasOwn(held, privilege)).map(([at]) => at)
    return places.length > 0 ? { kind: 'partly', where: `only on ${some(places)}` } : { kind: 'no' }
  }
  const holes = below
    .filter(([at, held]) => !at.startsWith('/pool') && !Object.hasOwn(held, privilege))
    .map(([at]) => at)
  return holes.length > 0 ? { kind: 'partly', where: `not on ${some(holes)}` } : { kind: 'yes' }
}

const some = (paths: readonly string[]): string =>
  paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ')
