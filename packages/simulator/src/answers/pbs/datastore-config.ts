import { type Datastore, untouched } from '../../estate/backup-server.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, listOf, textOf } from '../parameters.ts'
import { Digested, mayAudit, namedStore, type PbsCall, type PbsHandlers, requireDigest, settingsOf } from './call.ts'
import { collectionSchedule } from '../../estate/server-history.ts'
import { startWorker } from './worker.ts'

function configRow(store: Datastore): Record<string, unknown> {
  return {
    name: store.store,
    path: store.path,
    ...(store.comment !== '' && { comment: store.comment }),
    'gc-schedule': collectionSchedule,
    'notification-mode': 'notification-system',
    ...store.settings,
    ...(store.maintenance !== null && { 'maintenance-mode': store.maintenance }),
  }
}

/** Kept in fields of their own, or only of use to the call itself. */
const own = ['name', 'path', 'comment', 'maintenance-mode', 'reuse-datastore', 'overwrite-in-use', 'backing-device']

/** `type=offline,message=…` and `offline,message=…` say the same; the message may be quoted. */
function maintenanceOf(text: string): string | null {
  const [kind = '', ...rest] = text.split(/,(.*)/s)
  const type = kind.replace(/^type=/, '')
  if (!['offline', 'read-only', 'delete', 'unmount'].includes(type)) {
    const problem = `value '${type}' is not defined in the enumeration.`
    throw new ApiFailure(400, `parameter verification failed - 'maintenance-mode': ${problem}`)
  }
  const message = (rest[0] ?? '').replace(/^message=/, '').replaceAll(/^"|"$/g, '')
  return message === '' ? type : `${type},message=${message}`
}

/** Making the chunk folders takes a while; the datastore is there when it is done. */
function create(call: PbsCall): string {
  const { server } = call
  const name = textOf(call.parameters, 'name') ?? ''
  const path = textOf(call.parameters, 'path') ?? ''
  if (server.datastores.some((one) => one.store === name)) {
    throw new ApiFailure(400, `parameter verification failed - 'name': datastore '${name}' already exists.`)
  }
  const nested = server.datastores.find((one) => `${path}/`.startsWith(`${one.path}/`))
  if (nested !== undefined) {
    throw new ApiFailure(400, `nested datastores not allowed: '${nested.store}' already in '${nested.path}'`)
  }
  const store: Datastore = {
    ...untouched(),
    store: name,
    path,
    comment: textOf(call.parameters, 'comment') ?? '',
    totalBytes: 2 ** 42,
    usedRatio: 0,
    namespaces: [''],
    hosts: [],
    maintenance: null,
    filledTo: null,
    settings: settingsOf(call, 'POST /config/datastore', own),
  }
  return startWorker(call, {
    type: 'create-datastore',
    id: name,
    durationMs: 3000,
    log: () => [
      [0, 'Chunkstore create: 1%'],
      [1500, 'Chunkstore create: 50%'],
      [2900, 'Chunkstore create: 99%'],
    ],
    effect: () => {
      server.datastores.push(store)
      server.configRevision++
    },
  })
}

function update(call: PbsCall): null {
  requireDigest(call)
  const store = namedStore(call, 'name')
  const cleared = listOf(call.parameters, 'delete')
  const kept = Object.entries(store.settings).filter(([name]) => !cleared.includes(name))
  store.settings = { ...Object.fromEntries(kept), ...settingsOf(call, 'PUT /config/datastore/{name}', own) }
  store.comment = cleared.includes('comment') ? '' : (textOf(call.parameters, 'comment') ?? store.comment)
  const mode = textOf(call.parameters, 'maintenance-mode')
  if (mode !== undefined) store.maintenance = maintenanceOf(mode)
  if (cleared.includes('maintenance-mode')) store.maintenance = null
  call.server.configRevision++
  return null
}

function dropJobs(jobs: { readonly store: string }[], store: string): void {
  jobs.splice(0, jobs.length, ...jobs.filter((job) => job.store !== store))
}

function remove(call: PbsCall): string {
  requireDigest(call)
  const { server } = call
  const name = textOf(call.parameters, 'name') ?? ''
  const store = server.datastores.find((one) => one.store === name)
  if (store === undefined) throw new ApiFailure(404, `datastore '${name}' does not exist.`)
  const keepsJobs = flagOf(call.parameters, 'keep-job-configs')
  return startWorker(call, {
    type: 'delete-datastore',
    id: name,
    durationMs: 2000,
    log: () => [[0, `Removing datastore '${name}' from config...`]],
    effect: () => {
      server.datastores.splice(server.datastores.indexOf(store), 1)
      if (!keepsJobs) {
        dropJobs(server.syncJobs, name)
        dropJobs(server.verifyJobs, name)
        dropJobs(server.pruneJobs, name)
      }
      server.configRevision++
    },
  })
}

export const datastoreConfigHandlers: PbsHandlers = {
  'GET /config/datastore': (call) =>
    new Digested(call.server.datastores.filter((store) => mayAudit(call, store)).map(configRow), call),
  'GET /config/datastore/{name}': (call) => new Digested(configRow(namedStore(call, 'name')), call),
  'POST /config/datastore': create,
  'PUT /config/datastore/{name}': update,
  'DELETE /config/datastore/{name}': remove,
}
