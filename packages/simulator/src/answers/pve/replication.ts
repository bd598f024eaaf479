import { hash } from '../../estate/chance.ts'
import type { ReplicationJob } from '../../estate/site.ts'
import { ApiFailure } from '../answer.ts'
import { textOf } from '../parameters.ts'
import { mayAudit, type PveCall, type PveHandlers } from './call.ts'

function replicationConfig(job: ReplicationJob): Record<string, unknown> {
  return {
    id: `${job.guest}-${job.jobnum}`,
    type: 'local',
    guest: job.guest,
    jobnum: job.jobnum,
    target: job.target,
    schedule: `*/${job.everyMinutes}`,
    ...(job.comment !== '' && { comment: job.comment }),
  }
}

/** Jobs of guests on this node, with how they went. */
function ofNode(call: PveCall): unknown[] {
  return call.site.replication
    .filter((job) => {
      const guest = call.site.guests.get(job.guest)
      return guest !== undefined && guest.node === call.node.name && mayAudit(call, guest)
    })
    .map((job) => {
      const guest = call.site.guests.get(job.guest)
      const period = job.everyMinutes * 60
      const ranAt = Math.floor(call.now / 1000 / period) * period + 3
      const failures = job.error === null ? 0 : 4
      return {
        ...replicationConfig(job),
        source: call.node.name,
        vmtype: guest?.kind ?? 'qemu',
        duration: 4.812 + (hash(call.site.seed, job.guest) % 5000) / 1000,
        fail_count: failures,
        last_try: ranAt,
        last_sync: failures === 0 ? ranAt : ranAt - 5 * period,
        next_sync: failures === 0 ? ranAt - 3 + period : ranAt + 1800,
        ...(job.error !== null && { error: job.error }),
      }
    })
}

export const replicationHandlers: PveHandlers = {
  'GET /cluster/replication': (call) => call.site.replication.map(replicationConfig),
  'GET /cluster/replication/{id}': (call) => {
    const id = textOf(call.parameters, 'id')
    const job = call.site.replication.find((one) => `${one.guest}-${one.jobnum}` === id)
    if (job === undefined) throw new ApiFailure(500, `no such replication job '${id}'`)
    return replicationConfig(job)
  },
  'GET /nodes/{node}/replication': ofNode,
}
