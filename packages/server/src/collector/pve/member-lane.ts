import type { Trust } from '@pulse/proxmox'
import type { Member } from '../endpoint-pool.ts'
import type { PveContext } from './pve-context.ts'

/**
 * Learns through which members the cluster can be asked. Their certificates are believed by the fingerprints that the
 * cluster itself tells over the channel that is trusted already.
 */
export async function learnMembers(c: PveContext): Promise<undefined> {
  const [status, nodes] = await Promise.all([
    c.ask('node', (pve, options) => pve.get('/cluster/status', {}, options)),
    c.ask('node', (pve, options) => pve.get('/nodes', {}, options)),
  ])
  const members = status.filter((row) => row.type === 'node')
  if (members.length < 2) return
  const fingerprints = new Map(nodes.map((row) => [row.node, row.ssl_fingerprint]))
  const { port } = new URL(c.connection.url)
  const reachable = members.flatMap((row): Member[] => {
    const trust = trustOf(c.connection.trust, fingerprints.get(row.name))
    if (!row.ip || !trust) return []
    const host = row.ip.includes(':') ? `[${row.ip}]` : row.ip
    return [{ nodeName: row.name, url: `https://${host}:${port || 8006}`, trust, online: row.online ?? true }]
  })
  c.line.learn(reachable, members.find((row) => row.local)?.name)
}

/** Null where nothing tells whether the member is the right one. */
function trustOf(trust: Trust, fingerprint: string | undefined): Trust | null {
  if (trust.kind !== 'fingerprint') return trust
  return fingerprint === undefined ? null : { kind: 'fingerprint', sha256: [fingerprint] }
}
