import type { Connection, Product, SetupScriptInput } from '@pulse/contract'
import { messages } from '../../../text/messages.ts'

/** What a setup command is made for, as it is typed. */
export interface SetupDraft {
  product: Product
  /** Of the Proxmox host; empty: the script finds out. */
  host: string
  /** Of this Pulse, as the host reaches it. */
  pulseUrl: string
  backupPerms: boolean
}

export interface SetupProblems {
  host?: string | undefined
  pulseUrl?: string | undefined
}

const words = messages.registration.command

export function checkSetup(draft: SetupDraft): SetupProblems {
  const problems: SetupProblems = {}
  if (draft.host.trim() !== '' && hostOf(draft.host) === undefined) problems.host = words.hostWrong
  if (pulseOf(draft.pulseUrl) === undefined) problems.pulseUrl = words.pulseUrlWrong
  return problems
}

export const setupInput = (draft: SetupDraft): SetupScriptInput => ({
  type: draft.product,
  ...(draft.host.trim() === '' ? {} : { host: draft.host.trim() }),
  pulseUrl: draft.pulseUrl.trim(),
  backupPerms: draft.product === 'pve' && draft.backupPerms,
})

const pulseOf = (text: string): URL | undefined =>
  /^https?:\/\/[\w.:[\]-]+\/?$/i.test(text.trim()) && URL.canParse(text.trim()) ? new URL(text.trim()) : undefined

/** Host and port of an address, with or without a scheme. */
function hostOf(text: string): URL | undefined {
  const trimmed = text.trim()
  const url = /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
  return /^https?:\/\/[\w.:[\]-]+\/?$/i.test(url) && URL.canParse(url) ? new URL(url) : undefined
}

/** An address under which only this machine reaches Pulse. */
export function leadsNowhere(pulseUrl: string): boolean {
  const hostname = pulseOf(pulseUrl)?.hostname ?? ''
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|0\.0\.0\.0|\[::\])$/.test(hostname)
}

const ports: Readonly<Record<Product, string>> = { pve: '8006', pbs: '8007' }

/** What of a connection is looked at here. */
type Known = Pick<Connection, 'id' | 'name' | 'product' | 'url'>

/** The connection that watches this host already; it gets the new token, and no second one is added. */
export function connectionOf(
  draft: Pick<SetupDraft, 'product' | 'host'>,
  connections: Iterable<Known>,
): Known | undefined {
  const wanted = draft.host.trim() === '' ? undefined : hostOf(draft.host)
  if (!wanted) return undefined
  const port = wanted.port || ports[draft.product]
  for (const connection of connections) {
    const url = URL.canParse(connection.url) ? new URL(connection.url) : undefined
    if (connection.product === draft.product && url?.hostname === wanted.hostname && (url.port || '443') === port)
      return connection
  }
  return undefined
}

/** Connections to this product that were not there when the command was made. */
export function arrivals(
  before: ReadonlySet<string>,
  product: Product,
  connections: Iterable<Known>,
): readonly Known[] {
  return [...connections].filter((each) => each.product === product && !before.has(each.id))
}

/** The same line, to be read before it is run. */
export const readingCommand = (command: string): string => command.replace(/\|\s*(sh|bash)\s*$/, '| less')
