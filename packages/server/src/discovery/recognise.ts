import type { Product } from '@pulse/contract'
import type { Heard, ProxmoxPort } from './probe.ts'

export interface Recognised {
  type: Product
  /** `Unknown` where it does not say without credentials, as all of today do. */
  version: string
  release?: string
}

/** Is it Proxmox that answered `/api2/json/version`, and which product? Undefined for anything else that listens. */
export function recognise(heard: Heard, port: ProxmoxPort): Recognised | undefined {
  const facts = heard.status === 200 ? versionFacts(heard.body) : undefined
  const type = productOf(heard, port, facts !== undefined)
  return type && { type, ...(facts ?? { version: 'Unknown' }) }
}

/**
 * The certificates are those that the products make for themselves; many hosts have others. A mail gateway runs the same
 * daemon on the same port as Proxmox VE, and nobody can tell without a login.
 */
function productOf(heard: Heard, port: ProxmoxPort, isVersion: boolean): Product | undefined {
  const { status, server, body, organisation } = heard
  if (organisation === 'Proxmox Backup Server') return 'pbs'
  if (server.startsWith('pve-api-daemon/')) return 'pve'
  // A backup server names itself nowhere; these are its words, in plain text whatever the content type.
  if (status === 401 && backupServerRefusal.test(body)) return 'pbs'
  if (status === 401 && organisation === 'Proxmox Virtual Environment') return 'pve'
  if (isVersion) return port === 8006 ? 'pve' : 'pbs'
  return undefined
}

const backupServerRefusal = /^(authentication failed|no authentication credentials provided|permission check failed)/

function versionFacts(body: string): Omit<Recognised, 'type'> | undefined {
  let answer: unknown
  try {
    answer = JSON.parse(body)
  } catch {
    return undefined
  }
  const data = fieldOf(answer, 'data')
  const [version, release] = [plainVersion(fieldOf(data, 'version')), plainVersion(fieldOf(data, 'release'))]
  if (version === undefined) return undefined
  return release === undefined ? { version } : { version, release }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}

const plainVersion = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d[\w.~+-]{0,29}$/.test(value) ? value : undefined

/** The first name that is one (RFC 1123, and underscores), without the dot at its end. */
export function plainHostName(names: readonly string[]): string | undefined {
  const isName = (name: string): boolean =>
    name.length <= 253 && /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*$/.test(name)
  return names.map((name) => name.toLowerCase().replace(/\.$/, '')).find(isName)
}
