import { ProxmoxError } from '@pulse/proxmox'
import { CallWithheld } from '../line.ts'
import { readNodeStatus } from './node-row.ts'
import type { PveContext } from './pve-context.ts'
import { reasonOf } from '../problem.ts'

/** Asks each node for what only it can tell; learns by that which nodes can be reached. */
export async function askNodes(c: PveContext): Promise<undefined> {
  await Promise.all(c.nodesToTry().map((node) => askNode(c, node)))
}

async function askNode(c: PveContext, node: string): Promise<void> {
  const wasFailing = c.nodeBreakers.sinceAt(node) !== null
  try {
    const status = await c.ask('node', (pve, options) => pve.get('/nodes/{node}/status', { node }, options), {
      aboutTarget: true,
    })
    c.nodeBreakers.succeed(node)
    const reachable = wasFailing ? { unreachableSinceAt: null } : {}
    c.observe({ nodes: { complete: false, rows: [{ ...readNodeStatus(node, status), ...reachable }] } })
  } catch (error) {
    if (error instanceof CallWithheld) return
    if (isNodeFailure(error)) {
      c.nodeBreakers.fail(node, c.nowMs, c.clock.now())
      const unreachableSinceAt = c.nodeBreakers.sinceAt(node)
      c.observe({ nodes: { complete: false, rows: [{ name: node, unreachableSinceAt, stale: true }] } })
    } else if (error instanceof ProxmoxError && error.kind === 'forbidden') {
      c.observe({ nodes: { complete: false, rows: [withoutStatus(node, reasonOf(error))] } })
    }
  }
}

/** The node itself does not answer: the host that was asked could not reach it, or waits for it. */
function isNodeFailure(error: unknown): boolean {
  if (!(error instanceof ProxmoxError)) return false
  return error.kind === 'unreachable-node' || (error.kind === 'timeout' && error.phase !== 'connect')
}

function withoutStatus(name: string, reason: ReturnType<typeof reasonOf>) {
  const fields = ['cpuModel', 'cpuSockets', 'cpuCores', 'cpuMhz', 'ioWaitRatio', 'loadAverage'] as const
  const more = ['memoryAvailableBytes', 'swapUsedBytes', 'swapTotalBytes', 'rootAvailableBytes'] as const
  const texts = ['kernelVersion', 'pveVersion'] as const
  const all = [...fields, ...more, ...texts]
  return {
    name,
    ...Object.fromEntries(all.map((field) => [field, null])),
    unknown: Object.fromEntries(all.map((field) => [field, reason])),
    stale: true as const,
  }
}
