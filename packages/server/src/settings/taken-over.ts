import type { AlertSettings, ConfigChange, GuestMetadata } from '@pulse/contract'
import { randomId } from '../platform/platform.ts'
import { type CarriedConnection, oldIds } from './bundle/old-ids.ts'
import type { Configuration, IncomingConnection } from './configuration.ts'
import type { ConnectionSettings } from './connection-settings.ts'
import { freeName } from './free-name.ts'
import { hostName } from './host.ts'
import { sameValue } from './same-value.ts'
import type { FileOwnership, SettingsDocument } from './sections.ts'

export interface TakenOver {
  change: Partial<SettingsDocument>
  /** What `pulse.yaml` owns and the configuration would have changed. */
  kept: ConfigChange[]
  warnings: string[]
}

/** A connection that was taken over, with what it was called where it came from. */
interface Carried {
  connection: ConnectionSettings
  from: IncomingConnection
}

/**
 * What a configuration from elsewhere makes of a document. It replaces connections, alerts, e-mail, webhooks and the
 * settings it knows, and adds its notes on guests. Owner and tokens stay, and so does what `pulse.yaml` owns.
 *
 * A connection that leads where one of ours does is that one: it keeps its id, and with it all ids of its guests. Ids in
 * overrides and notes are translated.
 *
 * @param at ms since epoch
 */
export function takenOver(document: SettingsDocument, configuration: Configuration, at: number): TakenOver {
  const warnings = [...configuration.warnings]
  const kept: ConfigChange[] = []
  const { connections, carried } = joinedConnections(document, configuration.connections, at, { warnings, kept })
  const notes = configuration.guestMetadata ?? {}
  const translate = translator(carried, [...Object.keys(notes), ...Object.keys(configuration.alerts?.overrides ?? {})])
  const owns = (section: FileOwnership['sections'][number]): boolean => {
    if (!document.file?.sections.includes(section)) return false
    kept.push({ action: 'keep', kind: section, name: section, fields: [] })
    warnings.push(`${document.file.name} owns ${section}: nothing of it was changed`)
    return true
  }
  const change: Partial<SettingsDocument> = {
    ...(configuration.connections && { connections }),
    ...(configuration.system && { system: joinedSystem(document, configuration.system, { warnings, kept }) }),
    ...(configuration.guestMetadata && {
      guestMetadata: { ...document.guestMetadata, ...translatedNotes(notes, translate.guest) },
    }),
  }
  const { alerts, email, webhooks } = configuration
  if (alerts !== undefined && !owns('alerts')) change.alerts = alerts && translatedAlerts(alerts, translate.resource)
  if (email !== undefined && !owns('email')) change.email = email
  if (webhooks && !owns('webhooks')) change.webhooks = webhooks
  return { change, kept, warnings }
}

type Notes = Pick<TakenOver, 'warnings' | 'kept'>

/** Those of the file that applies stay; the others come from the configuration, or go. */
function joinedConnections(
  { connections: present, file }: SettingsDocument,
  incoming: readonly IncomingConnection[] = [],
  at: number,
  { warnings, kept }: Notes,
): { connections: ConnectionSettings[]; carried: Carried[] } {
  const isOwned = ({ id }: ConnectionSettings): boolean => file?.connections.includes(id) ?? false
  const connections = present.filter(isOwned)
  const carried: Carried[] = []
  const byPlace = new Map(present.map((each) => [placeOf(each), each]))
  const taken = new Set(present.map(({ id }) => id))
  const seen = new Set<string>()
  for (const from of incoming) {
    const { draft } = from
    const place = placeOf(draft)
    const here = byPlace.get(place)
    const label = draft.name ?? hostName(draft.url)
    if (seen.has(place)) {
      warnings.push(`"${label}" leads to ${draft.url} like another connection and was left out`)
      continue
    }
    seen.add(place)
    if (here && isOwned(here)) {
      carried.push({ connection: here, from })
      kept.push({ action: 'keep', kind: 'connection', name: here.name, fields: [] })
      warnings.push(`${file?.name} owns "${here.name}": it was not changed`)
      continue
    }
    const id = here?.id ?? newId(from, taken)
    taken.add(id)
    const name = freeName(connections, label)
    if (name !== label) warnings.push(`There are two connections "${label}": one is now called "${name}"`)
    const wanted = { ...draft, id, name, verifySSL: draft.verifySSL ?? true, addedAt: here?.addedAt ?? at }
    // The very same object where nothing changes: nobody has to begin anew with it then.
    const connection = sameValue(here, wanted) && here ? here : wanted
    connections.push(connection)
    carried.push({ connection, from })
  }
  const isUnchanged = connections.length === present.length && connections.every((each) => present.includes(each))
  return { connections: isUnchanged ? [...present] : connections, carried }
}

const placeOf = ({ product, url }: Pick<ConnectionSettings, 'product' | 'url'>): string => `${product} ${url}`

function newId({ id, draft }: IncomingConnection, taken: ReadonlySet<string>): string {
  return id !== null && !taken.has(id) ? id : `${draft.product}-${randomId()}`
}

/** What the source knows is as there; the other settings, and those of the file that applies, stay. */
function joinedSystem(
  { system, file }: SettingsDocument,
  { values, covers }: NonNullable<Configuration['system']>,
  { warnings, kept }: Notes,
): SettingsDocument['system'] {
  const owned = new Set<string>(file?.settings)
  const joined = Object.entries(system).filter(([name]) => owned.has(name) || !covers.some((each) => each === name))
  const given = Object.entries(values)
  for (const [name, value] of given) {
    const [, present] = Object.entries(system).find(([each]) => each === name) ?? []
    if (!owned.has(name) || present === value) continue
    kept.push({ action: 'keep', kind: 'setting', name, fields: [] })
    warnings.push(`${file?.name} owns ${name}: it was not changed`)
  }
  return Object.fromEntries([...joined, ...given.filter(([name]) => !owned.has(name))])
}

interface Translate {
  guest: (id: string) => string
  resource: (id: string) => string
}

/** Our ids begin with that of their connection, which may be another one here. Those of the original are told apart by `~`. */
function translator(carried: readonly Carried[], ids: readonly string[]): Translate {
  const ours = new Map(carried.map(({ connection, from }) => [from.id, connection.id]))
  const ofOriginal = carried.flatMap(({ connection, from }): CarriedConnection[] => {
    const { name, product } = from.draft
    const isNamed = from.id === null && product === 'pve' && name !== null
    return isNamed ? [{ instance: name, id: connection.id, nodes: from.nodes }] : []
  })
  const old = oldIds(
    ofOriginal,
    ids.filter((id) => !id.includes('~')),
  )
  const own = (id: string): string => {
    const end = id.indexOf('~')
    return `${ours.get(id.slice(0, end)) ?? id.slice(0, end)}${id.slice(end)}`
  }
  return {
    guest: (id) => (id.includes('~') ? own(id) : old.guest(id)),
    resource: (id) => (id.includes('~') ? own(id) : old.resource(id)),
  }
}

function translatedNotes(
  notes: Readonly<Record<string, GuestMetadata>>,
  translate: (id: string) => string,
): Record<string, GuestMetadata> {
  return Object.fromEntries(
    Object.entries(notes).map(([old, note]) => {
      const id = translate(old)
      return [id, { ...note, id }]
    }),
  )
}

function translatedAlerts(alerts: AlertSettings, translate: (id: string) => string): AlertSettings {
  const { overrides } = alerts
  if (!overrides) return alerts
  const translated = Object.entries(overrides).map(([id, thresholds]) => [translate(id), thresholds] as const)
  return { ...alerts, overrides: Object.fromEntries(translated) }
}
