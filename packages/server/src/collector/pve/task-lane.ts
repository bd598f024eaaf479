import type { BackupTask } from '@pulse/contract'
import type { PveResult } from '@pulse/proxmox'
import { nodeScope } from '../../observation/observation.ts'
import { CallWithheld } from '../line.ts'
import type { PveContext } from './pve-context.ts'

type Task = PveResult<'get', '/cluster/tasks'>[number]

/** Per node; older runs are of no use to the picture. */
const mostTasks = 500
/** `/cluster/tasks` holds the newest 25 of any kind per node: backups may be pushed out, so nodes are asked as well. */
const nodesEveryMs = 900_000

/** Runs of vzdump: what is new from the cluster each minute, what was before from the nodes. */
export class TaskLane {
  readonly #context: PveContext
  readonly #byNode = new Map<string, Map<string, BackupTask>>()
  readonly #askedAtMs = new Map<string, number>()

  constructor(context: PveContext) {
    this.#context = context
  }

  async run(): Promise<undefined> {
    const c = this.#context
    const touched = new Set<string>()
    const news = await c.ask('slow', (pve, options) => pve.get('/cluster/tasks', {}, options))
    for (const node of this.#keep(news)) touched.add(node)
    await Promise.all(c.reachableNodes().map(async (node) => (await this.#askNode(node)) && touched.add(node)))
    if (touched.size === 0) return
    c.observe({
      backupTasks: [...touched].map((node) => ({
        scope: nodeScope(node),
        rows: [...(this.#byNode.get(node)?.values() ?? [])],
      })),
    })
  }

  async #askNode(node: string): Promise<boolean> {
    const c = this.#context
    const askedAtMs = this.#askedAtMs.get(node)
    if (askedAtMs !== undefined && c.nowMs - askedAtMs < nodesEveryMs) return false
    this.#askedAtMs.set(node, c.nowMs)
    const parameters = { node, typefilter: 'vzdump', limit: mostTasks, source: 'all' } as const
    try {
      const tasks = await c.ask('slow', (pve, options) => pve.get('/nodes/{node}/tasks', parameters, options), {
        aboutTarget: true,
      })
      this.#keep(tasks.map((task) => ({ ...task, node })))
      return true
    } catch (error) {
      if (error instanceof CallWithheld) this.#askedAtMs.delete(node)
      return false
    }
  }

  /** Returns the nodes for which something is new. */
  #keep(tasks: readonly Task[]): string[] {
    const nodes: string[] = []
    for (const row of tasks) {
      const task = readTask(this.#context.connectionId, row)
      if (!task) continue
      const known = this.#byNode.get(task.nodeName) ?? new Map<string, BackupTask>()
      this.#byNode.set(task.nodeName, known)
      const before = known.get(task.upid)
      if (before && before.endedAt === task.endedAt && before.status === task.status) continue
      known.set(task.upid, task)
      nodes.push(task.nodeName)
    }
    for (const known of this.#byNode.values()) forgetOldest(known)
    return nodes
  }
}

function forgetOldest(tasks: Map<string, BackupTask>): void {
  if (tasks.size <= mostTasks) return
  const oldest = [...tasks.values()].sort((a, b) => a.startedAt - b.startedAt).slice(0, tasks.size - mostTasks)
  for (const { upid } of oldest) tasks.delete(upid)
}

/** Node, start and guest of a task are in its id as well: `UPID:node:pid:pstart:starttime:type:id:user@realm:`. */
const upidForm = /^UPID:([^:]+):[0-9A-F]+:[0-9A-F]+:([0-9A-F]+):vzdump:([^:]*):/i

export function readTask(connectionId: string, task: Task): BackupTask | null {
  const parts = upidForm.exec(task.upid)
  if (!parts) return null
  const [, node = '', start = '', id = ''] = parts
  return {
    id: `${connectionId}~task~${encodeURIComponent(task.upid)}`,
    connectionId,
    nodeName: task.node ?? node,
    upid: task.upid,
    vmid: /^\d+$/.test(id) ? Number(id) : null,
    startedAt: (task.starttime ?? Number.parseInt(start, 16)) * 1000,
    endedAt: task.endtime === undefined ? null : task.endtime * 1000,
    // A list of the running ones gives them a status word of its own.
    status: task.endtime === undefined ? null : (task.status ?? null),
  }
}
