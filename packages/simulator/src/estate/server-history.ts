import { type BackupServer, type Datastore, type MaintenanceJob, snapshotsOf, type SyncJob } from './backup-server.ts'
import { hash } from './chance.ts'
import { backupLog, collectionLog, jobLog } from './server-log.ts'
import { rhythmOf } from './server-schedule.ts'
import { createTask, type Identify, ownerText, type Task, type TaskPlan } from './task-book.ts'

const dayMs = 86_400_000

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0')

/** Colons and hyphens of an id would end it; a slash becomes a hyphen. */
const escapeId = (id: string): string => id.replaceAll(':', '\\x3a').replaceAll('-', '\\x2d').replaceAll('/', '-')

/** Tasks of a backup server are threads of one process; their names have one field more, the number of the task. */
export const identifyServerTask: Identify = ({ node, type, id, owner, startedAt }, serial) => {
  const pid = 700 + (hash(0, 'pid', node) % 200)
  const pstart = 0x23d8
  const seconds = Math.floor(startedAt / 1000)
  const number = (hash(seconds, node, type, id) + serial) % 0xffffff
  const numbers = `${hex(pid)}:${hex(pstart)}:${hex(number)}:${hex(seconds)}`
  const upid = `UPID:${node}:${numbers}:${type}:${escapeId(id)}:${ownerText(owner)}:`
  return { upid, node, pid, pstart, type, id, owner, startedAt: seconds * 1000 }
}

const root = { userid: 'root@pam', tokenName: null }

function serverTask(server: BackupServer, plan: Omit<TaskPlan, 'node' | 'owner'>, userid?: string): Task {
  const owner = userid === undefined ? root : { userid, tokenName: null }
  const whole = { ...plan, node: server.name, owner, startedAt: Math.floor(plan.startedAt / 1000) * 1000 }
  return { ...createTask(whole), ...identifyServerTask(whole, 0) }
}

/** The datastore that a task works on; null where it works on none. */
export function storeOfTask(task: Pick<Task, 'type' | 'id'>): string | null {
  const parts = task.id.split(':')
  if (task.type === 'syncjob') return parts[2] ?? null
  const isOfStore = /^(backup|reader|garbage_collection|prune|verif|create-datastore|delete-datastore)/.test(task.type)
  return isOfStore ? (parts[0] ?? null) : null
}

/** Something that runs again and again. */
export interface JobPlan {
  readonly type: string
  /** As the tasks name it. */
  readonly id: string
  /** 0 never runs by itself. */
  readonly everyMinutes: number
  readonly minute: number
  readonly outcome: string
  readonly durationMs: number
  readonly createdAt: number
  readonly log: TaskPlan['log'] & object
}

export interface JobRun {
  /** Null as long as it has not run. */
  readonly task: Task | null
  /** Null where only people start it. */
  readonly nextRunAt: number | null
}

function scheduledRun(server: BackupServer, job: JobPlan, now: number): JobRun {
  if (job.everyMinutes === 0) return { task: null, nextRunAt: null }
  const periodMs = job.everyMinutes * 60_000
  const offsetMs = job.minute * 60_000
  const startedAt = Math.floor((now - offsetMs) / periodMs) * periodMs + offsetMs
  const { type, id, outcome, durationMs, log } = job
  const hasRun = startedAt >= job.createdAt
  return {
    task: hasRun ? serverTask(server, { type, id, startedAt, durationMs, outcome, log }) : null,
    nextRunAt: startedAt + periodMs,
  }
}

/** The newest run of a job, by its schedule or by hand. */
export function jobRun(server: BackupServer, job: JobPlan, now: number): JobRun {
  const run = scheduledRun(server, job, now)
  const byHand = server.tasks.all().findLast((task) => task.type === job.type && task.id === job.id)
  const isNewer = byHand !== undefined && byHand.startedAt >= (run.task?.startedAt ?? 0)
  return isNewer ? { ...run, task: byHand } : run
}

/** When the garbage of a datastore is collected, unless its configuration says something else. */
export const collectionSchedule = '04:00'

export function collectionPlan(store: Datastore): JobPlan {
  const event = store.settings['gc-schedule'] ?? collectionSchedule
  return {
    type: 'garbage_collection',
    id: store.store,
    ...rhythmOf(typeof event === 'string' ? event : undefined),
    outcome: 'OK',
    durationMs: 912_000,
    createdAt: 0,
    log: () => collectionLog(store, 912_000),
  }
}

function plan(job: MaintenanceJob | SyncJob, type: string, id: string, durationMs: number, minute: number): JobPlan {
  const { everyMinutes, outcome, createdAt = 0 } = job
  const log = (): ReturnType<typeof jobLog> => jobLog(type, id, job.store, durationMs)
  return { type, id, everyMinutes, minute, outcome, durationMs, createdAt, log }
}

export const verifyPlan = (job: MaintenanceJob): JobPlan =>
  plan(job, 'verificationjob', `${job.store}:${job.id}`, 480_000, job.minute)

export const prunePlan = (job: MaintenanceJob): JobPlan => plan(job, 'prunejob', job.store, 2000, job.minute)

export const syncPlan = (job: SyncJob): JobPlan =>
  plan(job, 'syncjob', `${job.remote}:${job.remoteStore}:${job.store}::${job.id}`, 95_000, 7)

/** The last runs of all jobs that their schedules started. */
function scheduledTasks(server: BackupServer, now: number): Task[] {
  const plans = [
    ...server.datastores.map(collectionPlan),
    ...server.verifyJobs.map(verifyPlan),
    ...server.pruneJobs.map(prunePlan),
    ...server.syncJobs.map(syncPlan),
  ]
  return plans.flatMap((job) => scheduledRun(server, job, now).task ?? [])
}

/** The backups that arrived during the last day. */
function uploads(server: BackupServer, now: number): Task[] {
  const tasks: Task[] = []
  for (const store of server.datastores) {
    for (const namespace of store.namespaces) {
      for (const snapshot of snapshotsOf(server, store, namespace, now)) {
        if (now - snapshot.takenAt > dayMs || snapshot.takenAt > now) continue
        const place = namespace === '' ? store.store : `${store.store}:${namespace}`
        const isRunning = snapshot.sizeBytes === null
        const durationMs = isRunning ? 1_200_000 : 15_000 + Math.min(150_000, (snapshot.sizeBytes ?? 0) / 2e6)
        const id = `${place}:${snapshot.type}/${snapshot.id}`
        const startedAt = snapshot.takenAt
        const log = (): ReturnType<typeof backupLog> => backupLog(store.store, snapshot, durationMs)
        tasks.push(serverTask(server, { type: 'backup', id, startedAt, durationMs, log }, 'backup@pbs'))
      }
    }
  }
  return tasks
}

/** Newest first: what people started, runs of the jobs in the last days, and the backups of the last one. */
export function tasksOfServer(server: BackupServer, now: number): Task[] {
  const scheduled = [0, 1, 2].flatMap((day) => scheduledTasks(server, now - day * dayMs))
  return [...server.tasks.all(), ...scheduled, ...uploads(server, now)]
    .filter((task) => task.startedAt <= now)
    .sort((one, other) => other.startedAt - one.startedAt)
}
