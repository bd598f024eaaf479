import type { Simulator } from '@pulse/simulator'

/** Where everything is, and who may log in: for programs that start a simulation. */
export function simulatorFacts({ endpoints, connections, credentials }: Simulator) {
  return {
    hosts: endpoints.map(({ name, product, node, cluster, url, fingerprint }) => ({
      name,
      product,
      node,
      ...(cluster !== undefined && { cluster }),
      url,
      fingerprint,
    })),
    connections,
    credentials,
  }
}

/**
 * The variables of `pulse api`, of the Postman environments and of the examples, for the first cluster and the first
 * backup server, with a token that may do everything.
 */
export function simulatorEnvironment({ connections, credentials: { root } }: Simulator): Record<string, string> {
  const entries = (['pve', 'pbs'] as const).flatMap((product) => {
    const connection = connections.find((one) => one.product === product)
    if (connection === undefined) return []
    const prefix = product.toUpperCase()
    return [
      [`${prefix}_BASE_URL`, connection.url],
      [`${prefix}_FINGERPRINT`, connection.fingerprints.join(',')],
      [`${prefix}_TOKEN_ID`, root.tokenId],
      [`${prefix}_TOKEN_SECRET`, root.secret],
      [`${prefix}_USERNAME`, root.username],
      [`${prefix}_PASSWORD`, root.password],
      [`${prefix}_REALM`, root.username.split('@')[1] ?? 'pam'],
    ]
  })
  return Object.fromEntries(entries)
}
