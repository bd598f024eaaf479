import type { WatchedConnection } from '../collector/collector.ts'
import type { ConnectionSettings } from '../settings/settings.ts'

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

function trustOf({ fingerprints, verifySSL }: ConnectionSettings): WatchedConnection['trust'] {
  if (fingerprints.length > 0) return { kind: 'fingerprint', sha256: fingerprints }
  return verifySSL ? { kind: 'system' } : { kind: 'insecure' }
}
