import { inspectCertificate, ProxmoxError, TaskFailed } from '@pulse/proxmox'
import { CommandError, type CommandErrorKind } from '../command-error.ts'
import { quoted } from '../print/visible.ts'
import type { Connection, Login } from './connection.ts'
import { variable } from './environment.ts'
import { hostAndPort } from './host-address.ts'

/** Long enough for a host that answers at all. */
const inspectMs = 4_000

/**
 * A failed call as one line that names the host, what failed and what to do; anything but a ProxmoxError comes back as
 * it is.
 */
export async function explain(error: unknown, connection: Connection): Promise<unknown> {
  if (!(error instanceof ProxmoxError)) return error
  if (error instanceof TaskFailed) {
    const { exitStatus, upid } = error
    return new CommandError(
      'task-failed',
      `${connection.url}: the task failed: ${quoted(exitStatus)} (${quoted(upid)})`,
    )
  }
  const { kind, text } =
    error.kind === 'tls' ? await explainCertificate(error, connection) : explainAnswer(error, connection)
  return new CommandError(kind, text)
}

interface Explained {
  readonly kind: CommandErrorKind
  readonly text: string
}

function explainAnswer(error: ProxmoxError, { product, url, login }: Connection): Explained {
  const call = `${error.method} ${quoted(error.path)}`
  const at = `${url}: ${call}`
  const said = quoted(error.reason?.split('\n', 1)[0] ?? withoutCall(error))
  switch (error.kind) {
    case 'unauthenticated':
      return { kind: 'unauthenticated', text: `${url} refused ${refused(login, product, url)}` }
    case 'two-factor':
      return {
        kind: 'unauthenticated',
        text: `${url} asks for a second factor: log in once with pulse api login --host ${url}, or use an API token.`,
      }
    case 'forbidden':
      return { kind: 'forbidden', text: `${at}: ${missingPrivilege(error) ?? said}` }
    case 'missing':
      return { kind: 'missing', text: `${at}: ${said}` }
    case 'invalid': {
      const fields = Object.entries(error.fieldErrors ?? {}).map(([name, text]) => `${name}: ${text}`)
      return { kind: 'invalid', text: `${at}: ${fields.length > 0 ? quoted(fields.join('; ')) : said}` }
    }
    case 'unreachable-node':
      return { kind: 'unavailable', text: `${at}: the host could not reach that cluster member (${said}).` }
    case 'timeout':
    case 'unreachable':
      // A task that is waited for is not the host.
      if (error.method === 'TASK') return { kind: 'unavailable', text: `${url}: ${quoted(withoutCall(error))}.` }
      return { kind: 'unavailable', text: `${url} cannot be reached: ${ended(withoutCall(error))}` }
    case 'not-proxmox':
      return { kind: 'unavailable', text: `${url} is no Proxmox API: ${quoted(withoutCall(error))}` }
    case 'tls':
      return { kind: 'certificate', text: `${url}: ${quoted(withoutCall(error))}` }
    case 'malformed':
      return { kind: 'failed', text: `${at}: ${quoted(withoutCall(error))}` }
    case 'locked':
      return { kind: 'conflict', text: `${at}: ${said} Wait for the task that holds the lock.` }
    case 'no-quorum':
      return {
        kind: 'unavailable',
        text: `${at}: ${said} Most members of the cluster are gone; nothing can be written.`,
      }
    case 'unsupported':
      return { kind: 'unsupported', text: `${at}: ${quoted(withoutCall(error))}` }
    case 'throttled':
      return { kind: 'unavailable', text: `${at}: the host is busy (${said}); try again later.` }
    case 'cancelled':
      return {
        kind: 'failed',
        text: error.method === 'TASK' ? `Stopped waiting: ${quoted(error.path)} goes on.` : 'Stopped.',
      }
    case 'failed':
      return {
        kind: /already (exists|defined|used)|file changed/i.test(said) ? 'conflict' : 'failed',
        text: `${at}: ${said}`,
      }
  }
}

/** With a full stop, unless it ends in another way. */
const ended = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`)

/** The client's words without `GET /path: ` before them, which stand in ours. */
function withoutCall(error: ProxmoxError): string {
  const lead = `${error.method} ${error.path}: `
  return error.message.startsWith(lead) ? error.message.slice(lead.length) : error.message
}

function refused(login: Login, product: Connection['product'], url: string): string {
  switch (login.kind) {
    case 'token':
      return `the token ${quoted(login.tokenId)}: check ${variable(product, 'TOKEN_ID')} and ${variable(product, 'TOKEN_SECRET')}, and whether it has expired.`
    case 'password':
      return `the password of ${quoted(login.username)}: check user, realm and password.`
    case 'ticket':
      return `the ticket of ${quoted(login.username)}: it has expired, or ${variable(product, 'TICKET')} and ${variable(product, 'CSRF')} are wrong.`
    case 'kept':
      return `the kept login of ${login.login.username}, which may have expired: pulse api login --host ${url}`
    case 'none':
      return 'the login: check user, realm and password.'
  }
}

function missingPrivilege({ privilege }: ProxmoxError): string | undefined {
  if (!privilege) return undefined
  const names = privilege.privileges.join(privilege.any ? ' or ' : ', ')
  return `the privilege ${names} on ${quoted(privilege.path)} is missing; give the user, and the token, a role that has it.`
}

/** Nothing was sent. Shows what the host shows, so that it can be compared and pinned. */
async function explainCertificate(error: ProxmoxError, { url, trust }: Connection): Promise<Explained> {
  let shown = error.peerFingerprint
  try {
    shown ??= (await inspectCertificate({ ...hostAndPort(url), timeoutMs: inspectMs })).sha256
  } catch {
    return { kind: 'unavailable', text: `${url} cannot be reached: ${quoted(withoutCall(error))}.` }
  }
  if (trust.kind !== 'fingerprint') {
    const why = quoted(withoutCall(error)).replace(/ \(.*/, '')
    return {
      kind: 'certificate',
      text: `${url}: ${why}. Nothing was sent. Compare its fingerprint with what the host shows, then add --fingerprint ${shown}`,
    }
  }
  return {
    kind: 'certificate',
    text: `${url}: the certificate has changed; expected ${trust.sha256.join(' or ')}, shown ${shown}. Nothing was sent. If the host renewed it, trust the new one with --fingerprint ${shown}`,
  }
}
