import { inspectCertificate, ProxmoxError, type Session } from '@pulse/proxmox'
import { CommandError } from '../../command-error.ts'
import type { Machine } from '../../io/machine.ts'
import { visible } from '../../print/visible.ts'
import { openTarget } from '../../proxmox/connect.ts'
import { type Connection, findConnection } from '../../proxmox/connection.ts'
import { variable } from '../../proxmox/environment.ts'
import { explain } from '../../proxmox/explain.ts'
import { hostAndPort } from '../../proxmox/host-address.ts'
import { keepLogin } from '../../proxmox/kept-logins.ts'
import type { Run } from '../command.ts'

interface PasswordLogin {
  readonly username: string
  readonly password: string
  readonly otp?: string
}

/** `pulse api login`: asks for what is missing, and keeps the ticket; never the password. */
export const login: Run = async (given, machine) => {
  const found = await findConnection(given, machine)
  const who = await readWho(found, machine)
  const connection: Connection = { ...found, login: { kind: 'password', ...who } }
  const { session, trust } = await logIn(connection, who, machine)
  const { url, product } = connection
  const fingerprint = await fingerprintToKeep({ ...connection, trust })
  const { username, ticket, csrfToken, expiresAt } = session
  await keepLogin(machine, url, {
    product,
    username,
    ticket,
    csrfToken,
    expiresAt,
    ...(fingerprint !== undefined && { fingerprint }),
  })
  machine.print(`Logged in to ${url} as ${visible(username)} until ${minuteText(expiresAt)}.`)
}

async function readWho({ product, login, user, url }: Connection, machine: Machine): Promise<PasswordLogin> {
  const { questions } = machine
  // A token is no login: who asks for one wants the user's own rights.
  const given = login.kind === 'password' ? login : user
  const known = login.kind === 'kept' ? login.login.username : given?.username
  if (!questions.possible && known === undefined)
    throw new CommandError('unauthenticated', `Who logs in? Give --username, or set ${variable(product, 'USERNAME')}.`)
  const asked = known ?? (await questions.ask(`User at ${url}`, 'root@pam'))
  const username = asked.includes('@') ? asked : `${asked}@pam`
  const password = given?.username === username ? given.password : undefined
  if (password !== undefined) return { username, password }
  if (!questions.possible)
    throw new CommandError(
      'unauthenticated',
      `${variable(product, 'PASSWORD')} is missing, and there is no terminal to ask for it.`,
    )
  return { username, password: await questions.askSecret(`Password of ${visible(username)}`) }
}

interface LoggedIn {
  readonly session: Session
  readonly trust: Connection['trust']
}

/** One try; a certificate that is not trusted and a second factor are asked about, each once. */
async function logIn(connection: Connection, who: PasswordLogin, machine: Machine): Promise<LoggedIn> {
  const { client } = openTarget(connection, { kind: 'password', ...who })
  try {
    await client.call('GET', '/version', {}, { signal: machine.stopped })
    const session = client.session()
    if (!session) throw new CommandError('failed', `${connection.url} answered the login without a ticket.`)
    return { session, trust: connection.trust }
  } catch (error) {
    const isProxmox = error instanceof ProxmoxError
    if (!isProxmox || !machine.questions.possible) throw await explain(error, connection)
    if (error.kind === 'two-factor' && who.otp === undefined) {
      const otp = await machine.questions.ask('One-time code of the second factor')
      return await logIn(connection, { ...who, otp }, machine)
    }
    if (error.kind !== 'tls') throw await explain(error, connection)
    const trust = await askToPin(connection, error, machine)
    return await logIn({ ...connection, trust }, who, machine)
  } finally {
    await client.close()
  }
}

async function askToPin(connection: Connection, error: ProxmoxError, machine: Machine): Promise<Connection['trust']> {
  const { url, trust } = connection
  const certificate = await inspectCertificate({ ...hostAndPort(url), timeoutMs: 10_000 }).catch(() => undefined)
  if (!certificate) throw await explain(error, connection)
  const { sha256, subject, issuer, validToAt } = certificate
  const expected = trust.kind === 'fingerprint' ? `  expected     ${trust.sha256.join(' or ')}\n` : ''
  machine.note(
    `The certificate of ${url} ${expected ? 'has changed' : 'is not signed by an authority that this machine trusts'}:\n` +
      `  subject      ${visible(subject)}\n  issuer       ${visible(issuer)}\n` +
      `  valid until  ${new Date(validToAt).toISOString().slice(0, 10)}\n${expected}  SHA-256      ${sha256}\n` +
      'Compare the fingerprint with what the host shows (Node → System → Certificates).',
  )
  if (!(await machine.questions.confirm('Trust this certificate from now on?')))
    throw new CommandError('certificate', 'Not trusted: nothing was sent.')
  return { kind: 'fingerprint', sha256: [sha256] }
}

/** What was trusted by hand now must be so the next time; the system's authorities are asked anew. */
async function fingerprintToKeep({ trust, url }: Connection): Promise<string | undefined> {
  switch (trust.kind) {
    case 'system':
    case 'insecure':
      return undefined
    case 'fingerprint':
    case 'ca': {
      if (trust.kind === 'fingerprint' && trust.sha256.length === 1) return trust.sha256[0]
      return (await inspectCertificate({ ...hostAndPort(url), timeoutMs: 10_000 })).sha256
    }
  }
}

/** `2026-11-22 08:48 UTC` */
const minuteText = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
