import { type NodeRun, nodeRun, runsOf } from './backup-job.ts'
import { chance, hash, uuidText } from './chance.ts'
import { lastBroadcastAt, type Node } from './node.ts'
import type { Site } from './site.ts'
import { createTask, type Task, type TaskOwner } from './task-book.ts'

const root: TaskOwner = { userid: 'root@pam', tokenName: null }
const dayMs = 86_400_000

const pad = (value: number): string => String(value).padStart(2, '0')

function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
}

/** `2026-03-01 02:30:05`, the clock of the log lines; the estate's nodes keep UTC. */
function stampText(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}

/** How long the derived past reaches back. */
const historyMs = 4 * dayMs

/** The tasks of one node, newest first: those of its schedules and those somebody started. */
export function tasksOfNode(site: Site, node: Node, now: number): Task[] {
  // A node that is down works on nothing; its log ends with its last sign of life.
  const until = node.online ? now : Math.min(now, lastBroadcastAt(node, now))
  const own = site.tasks.all().filter((task) => task.node === node.name)
  const scheduled = backupTasks(site, node, now - historyMs, until)
  return [...own, ...scheduled, ...houseTasks(node, until)].sort((one, other) => other.startedAt - one.startedAt)
}

interface KnownRuns {
  readonly revision: number
  readonly tasks: Map<string, Task | null>
}

// A task of a past run stays what it is until somebody changes the site.
const knownRuns = new WeakMap<Node, KnownRuns>()

function backupTasks(site: Site, node: Node, fromAt: number, toAt: number): Task[] {
  const last = knownRuns.get(node)
  const known: KnownRuns = last?.revision === site.revision ? last : { revision: site.revision, tasks: new Map() }
  // A long life should not pile up old runs.
  if (known.tasks.size > 1000) known.tasks.clear()
  knownRuns.set(node, known)
  const tasks: Task[] = []
  for (const job of site.backupJobs) {
    if (!job.enabled) continue
    for (const runAt of runsOf(job, fromAt, toAt)) {
      const key = `${job.id} ${runAt}`
      let task = known.tasks.get(key)
      if (task === undefined) {
        const run = nodeRun(site, node.name, job, runAt)
        task = run === null ? null : backupTask(run)
        known.tasks.set(key, task)
      }
      if (task !== null && task.startedAt <= toAt) tasks.push(task)
    }
  }
  return tasks
}

export function tasksOfSite(site: Site, now: number): Task[] {
  return [...site.nodes.values()].flatMap((node) => tasksOfNode(site, node, now).slice(0, 25))
}

/** The daily package list update, there on every node. */
function houseTasks(node: Node, until: number): Task[] {
  const tasks: Task[] = []
  const first = Math.floor((until - historyMs) / dayMs) * dayMs
  for (let day = first; day <= until; day += dayMs) {
    const startedAt = day + 3 * 3_600_000 + (hash(node.seed, 'apt', day / dayMs) % 5_400) * 1000
    if (startedAt > until || startedAt < node.bootedAt) continue
    const plan = { node: node.name, type: 'aptupdate', id: '', owner: root, startedAt, durationMs: 6000 }
    const isBroken = chance(node.seed, 'apt', day / dayMs, 'broken') < 0.04
    tasks.push(
      createTask({
        ...plan,
        outcome: isBroken ? "command 'apt-get update' failed: exit code 100" : 'OK',
        log: () => [
          [500, 'starting apt-get update'],
          [3000, 'Reading package lists...'],
        ],
      }),
    )
  }
  return tasks
}

function backupTask(run: NodeRun): Task {
  const { backups } = run
  const single = backups.length === 1 ? backups[0] : undefined
  return createTask({
    node: run.node,
    type: 'vzdump',
    id: single === undefined ? '' : String(single.guest.vmid),
    owner: root,
    startedAt: run.startedAt,
    durationMs: run.endedAt - run.startedAt,
    outcome: hasFailed(run) ? 'job errors' : 'OK',
    log: () => backupLog(run),
  })
}

function hasFailed(run: NodeRun): boolean {
  return run.backups.some((backup) => backup.failure !== null)
}

function backupLog(run: NodeRun): [number, string][] {
  const { job, backups } = run
  const log: [number, string][] = [
    [
      0,
      `INFO: starting new backup job: vzdump ${backups.map((backup) => backup.guest.vmid).join(' ')} --storage ${job.storage} --mode ${job.mode}`,
    ],
  ]
  for (const { guest, startedAt, endedAt, failure } of backups) {
    const word = guest.kind === 'qemu' ? 'VM' : 'CT'
    const start = startedAt - run.startedAt
    const end = endedAt - run.startedAt
    log.push([start, `INFO: Starting Backup of VM ${guest.vmid} (${guest.kind})`])
    log.push([start, `INFO: Backup started at ${stampText(startedAt)}`])
    log.push([start, `INFO: status = ${guest.status === 'stopped' ? 'stopped' : 'running'}`])
    log.push([start, `INFO: ${word} Name: ${guest.name}`])
    log.push([start + 1000, `INFO: backup mode: ${guest.status === 'stopped' ? 'stop' : job.mode}`])
    log.push(
      [
        end,
        failure === null
          ? `INFO: Finished Backup of VM ${guest.vmid} (${durationText(endedAt - startedAt)})`
          : `ERROR: Backup of VM ${guest.vmid} failed - ${failure}`,
      ],
      [
        end,
        failure === null ? `INFO: Backup finished at ${stampText(endedAt)}` : `INFO: Failed at ${stampText(endedAt)}`,
      ],
    )
  }
  const end = hasFailed(run) ? 'INFO: Backup job finished with errors' : 'INFO: Backup job finished successfully'
  return [...log, [run.endedAt - run.startedAt, end]]
}

/** Stable id of a machine-made backup job, as the web interface writes them. */
export function jobId(seed: number, index: number): string {
  return `backup-${uuidText(seed, 'job', index).slice(0, 13)}`
}
