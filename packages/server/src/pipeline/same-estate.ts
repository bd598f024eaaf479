import type { TestOutcome } from '../collector/collector.ts'

type Found = Extract<TestOutcome, { ok: true }>

/**
 * Do two addresses lead to the same cluster, or the same stand-alone host? The certificate of a node tells: two sites may
 * well have equal names and equal private addresses. Only where it is not shown, name and address have to do.
 */
export function isSameEstate(one: Found, other: Found): boolean {
  if (one.product !== other.product || one.clusterName !== other.clusterName) return false
  return one.nodes.some((node) =>
    other.nodes.some((twin) => {
      if (node.name !== twin.name) return false
      if (node.fingerprint !== null && twin.fingerprint !== null) return node.fingerprint === twin.fingerprint
      return node.address !== null && node.address === twin.address
    }),
  )
}
