import type { Product } from './table.ts'

/** Versions whose schema is known, oldest first. The last one is that of the tables. */
const versions: Readonly<Record<Product, readonly string[]>> = {
  pve: ['6.4', '7.4', '8.4', '9.0', '9.1', '9.2'],
  pbs: ['3.4', '4.0', '4.1', '4.2'],
}

/**
 * Versions of a product whose schema is known, oldest first.
 *
 * @example knownVersions('pbs') // ['3.4', '4.0', '4.1', '4.2']
 */
export function knownVersions(product: Product): readonly string[] {
  return versions[product]
}

/**
 * Whether a server has something that is known since a version. It surely lacks what the schema of its own version, or
 * of a later one, did not have; between two known schemas nobody can tell.
 *
 * @param since as in `Method.since`
 * @param version of the server, such as `9.1.3`, `8.4-1` or `7.4`
 * @example availability('pve', '8.4', '8.2.4') // 'unknown', as the schema before 8.4 is that of 7.4
 */
export function availability(
  product: Product,
  since: string | undefined,
  version: string,
): 'has' | 'lacks' | 'unknown' {
  const known = versions[product]
  const at = release(version)
  const first = release(since ?? known[0] ?? '')
  if (at === undefined || first === undefined) return 'unknown'
  if (at >= first) return 'has'
  const withoutIt = known.some((one) => {
    const lacking = release(one)
    return lacking !== undefined && lacking < first && at <= lacking
  })
  return withoutIt ? 'lacks' : 'unknown'
}

/** Major and minor as one number: 9.1.3 is 9001. */
function release(version: string): number | undefined {
  const [, major, minor] = /^(\d+)(?:\.(\d+))?/.exec(version) ?? []
  return major === undefined ? undefined : Number(major) * 1000 + Number(minor ?? 0)
}
