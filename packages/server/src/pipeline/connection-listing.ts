import type { Connection, ConnectionListing, Node, Sight } from '@pulse/contract'
import type { ConnectionSettings } from '../settings/settings.ts'

/** A configured connection with what the picture says of it, in the documented form. Secrets are not in it. */
export function connectionListing(
  settings: ConnectionSettings,
  seen: Connection | undefined,
  nodes: readonly Node[],
): ConnectionListing {
  const { credentials, fingerprints, monitor } = settings
  const { monitorVMs, monitorContainers, monitorStorage, monitorBackups, ...ofBackupServer } = monitor
  const flags =
    settings.product === 'pve' ? { monitorVMs, monitorContainers, monitorStorage, monitorBackups } : ofBackupServer
  return {
    id: settings.id,
    type: settings.product,
    name: settings.name,
    host: settings.url,
    ...(credentials.kind === 'password' ? { user: credentials.username } : { tokenName: credentials.tokenId }),
    hasPassword: credentials.kind === 'password',
    hasToken: credentials.kind === 'token',
    ...(fingerprints.length > 0 ? { fingerprint: fingerprints.join(',') } : {}),
    verifySSL: settings.verifySSL,
    ...flags,
    ...statusOf(seen),
    ...clusterOf(settings, seen, nodes),
    privileges: privilegesOf(seen),
  }
}

function statusOf(seen: Connection | undefined): Pick<ConnectionListing, 'status' | 'error'> {
  if (seen?.state === 'connected' || seen?.state === 'degraded') return { status: 'connected' }
  return { status: 'disconnected', error: seen?.problem?.message ?? 'No answer yet' }
}

function privilegesOf(seen: Connection | undefined): ConnectionListing['privileges'] {
  const { privilegesAt = null, sights = [], missingPrivileges = [] } = seen ?? {}
  return {
    checkedAt: privilegesAt === null ? null : new Date(privilegesAt).toISOString(),
    sights: sightRows(sights),
    missing: [...missingPrivileges],
  }
}

/** Sights as they are answered. */
export const sightRows = (sights: readonly Sight[]): ConnectionListing['privileges']['sights'] =>
  sights.map((sight) => ({ ...sight, needs: [...sight.needs] }))

function clusterOf(
  { product }: ConnectionSettings,
  seen: Connection | undefined,
  nodes: readonly Node[],
): Pick<ConnectionListing, 'isCluster' | 'clusterName' | 'clusterEndpoints'> {
  if (product !== 'pve' || !seen) return {}
  if (seen.clusterName === null) return { isCluster: false }
  return {
    isCluster: true,
    clusterName: seen.clusterName,
    clusterEndpoints: nodes.map((node) => ({
      NodeID: `node/${node.name}`,
      NodeName: node.name,
      Host: node.address ?? node.name,
      IP: node.address ?? '',
      Online: node.status === 'online',
      LastSeen: new Date(node.seenAt).toISOString(),
    })),
  }
}
