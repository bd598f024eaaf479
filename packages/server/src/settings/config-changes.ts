import type { ConfigChange } from '@pulse/contract'
import { Secret } from '../platform/platform.ts'
import type { ConnectionSettings } from './connection-settings.ts'
import { sameValue } from './same-value.ts'
import type { FileOwnership, SettingsDocument } from './sections.ts'

/** What people may see of one thing, by the names of its fields. A secret shows only that it is there, and that it changed. */
type Facts = ReadonlyMap<string, string | Secret<unknown>>

interface Thing {
  kind: string
  name: string
  facts: Facts
}

const longestText = 200

/**
 * What differs between two documents, ready for people: connections, system settings, alerts, e-mail, webhooks, guest
 * metadata, and what `pulse.yaml` owns of them. Owner, tokens and the like are never changed by a file and not compared.
 */
export function configChanges(before: SettingsDocument, after: SettingsDocument): ConfigChange[] {
  const [old, wanted] = [thingsOf(before), thingsOf(after)]
  const keys = [...old.keys(), ...[...wanted.keys()].filter((key) => !old.has(key))]
  return keys.flatMap((key) => changeOf(old.get(key), wanted.get(key)) ?? [])
}

/** Names of what differs between two forms of a connection. */
export function changedFields(before: ConnectionSettings, after: ConnectionSettings): string[] {
  return differences(connectionFacts(before), connectionFacts(after)).map(({ field }) => field)
}

function changeOf(before: Thing | undefined, after: Thing | undefined): ConfigChange | undefined {
  const { kind, name } = after ?? before ?? { kind: '', name: '' }
  if (!after) return { action: 'remove', kind, name, fields: [] }
  const fields = differences(before?.facts ?? new Map(), after.facts)
  if (before && fields.length === 0) return undefined
  return { action: before ? 'change' : 'add', kind, name, fields }
}

function differences(before: Facts, after: Facts): ConfigChange['fields'] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((field) => ({ field, from: before.get(field), to: after.get(field) }))
    .filter(({ from, to }) => !sameValue(from, to))
    .map(({ field, from, to }) => ({ field, from: shown(from, 'set'), to: shown(to, from ? 'changed' : 'set') }))
}

function shown(fact: string | Secret<unknown> | undefined, secret: string): string | null {
  if (fact === undefined) return null
  const text = fact instanceof Secret ? secret : fact
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text
}

function thingsOf(document: SettingsDocument): Map<string, Thing> {
  const { connections, system, alerts, email, webhooks, guestMetadata, file } = document
  const things = new Map<string, Thing>()
  const add = (key: string, kind: string, name: string, facts: Facts, isOwned: boolean): void => {
    const all = new Map(facts)
    if (isOwned && file) all.set('owned by', file.name)
    things.set(`${kind} ${key}`, { kind, name, facts: all })
  }
  const owns = (section: FileOwnership['sections'][number]): boolean => file?.sections.includes(section) ?? false
  for (const connection of connections) {
    const isOwned = file?.connections.includes(connection.id) ?? false
    add(connection.id, 'connection', connection.name, connectionFacts(connection), isOwned)
  }
  const names = new Set([...Object.keys(system), ...(file?.settings ?? [])])
  for (const name of names) {
    const value = Object.entries(system).find(([each]) => each === name)?.[1]
    const isOwned = file?.settings.some((each) => each === name) ?? false
    add(name, 'setting', name, flat(value === undefined ? {} : { value }), isOwned)
  }
  if (alerts || owns('alerts')) add('', 'alerts', 'alerts', alertFacts(alerts), owns('alerts'))
  if (email || owns('email')) add('', 'email', 'e-mail', flat(email), owns('email'))
  for (const { id, template, ...rest } of webhooks) {
    const facts = flat({ ...rest, template: template === '' ? undefined : new Secret(template) })
    add(id, 'webhook', rest.name, facts, owns('webhooks'))
  }
  for (const [id, { id: _, ...notes }] of Object.entries(guestMetadata))
    add(id, 'guest metadata', id, flat(notes), false)
  return things
}

function connectionFacts({ name, product, url, credentials, ...rest }: ConnectionSettings): Facts {
  const { monitorVMs, monitorContainers, monitorStorage, monitorBackups, ...ofBackupServer } = rest.monitor
  return flat({
    name,
    type: product,
    host: url,
    ...(credentials.kind === 'token'
      ? { token: credentials.tokenId, secret: credentials.secret }
      : { user: credentials.username, password: credentials.password }),
    fingerprint: rest.fingerprints.join(', '),
    verifySSL: rest.verifySSL,
    ...(product === 'pve' ? { monitorVMs, monitorContainers, monitorStorage, monitorBackups } : ofBackupServer),
  })
}

/** The address of a rule's own webhook may hold a secret, like any other. */
function alertFacts(alerts: SettingsDocument['alerts']): Facts {
  return new Map(
    [...flat(alerts)].map(([field, fact]) => [field, field.endsWith('webhook.url') ? new Secret<unknown>(fact) : fact]),
  )
}

/** Fields within fields get dotted names; empty and absent ones are left out. */
function flat(value: unknown, name = ''): Map<string, string | Secret<unknown>> {
  if (value === undefined || value === null || value === '') return new Map()
  if (value instanceof Secret)
    return sameValue(value.reveal(), '') || sameValue(value.reveal(), {})
      ? new Map()
      : new Map([[name, value as Secret<unknown>]])
  if (typeof value !== 'object') return new Map([[name, typeof value === 'string' ? value : JSON.stringify(value)]])
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return value.length === 0 ? new Map() : new Map([[name, value.join(', ')]])
  return new Map(
    Object.entries(value).flatMap(([inner, each]) => [...flat(each, name === '' ? inner : `${name}.${inner}`)]),
  )
}
