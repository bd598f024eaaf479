import type { Product } from '@pulse/proxmox/schema'

type Variables = Readonly<Record<string, string | undefined>>

/** What the environment, or a file of the same form, says of a host; the names are those of the Postman environments. */
export interface ProxmoxEnvironment {
  readonly baseUrl: string | undefined
  readonly tokenId: string | undefined
  readonly tokenSecret: string | undefined
  /** `user@realm` */
  readonly username: string | undefined
  readonly password: string | undefined
  readonly ticket: string | undefined
  readonly csrfToken: string | undefined
  readonly fingerprint: string | undefined
  readonly caFile: string | undefined
}

/** `PVE_BASE_URL`, `PVE_TOKEN_ID` … or `PBS_BASE_URL`, `PBS_TOKEN_ID` …; empty ones count as missing. */
export function readEnvironment(product: Product, variables: Variables): ProxmoxEnvironment {
  const get = (name: string): string | undefined => variables[variable(product, name)]?.trim() || undefined
  const username = get('USERNAME')
  return {
    baseUrl: get('BASE_URL'),
    tokenId: get('TOKEN_ID'),
    tokenSecret: get('TOKEN_SECRET'),
    username: username === undefined || username.includes('@') ? username : `${username}@${get('REALM') ?? 'pam'}`,
    // Blanks may belong to a password.
    password: variables[variable(product, 'PASSWORD')] || undefined,
    ticket: get('TICKET'),
    csrfToken: get('CSRF'),
    fingerprint: get('FINGERPRINT'),
    caFile: get('CA_FILE'),
  }
}

/** `variable('pve', 'TOKEN_ID')` is `PVE_TOKEN_ID`. */
export function variable(product: Product, name: string): string {
  return `${product.toUpperCase()}_${name}`
}

/** The one product that the environment speaks of; undefined where it speaks of none or of both. */
export function productOfEnvironment(variables: Variables): Product | undefined {
  const speaksOf = (product: Product): boolean =>
    ['BASE_URL', 'TOKEN_ID', 'USERNAME', 'TICKET'].some((name) => variables[variable(product, name)]?.trim())
  const [pve, pbs] = [speaksOf('pve'), speaksOf('pbs')]
  return pve === pbs ? undefined : pve ? 'pve' : 'pbs'
}
