import type { SystemSettings } from '@pulse/contract'
import type { WatchedConnection } from '../collector/collector.ts'
import { type ConnectionSettings, effectiveSettings, type SettingsDocument } from '../settings/settings.ts'

/** What the collector has to know of a configured connection. */
export function watchedConnection(settings: ConnectionSettings): WatchedConnection {
  const { id, name, product, url, credentials, monitor } = settings
  return {
    id,
    name,
    product,
    url,
    credentials,
    trust: trustOf(settings),
    watch: {
      virtualMachines: monitor.monitorVMs,
      containers: monitor.monitorContainers,
      storage: monitor.monitorStorage,
      // Its backups are what a backup server is watched for: no switch, as documented.
      backups: product === 'pbs' || monitor.monitorBackups,
      datastores: monitor.monitorDatastores,
    },
  }
}

/** The same, asked as often and waited for as long as the settings of the server say. */
export function pacedConnection(
  settings: ConnectionSettings,
  { pollingInterval, connectionTimeout }: Pick<SystemSettings, 'pollingInterval' | 'connectionTimeout'>,
): WatchedConnection {
  return { ...watchedConnection(settings), intervalMs: pollingInterval * 1000, timeoutMs: connectionTimeout * 1000 }
}

/** Everything that is to be watched. `environment`: settings that it says. */
export function watchedConnections(
  document: Pick<SettingsDocument, 'connections' | 'system'>,
  environment: Partial<SystemSettings>,
): WatchedConnection[] {
  const system = effectiveSettings(document, environment)
  return document.connections.map((connection) => pacedConnection(connection, system))
}

function trustOf({ fingerprints, verifySSL }: ConnectionSettings): WatchedConnection['trust'] {
  if (fingerprints.length > 0) return { kind: 'fingerprint', sha256: fingerprints }
  return verifySSL ? { kind: 'system' } : { kind: 'insecure' }
}
