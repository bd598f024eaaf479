import { readBaseUrl } from './base-url.ts'
import { realClock } from './io/real-clock.ts'
import { Transport } from './io/transport.ts'
import { TransportFailure } from './io/transport-failure.ts'
import { defaultLimits, type Clock, type Limits, type Trust } from './options.ts'
import { ProxmoxError } from './proxmox-error.ts'
import type { Product } from './schema/schema.ts'

/** Where a host publishes the schema behind its API viewer, for everybody. */
const published: Readonly<Record<Product, { readonly path: string; readonly port: number }>> = {
  pve: { path: '/pve-docs/api-viewer/apidoc.js', port: 8006 },
  pbs: { path: '/docs/api-viewer/apidoc.js', port: 8007 },
}

/**
 * The schema that a host publishes of its own version, as it stands there: `readApiDescription` reads it. Needs no
 * login.
 *
 * @example await fetchApiDocument('pve', { url: 'https://pve1.example.org:8006', trust: { kind: 'system' } })
 * @throws ProxmoxError; of kind `missing` if the host has no such file, as that of the other product has not
 */
export async function fetchApiDocument(
  product: Product,
  options: {
    readonly url: string
    readonly trust: Trust
    readonly limits?: Partial<Limits>
    readonly clock?: Clock
    readonly signal?: AbortSignal
  },
): Promise<string> {
  const { trust, clock = realClock, signal } = options
  const limits = { ...defaultLimits, ...options.limits }
  const { path: file, port } = published[product]
  const { origin, basePath } = readBaseUrl(options.url, port)
  const path = `${basePath.replace(/\/api2\/json$/, '')}${file}`
  const failure = (facts: Pick<ProxmoxError, 'kind'> & { text: string; status?: number }): ProxmoxError =>
    new ProxmoxError({ ...facts, method: 'GET', path })
  const transport = new Transport(origin, trust, limits, clock)
  try {
    const { status, body } = await transport.send({
      method: 'GET',
      path,
      headers: { 'accept-encoding': 'gzip, deflate', 'user-agent': 'Pulse' },
      totalMs: limits.totalMs,
      idleMs: limits.idleMs,
      maxBodyBytes: limits.maxBodyBytes,
      signal,
    })
    if (status === 200) return body.toString('utf8')
    // Proxmox VE answers 501 to a path that it does not know.
    const kind = status === 404 || status === 501 ? 'missing' : 'not-proxmox'
    throw failure({ kind, text: `the host answered ${status}`, status })
  } catch (error) {
    if (!(error instanceof TransportFailure)) throw error
    throw new ProxmoxError({ kind: error.kind, method: 'GET', path, text: error.message, ...error.detail })
  } finally {
    await transport.close()
  }
}
