import type { AlertSettings } from '@pulse/contract'
import { type ConnectionSettings, defaultMonitorFlags } from '../connection-settings.ts'
import type { SettingsDocument } from '../sections.ts'
import { monitorNames } from './config-file-shape.ts'
import { resourceNames } from './resource-names.ts'
import { type SecretVariable, secretVariables } from './secret-variables.ts'
import { inOneLine, variableReference, yamlText } from './yaml-text.ts'

type Content = Record<string, unknown>

/** What stands in the file for a secret. */
type Hide = (words: readonly string[], holds: string) => unknown

/**
 * What is configured as the text of a `pulse.yaml`: applied here, it changes nothing but who owns the values. No secret is
 * in it: variables stand in their place, and the first lines name them.
 */
export function writtenFile(document: SettingsDocument): string {
  const variables = secretVariables()
  const hide: Hide = (words, holds) => variableReference(variables.add(words, holds))
  const { overrides, leftOut } = namedOverrides(document)
  const connections = document.connections.map((connection) => writtenConnection(connection, hide))
  const email = writtenEmail(document.email, hide)
  const webhooks = writtenWebhooks(document.webhooks, hide)
  const content: Content = {
    version: 1,
    connections: connections.length > 0 ? connections : undefined,
    receivers: section({ email, webhooks: webhooks.length > 0 ? webhooks : undefined }),
    ...writtenAlerts(document.alerts ?? {}, overrides, hide),
    settings: section(document.system),
  }
  const isMailLeftOut = document.email && !hasMailServer(document.email)
  return [
    ...head(variables.list()),
    ...(isMailLeftOut ? ['# E-mail is left out: it has no server or no sender.'] : []),
    ...leftOut.map((id) => `# The override of "${inOneLine(id)}" is left out: a file has no name for it.`),
    '',
    yamlText(content),
  ].join('\n')
}

function head(variables: readonly SecretVariable[]): string[] {
  const width = Math.max(0, ...variables.map(({ name }) => name.length))
  const list = variables.map(({ name, holds }) => `#   ${name.padEnd(width)}  ${holds}`)
  return [
    '# What is configured in Pulse. Owner, API tokens and notes on guests never stand in this file.',
    ...(list.length === 0
      ? []
      : ['#', '# Secrets are not in it: set these variables, or write {file: PATH} in their place.', ...list]),
  ]
}

/** Undefined where nothing is said. */
function section(content: Content): Content | undefined {
  const said = Object.entries(content).filter(([, value]) => value !== undefined)
  return said.length === 0 ? undefined : Object.fromEntries(said)
}

function writtenConnection(connection: ConnectionSettings, hide: Hide): Content {
  const { name, product, url, credentials, fingerprints, verifySSL, monitor } = connection
  const flags = Object.entries(monitorNames).filter(([, flag]) => monitor[flag] !== defaultMonitorFlags[flag])
  return {
    name,
    type: product,
    host: url,
    ...(credentials.kind === 'token'
      ? { token: { id: credentials.tokenId, secret: hide([name, 'SECRET'], `secret of the token of ${name}`) } }
      : { user: credentials.username, password: hide([name, 'PASSWORD'], `password of ${name}`) }),
    // Said wherever nothing is pinned: left open, it would be what it is where the file is applied.
    ...(fingerprints.length === 0
      ? { verifySSL }
      : { fingerprint: [...fingerprints], ...(verifySSL && { verifySSL }) }),
    ...(flags.length > 0 && { monitor: Object.fromEntries(flags.map(([short, flag]) => [short, monitor[flag]])) }),
  }
}

const hasMailServer = ({ server, from }: { server: string; from: string }): boolean => server !== '' && from !== ''

function writtenEmail(email: SettingsDocument['email'], hide: Hide): Content | undefined {
  if (!email || !hasMailServer(email)) return undefined
  const { enabled, provider, server, port, username, password, from, to, tls, startTLS } = email
  return {
    enabled,
    ...(provider !== '' && { provider }),
    server,
    port,
    tls,
    startTLS,
    ...(username !== '' && { username }),
    ...(password.reveal() !== '' && { password: hide(['MAIL', 'PASSWORD'], 'password of the mail server') }),
    from,
    to: [...to],
  }
}

/** In the file, the name says which it is. */
function uniqueNames(given: readonly string[]): string[] {
  const wanted = new Set(given)
  const used = new Set<string>()
  return given.map((each) => {
    const base = each === '' ? 'Webhook' : each
    let name = base
    for (let count = 2; used.has(name) || (name !== each && wanted.has(name)); count++)
      name = `${base.slice(0, 190)} (${count})`
    used.add(name)
    return name
  })
}

function writtenWebhooks(webhooks: SettingsDocument['webhooks'], hide: Hide): Content[] {
  const names = uniqueNames(webhooks.map(({ name }) => name))
  return webhooks.map((webhook, at) => {
    const { method, enabled, service, template } = webhook
    const name = names[at] ?? ''
    const own = (what: string, holds: string): unknown =>
      hide(['WEBHOOK', name, what], `${holds} of the webhook ${name}`)
    const url = own('URL', 'address')
    const headers = Object.entries(webhook.headers.reveal()).map(([header, value]) => [
      header,
      // An empty variable counts as missing.
      value === '' ? value : hide(['WEBHOOK', name, header], `header ${header} of the webhook ${name}`),
    ])
    return {
      name,
      url,
      ...(/^[A-Z]{1,10}$/.test(method.toUpperCase()) && { method: method.toUpperCase() }),
      ...(headers.length > 0 && { headers: Object.fromEntries(headers) as unknown }),
      enabled,
      service,
      ...(template !== '' && { template: own('TEMPLATE', 'template') }),
    }
  })
}

function writtenAlerts(alerts: AlertSettings, overrides: Content | undefined, hide: Hide): Content {
  const { guestDefaults, nodeDefaults, storageDefault, overrides: _, customRules, ...others } = alerts
  return {
    thresholds: section({
      guests: guestDefaults,
      nodes: nodeDefaults,
      storage: storageDefault ?? undefined,
      overrides,
    }),
    alerts: section({ ...others, customRules: customRules?.map((rule) => writtenRule(rule, hide)) }),
  }
}

/** The address of a rule's own webhook may hold a secret, like any other. */
function writtenRule(rule: NonNullable<AlertSettings['customRules']>[number], hide: Hide): Content {
  const { name, notifications } = rule
  const webhook = notifications?.webhook
  if (!webhook?.url) return rule
  const url = hide(['RULE', name, 'WEBHOOK_URL'], `address of the webhook of the rule ${name}`)
  return { ...rule, notifications: { ...notifications, webhook: { ...webhook, url } } }
}

/** By names wherever there are any: another server gives other ids. */
function namedOverrides({ alerts, connections }: SettingsDocument): {
  overrides: Content | undefined
  leftOut: string[]
} {
  if (!alerts?.overrides) return { overrides: undefined, leftOut: [] }
  const names = resourceNames(connections)
  const entries = Object.entries(alerts.overrides)
  const leftOut = entries.map(([id]) => id).filter((id) => id.includes('/') && names.nameOf(id) === undefined)
  const named = entries
    .filter(([id]) => !leftOut.includes(id))
    .map(([id, value]) => [names.nameOf(id) ?? id, value] as const)
  return { overrides: Object.fromEntries(named), leftOut }
}
