import type { AlertSettings, SystemSettings } from '@pulse/contract'
import { AppError, randomId } from '../../platform/platform.ts'
import type { ConnectionSettings } from '../connection-settings.ts'
import { refuseDuplicate } from '../refuse-duplicate.ts'
import { sameValue } from '../same-value.ts'
import type { FileOwnership, SettingsDocument } from '../sections.ts'
import type { ConfigFile } from './config-file.ts'
import { resourceNames } from './resource-names.ts'

/**
 * What a `pulse.yaml` makes of a document; null where nothing changes. The file owns what stands in it: connections that
 * it owned and that are gone from it are removed; settings and sections that are gone from it keep their values and are
 * free again.
 *
 * @param at ms since epoch
 * @throws {AppError} `config-file.invalid`: something in the file does not go with the rest
 */
export function appliedFile(
  document: SettingsDocument,
  file: ConfigFile,
  at: number,
): Partial<SettingsDocument> | null {
  const own = joinedConnections(document, file, at)
  const isGone = ({ id }: ConnectionSettings): boolean => document.file?.connections.includes(id) ?? false
  const ids = new Set(own.map(({ id }) => id))
  const others = document.connections.filter((each) => !ids.has(each.id) && !isGone(each))
  const ownById = new Map(own.map((each) => [each.id, each]))
  const known = new Set(document.connections.map(({ id }) => id))
  // In their old places, so that nothing moves where nothing changes.
  const connections = [
    ...document.connections.flatMap((each) => ownById.get(each.id) ?? (isGone(each) ? [] : each)),
    ...own.filter(({ id }) => !known.has(id)),
  ]
  own.forEach((connection, index) => refuseClash(others, connection, index, file))
  const ownership: FileOwnership = {
    name: file.name,
    appliedAt: at,
    connections: own.map(({ id }) => id),
    settings: Object.keys(file.settings) as (keyof SystemSettings)[],
    sections: [
      ...(file.email ? (['email'] as const) : []),
      ...(file.webhooks ? (['webhooks'] as const) : []),
      ...(file.alerts ? (['alerts'] as const) : []),
    ],
  }
  const change: Partial<SettingsDocument> = {
    connections: sameValue(connections, document.connections) ? document.connections : connections,
    system: { ...document.system, ...file.settings },
    ...(file.email && { email: file.email }),
    ...(file.webhooks && { webhooks: joinedWebhooks(document, file.webhooks) }),
    ...(file.alerts && { alerts: alertsWithIds(file.alerts, connections, file) }),
    file: ownership,
  }
  const isSame = sameValue(
    { ...document, ...change, file: { ...ownership, appliedAt: document.file?.appliedAt } },
    document,
  )
  return isSame ? null : change
}

/** A connection is the one that has its name, else the one that leads where it does. */
function joinedConnections(document: SettingsDocument, file: ConfigFile, at: number): ConnectionSettings[] {
  const free = new Set(document.connections)
  const take = (fits: (connection: ConnectionSettings) => boolean): ConnectionSettings | undefined => {
    const found = [...free].find(fits)
    if (found) free.delete(found)
    return found
  }
  const byName = file.connections.map(({ name, product }) =>
    take((each) => each.product === product && each.name.toLowerCase() === name.toLowerCase()),
  )
  return file.connections.map((draft, index) => {
    const here = byName[index] ?? take((each) => each.product === draft.product && each.url === draft.url)
    const { verifySSL, fingerprints } = draft
    // Who says nothing of the certificate leaves it at what was said before, as long as it is the same host.
    const isTrustKept = here?.url === draft.url && verifySSL === null && fingerprints.length === 0
    const wanted = {
      ...draft,
      id: here?.id ?? `${draft.product}-${randomId()}`,
      verifySSL: isTrustKept ? here.verifySSL : (verifySSL ?? fingerprints.length === 0),
      fingerprints: isTrustKept ? here.fingerprints : fingerprints,
      addedAt: here?.addedAt ?? at,
    }
    return here && sameValue(here, wanted) ? here : wanted
  })
}

function refuseClash(
  others: readonly ConnectionSettings[],
  connection: ConnectionSettings,
  index: number,
  file: ConfigFile,
): void {
  try {
    refuseDuplicate(others, connection)
  } catch (error) {
    throw error instanceof AppError
      ? file.problem(['connections', index, error.field ?? ''], `${error.message}, which does not come from this file`)
      : error
  }
}

function joinedWebhooks(
  { webhooks }: SettingsDocument,
  wanted: NonNullable<ConfigFile['webhooks']>,
): SettingsDocument['webhooks'] {
  const ids = new Map(webhooks.toReversed().map(({ name, id }) => [name, id]))
  return wanted.map((hook) => ({ ...hook, id: ids.get(hook.name) ?? `webhook-${randomId()}` }))
}

/** Overrides may name what they are for. */
function alertsWithIds(
  alerts: AlertSettings,
  connections: readonly ConnectionSettings[],
  file: ConfigFile,
): AlertSettings {
  const { overrides } = alerts
  if (!overrides) return alerts
  const names = resourceNames(connections)
  const entries = Object.entries(overrides).map(([key, thresholds]) => {
    const id = key.includes('/') ? names.idOf(key) : key
    if (id === undefined)
      throw file.problem(
        ['thresholds', 'overrides', key],
        'must be CONNECTION/VMID, CONNECTION/node/NODE, CONNECTION/storage/STORAGE or CONNECTION/storage/NODE/STORAGE',
      )
    return [id, thresholds] as const
  })
  return { ...alerts, overrides: Object.fromEntries(entries) }
}
