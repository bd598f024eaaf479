import type { Remote } from '../../estate/backup-server.ts'
import { ApiFailure } from '../answer.ts'
import { listOf, textOf } from '../parameters.ts'
import { can, Digested, type PbsCall, type PbsHandlers, requireDigest, settingsOf } from './call.ts'

/** The password is never read back. */
function remoteRow({ name, host, comment, settings }: Remote): Record<string, unknown> {
  return { name, host, 'auth-id': 'sync@pbs', ...settings, ...(comment !== '' && { comment }) }
}

const own = ['name', 'host', 'comment', 'password']
const nameOf = (call: PbsCall): string => textOf(call.parameters, 'name') ?? ''

function remoteOf(call: PbsCall): Remote {
  const remote = call.server.remotes.find((one) => one.name === nameOf(call))
  if (remote === undefined) throw new ApiFailure(400, `no such remote '${nameOf(call)}'`)
  return remote
}

export const remoteHandlers: PbsHandlers = {
  'GET /config/remote': (call) => {
    const visible = call.server.remotes.filter((remote) => can(call, `/remote/${remote.name}`, 'Remote.Audit'))
    return new Digested(visible.map(remoteRow), call)
  },
  'GET /config/remote/{name}': (call) => new Digested(remoteRow(remoteOf(call)), call),
  'POST /config/remote': (call) => {
    const { server, parameters } = call
    const name = nameOf(call)
    if (server.remotes.some((one) => one.name === name)) {
      throw new ApiFailure(400, `parameter verification failed - 'name': remote '${name}' already exists.`)
    }
    const settings = settingsOf(call, 'POST /config/remote', own)
    server.remotes.push({
      name,
      host: textOf(parameters, 'host') ?? '',
      comment: textOf(parameters, 'comment') ?? '',
      settings,
    })
    server.configRevision++
    return null
  },
  'PUT /config/remote/{name}': (call) => {
    requireDigest(call)
    const { server, parameters } = call
    const remote = remoteOf(call)
    const cleared = listOf(parameters, 'delete')
    const kept = Object.entries(remote.settings ?? {}).filter(([name]) => !cleared.includes(name))
    server.remotes.splice(server.remotes.indexOf(remote), 1, {
      name: remote.name,
      host: textOf(parameters, 'host') ?? remote.host,
      comment: cleared.includes('comment') ? '' : (textOf(parameters, 'comment') ?? remote.comment),
      settings: { ...Object.fromEntries(kept), ...settingsOf(call, 'PUT /config/remote/{name}', own) },
    })
    server.configRevision++
    return null
  },
  'DELETE /config/remote/{name}': (call) => {
    requireDigest(call)
    const { server } = call
    const name = nameOf(call)
    const user = server.syncJobs.find((job) => job.remote === name)
    if (user !== undefined) {
      const problem = `remote '${name}' is used by sync job '${user.id}' (datastore '${user.store}')`
      throw new ApiFailure(400, `parameter verification failed - 'name': ${problem}`)
    }
    const index = server.remotes.findIndex((one) => one.name === name)
    if (index < 0) throw new ApiFailure(404, `remote '${name}' does not exist.`)
    server.remotes.splice(index, 1)
    server.configRevision++
    return null
  },
}
