import type { Product } from '@pulse/proxmox/schema'
import type { Surroundings } from '@pulse/server'
import { CommandError } from '../command-error.ts'
import type { Machine } from '../io/machine.ts'

/** A login that `pulse api login` made. Never holds a password. */
export interface KeptLogin {
  readonly product: Product
  /** `user@realm` */
  readonly username: string
  readonly ticket: string
  readonly csrfToken: string
  /** By the clock of this machine. */
  readonly expiresAt: number
  /** SHA-256 of the certificate that was trusted, where the system's authorities do not vouch for it. */
  readonly fingerprint?: string
}

/** By address, as `https://host:port`. */
type KeptLogins = Readonly<Record<string, KeptLogin>>

/** Where the kept logins lie: in the state directory of the user (XDG base directory specification). */
function keptLoginsFile({ environment, platform, homeDirectory }: Surroundings): string {
  const shared = environment['XDG_STATE_HOME']
  if (shared?.startsWith('/')) return `${shared}/pulse/logins.json`
  if (platform === 'win32' && environment['LOCALAPPDATA']) return `${environment['LOCALAPPDATA']}\\Pulse\\logins.json`
  if (homeDirectory === undefined)
    throw new CommandError('failed', 'There is no home directory to keep logins in: set XDG_STATE_HOME to a directory.')
  return `${homeDirectory}/.local/state/pulse/logins.json`
}

/** All kept logins, expired ones included; none where nothing can be kept. */
export async function readKeptLogins({ surroundings, files }: Machine): Promise<KeptLogins> {
  if (surroundings.homeDirectory === undefined && !surroundings.environment['XDG_STATE_HOME']) return {}
  const file = keptLoginsFile(surroundings)
  let text: string
  try {
    text = await files.read(file)
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return {}
    throw new CommandError('failed', `The kept logins in ${file} cannot be read (${codeOf(error)}).`)
  }
  const logins = parse(text)
  if (!logins) throw new CommandError('failed', `${file} is damaged: remove it and log in again.`)
  return logins
}

/** Keeps a login, or forgets it where it is undefined. */
export async function keepLogin(machine: Machine, url: string, login: KeptLogin | undefined): Promise<void> {
  const { [url]: _, ...others } = await readKeptLogins(machine)
  const logins = login ? { ...others, [url]: login } : others
  const file = keptLoginsFile(machine.surroundings)
  try {
    if (Object.keys(logins).length === 0) await machine.files.remove(file)
    else await machine.files.writePrivate(file, `${JSON.stringify({ version: 1, logins }, null, 2)}\n`)
  } catch (error) {
    throw new CommandError('failed', `${file} cannot be written (${codeOf(error)}).`)
  }
}

function parse(text: string): KeptLogins | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (!isRecord(value) || value.version !== 1 || !isRecord(value.logins)) return undefined
    const logins: Record<string, KeptLogin> = {}
    for (const [url, login] of Object.entries(value.logins)) {
      if (!isKeptLogin(login)) return undefined
      logins[url] = login
    }
    return logins
  } catch {
    return undefined
  }
}

function isKeptLogin(value: unknown): value is KeptLogin {
  if (!isRecord(value)) return false
  const { product, username, ticket, csrfToken, expiresAt, fingerprint } = value
  return (
    (product === 'pve' || product === 'pbs') &&
    [username, ticket, csrfToken].every((text) => typeof text === 'string') &&
    typeof expiresAt === 'number' &&
    (fingerprint === undefined || typeof fingerprint === 'string')
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' ? code : 'unknown reason'
}
