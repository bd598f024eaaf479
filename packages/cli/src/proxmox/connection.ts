import type { Trust } from '@pulse/proxmox'
import type { Product } from '@pulse/proxmox/schema'
import type { Given } from '../commands/command.ts'
import { CommandError } from '../command-error.ts'
import type { Machine } from '../io/machine.ts'
import { productOfEnvironment, readEnvironment, type ProxmoxEnvironment, variable } from './environment.ts'
import { addressUrl, readHostAddress } from './host-address.ts'
import { readKeptLogins, type KeptLogin } from './kept-logins.ts'
import { authority, pinned, readTrust } from './trust.ts'

/** Who logs in. A secret that is not known yet is to be asked for. */
export type Login =
  | { readonly kind: 'token'; readonly tokenId: string; readonly secret: string | undefined }
  | { readonly kind: 'password'; readonly username: string; readonly password: string | undefined }
  /** From the environment. */
  | { readonly kind: 'ticket'; readonly username: string; readonly ticket: string; readonly csrfToken: string }
  | { readonly kind: 'kept'; readonly login: KeptLogin }
  | { readonly kind: 'none' }

/** Which host a command talks to, and how. */
export interface Connection {
  readonly product: Product
  /** `https://host:port` */
  readonly url: string
  readonly trust: Trust
  readonly login: Login
  /** Who would log in with a password, as the environment says, whatever else it says. */
  readonly user?: { readonly username: string; readonly password: string | undefined }
  /** The host that the environment speaks of, where that is another one: its secrets are not for this. */
  readonly elsewhere?: string
}

/**
 * Where the connection comes from: a named one of the server's settings, else `--host`, else the environment (or the
 * file in its place), else the only login that is kept.
 *
 * @throws CommandError that names the option, variable or file at fault
 */
export async function findConnection(given: Given, machine: Machine): Promise<Connection> {
  const { connection, host } = given.texts
  if (connection !== undefined && host !== undefined)
    throw new CommandError('usage', 'Only one of --host and --connection can be given.')
  const trust = await readTrust(given, machine)
  if (connection !== undefined) {
    // The server's code is large, and most commands do without.
    const { namedConnection } = await import('./named-connection.ts')
    const named = await namedConnection(connection, given, machine)
    return trust ? { ...named, trust } : named
  }
  const variables = await readVariables(given, machine)
  const wanted = wantedProduct(given)
  const kept = await readKeptLogins(machine)
  const { product, url } = findHost(host, wanted, variables, kept)
  const { environment, elsewhere } = ownEnvironment(product, url, variables)
  const keptLogin = kept[url]
  const { username, password } = environment
  return {
    product,
    url,
    trust: trust ?? (await trustOf(product, environment, keptLogin, machine)),
    login: readLogin(given, environment, keptLogin),
    ...(username !== undefined && { user: { username, password } }),
    ...(elsewhere !== undefined && { elsewhere }),
  }
}

type Variables = Readonly<Record<string, string | undefined>>

/** The file takes the place of the environment: a secret of one is never sent to the host of the other. */
async function readVariables(given: Given, machine: Machine): Promise<Variables> {
  const file = given.texts['env']
  if (file === undefined) return machine.surroundings.environment
  try {
    if (await machine.files.isOpenToOthers(file))
      machine.note(`Warning: others can read ${file}; it holds secrets: chmod 600 ${file}`)
    return await machine.files.readEnvironment(file)
  } catch {
    throw new CommandError('invalid', `--env: ${file} cannot be read.`)
  }
}

/** The value is one of the option's choices. */
function wantedProduct(given: Given): Product | undefined {
  const text = given.texts['product']
  return text === 'pve' || text === 'pbs' ? text : undefined
}

function findHost(
  host: string | undefined,
  wanted: Product | undefined,
  variables: Variables,
  kept: Readonly<Record<string, KeptLogin>>,
): { product: Product; url: string } {
  if (host !== undefined) {
    const address = readHostAddress(host, '--host')
    const known = (['pve', 'pbs'] as const).find((one) => kept[addressUrl(address, one)]?.product === one)
    const product = wanted ?? address.product ?? known ?? productOfEnvironment(variables) ?? 'pve'
    return { product, url: addressUrl(address, product) }
  }
  const named = (['pve', 'pbs'] as const).filter(
    (product) =>
      (wanted === undefined || wanted === product) && readEnvironment(product, variables).baseUrl !== undefined,
  )
  if (named.length > 1)
    throw new CommandError('usage', 'PVE_BASE_URL and PBS_BASE_URL are both set: say --product pve or --product pbs.')
  const [product] = named
  if (product) {
    const address = readHostAddress(readEnvironment(product, variables).baseUrl ?? '', variable(product, 'BASE_URL'))
    return { product, url: addressUrl(address, product) }
  }
  const logins = Object.entries(kept).filter(([, login]) => wanted === undefined || login.product === wanted)
  const [only] = logins
  if (only && logins.length === 1) return { product: only[1].product, url: only[0] }
  const where = logins.length > 1 ? ` You are logged in to ${logins.map(([url]) => url).join(', ')}.` : ''
  throw new CommandError(
    'usage',
    `Which host? Give --host or --connection, or set ${variable(wanted ?? 'pve', 'BASE_URL')}.${where}`,
  )
}

/** What the environment says of this host. Where it names another one, its secrets are for that. */
function ownEnvironment(
  product: Product,
  url: string,
  variables: Variables,
): { environment: ProxmoxEnvironment; elsewhere?: string } {
  const environment = readEnvironment(product, variables)
  if (environment.baseUrl === undefined) return { environment }
  const own = addressUrl(readHostAddress(environment.baseUrl, variable(product, 'BASE_URL')), product)
  return own === url ? { environment } : { environment: readEnvironment(product, {}), elsewhere: own }
}

async function trustOf(
  product: Product,
  { fingerprint, caFile }: ProxmoxEnvironment,
  kept: KeptLogin | undefined,
  machine: Machine,
): Promise<Trust> {
  if (fingerprint !== undefined) return pinned(fingerprint, variable(product, 'FINGERPRINT'))
  if (caFile !== undefined) return authority(caFile, variable(product, 'CA_FILE'), machine)
  return kept?.fingerprint === undefined ? { kind: 'system' } : { kind: 'fingerprint', sha256: [kept.fingerprint] }
}

function readLogin(given: Given, environment: ProxmoxEnvironment, kept: KeptLogin | undefined): Login {
  const { username, 'token-id': tokenId } = given.texts
  if (username !== undefined && tokenId !== undefined)
    throw new CommandError('usage', 'Only one of --username and --token-id can be given.')
  if (tokenId !== undefined) {
    const isSame = environment.tokenId === undefined || environment.tokenId === tokenId
    return { kind: 'token', tokenId, secret: isSame ? environment.tokenSecret : undefined }
  }
  if (username !== undefined) {
    const full = username.includes('@') ? username : `${username}@pam`
    if (kept?.username === full) return { kind: 'kept', login: kept }
    const isSame = environment.username === undefined || environment.username === full
    return { kind: 'password', username: full, password: isSame ? environment.password : undefined }
  }
  if (environment.tokenId !== undefined)
    return { kind: 'token', tokenId: environment.tokenId, secret: environment.tokenSecret }
  if (environment.ticket !== undefined) {
    const { ticket, csrfToken = '' } = environment
    // `PVE:user@realm:TIME::SIGNATURE`
    return { kind: 'ticket', username: environment.username ?? ticket.split(':')[1] ?? '', ticket, csrfToken }
  }
  if (environment.username !== undefined && (environment.password !== undefined || kept === undefined))
    return { kind: 'password', username: environment.username, password: environment.password }
  return kept ? { kind: 'kept', login: kept } : { kind: 'none' }
}
