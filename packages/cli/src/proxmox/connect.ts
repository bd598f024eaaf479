import {
  createPbs,
  createPve,
  type ClientOptions,
  type Credentials,
  type PbsClient,
  type PveClient,
} from '@pulse/proxmox'
import type { Given } from '../commands/command.ts'
import { CommandError } from '../command-error.ts'
import type { Machine } from '../io/machine.ts'
import { type Connection, findConnection } from './connection.ts'
import { variable } from './environment.ts'
import { explain } from './explain.ts'
import { keepLogin } from './kept-logins.ts'

interface Reached {
  /** `https://host:port` */
  readonly url: string
  readonly connection: Connection
}

/** A host that can be asked. */
export type Target = Reached &
  ({ readonly product: 'pve'; readonly client: PveClient } | { readonly product: 'pbs'; readonly client: PbsClient })

/** How long commands wait, where a person does rather than a poll: slow storages answer late. */
const patience = { connectMs: 10_000, idleMs: 60_000, totalMs: 60_000 }

/** A client for a connection whose secrets are known. */
export function openTarget(connection: Connection, credentials: Credentials): Target {
  const { product, url, trust } = connection
  const options: ClientOptions = { url, trust, credentials, limits: patience, userAgent: 'pulse' }
  return product === 'pve'
    ? { product, url, connection, client: createPve(options) }
    : { product, url, connection, client: createPbs(options) }
}

/**
 * Does something with the host that options, environment or a kept login name; asks for a missing secret where there is
 * a terminal. What the host refuses becomes a CommandError, a renewed login is kept.
 *
 * @throws CommandError that says what is missing and where it would come from
 */
export async function withTarget<T>(given: Given, machine: Machine, work: (target: Target) => Promise<T>): Promise<T> {
  return withConnection(await findConnection(given, machine), machine, work)
}

/** The same for a connection that is found already. */
export async function withConnection<T>(
  connection: Connection,
  machine: Machine,
  work: (target: Target) => Promise<T>,
): Promise<T> {
  const target = openTarget(connection, await credentialsOf(connection, machine))
  try {
    return await work(target)
  } catch (error) {
    throw await explain(error, connection)
  } finally {
    await keepRenewed(target, machine)
    await target.client.close()
  }
}

/** The client renews a ticket that gets old: the next command goes on with the new one. */
async function keepRenewed({ url, connection, client }: Target, machine: Machine): Promise<void> {
  const { login } = connection
  const session = login.kind === 'kept' ? client.session() : null
  if (login.kind !== 'kept' || !session || session.ticket === login.login.ticket) return
  const { ticket, csrfToken, expiresAt } = session
  try {
    await keepLogin(machine, url, { ...login.login, ticket, csrfToken, expiresAt })
  } catch (error) {
    // What was asked for is done all the same.
    if (!(error instanceof CommandError)) throw error
    machine.note(`Warning: ${error.message}`)
  }
}

/** Asks for what is missing, on a terminal only. */
export async function credentialsOf(connection: Connection, machine: Machine): Promise<Credentials> {
  const { product, url, login } = connection
  switch (login.kind) {
    case 'token': {
      const { tokenId } = login
      if (!/^[^@!\s]+@[^@!\s]+![^@!\s]+$/.test(tokenId))
        throw new CommandError('invalid', `${variable(product, 'TOKEN_ID')} is written user@realm!name.`)
      const secret = login.secret ?? (await askFor(machine, connection, 'TOKEN_SECRET', `Secret of ${tokenId}`))
      // No header of HTTP holds anything else; the value is not repeated.
      if (!/^[\x21-\x7E]+$/.test(tokenId + secret))
        throw new CommandError(
          'invalid',
          `${variable(product, 'TOKEN_ID')} or ${variable(product, 'TOKEN_SECRET')} holds a blank, a line break or a letter that no token has.`,
        )
      return { kind: 'token', tokenId, secret }
    }
    case 'password': {
      const { username } = login
      const password = login.password ?? (await askFor(machine, connection, 'PASSWORD', `Password of ${username}`))
      return { kind: 'password', username, password }
    }
    case 'ticket':
      return login
    case 'kept': {
      const { username, ticket, csrfToken, expiresAt } = login.login
      if (expiresAt <= machine.now())
        throw new CommandError(
          'unauthenticated',
          `The login of ${username} at ${url} has expired: pulse api login --host ${url}`,
        )
      return { kind: 'ticket', username, ticket, csrfToken }
    }
    case 'none': {
      if (!machine.questions.possible) throw noLogin(connection)
      const username = await machine.questions.ask(`User at ${url}`, 'root@pam')
      const password = await machine.questions.askSecret(`Password of ${username}`)
      return { kind: 'password', username, password }
    }
  }
}

async function askFor(
  machine: Machine,
  { product, elsewhere }: Connection,
  name: string,
  question: string,
): Promise<string> {
  if (machine.questions.possible) return machine.questions.askSecret(question)
  throw new CommandError(
    'unauthenticated',
    `${variable(product, name)} is missing${notForThis(elsewhere)}: set it in the environment or in a file for --env.`,
  )
}

/** Why a login that is there does not count. */
const notForThis = (elsewhere: string | undefined): string =>
  elsewhere === undefined ? '' : ` (what is set is for ${elsewhere})`

function noLogin({ product, url, elsewhere }: Connection): CommandError {
  const name = (end: string): string => variable(product, end)
  return new CommandError(
    'unauthenticated',
    `No login for ${url}${notForThis(elsewhere)}: set ${name('TOKEN_ID')} and ${name('TOKEN_SECRET')}, or ${name('USERNAME')} and ${name('PASSWORD')}, or run pulse api login --host ${url}`,
  )
}
