import { hash } from '../../estate/chance.ts'
import { parseSchedule } from '../../estate/backup-job.ts'
import { findStorage, type ReplicationJob } from '../../estate/site.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf, listOf, textOf } from '../parameters.ts'
import { mayAudit, type PveCall, type PveHandlers, requireQuorum } from './call.ts'
import { guestVolumes } from './guest-config.ts'
import { badParameter, requirePrivilege } from './work.ts'

function replicationConfig(job: ReplicationJob): Record<string, unknown> {
  return {
    id: `${job.guest}-${job.jobnum}`,
    type: 'local',
    guest: job.guest,
    jobnum: job.jobnum,
    target: job.target,
    schedule: job.schedule ?? `*/${job.everyMinutes}`,
    ...(job.disabled === true && { disable: 1 }),
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

function jobOf(call: PveCall): ReplicationJob {
  const id = textOf(call.parameters, 'id')
  const job = call.site.replication.find((one) => `${one.guest}-${one.jobnum}` === id)
  if (job === undefined) throw new ApiFailure(500, `no such replication job '${id}'`)
  return job
}

/** How often a calendar event comes, in minutes. */
function periodOf(text: string): number {
  const schedule = parseSchedule(text)
  if (schedule === null) throw badParameter('schedule', 'invalid format - unable to parse calendar event')
  return schedule.kind === 'every' ? schedule.minutes : 1440
}

function create(call: PveCall): null {
  requireQuorum(call)
  const id = textOf(call.parameters, 'id') ?? ''
  const [guestText, jobText] = id.split('-')
  const guest = call.site.guests.get(Number(guestText))
  if (guest === undefined) throw new ApiFailure(500, `guest '${guestText}' does not exist`)
  requirePrivilege(call, `/vms/${guest.vmid}`, 'VM.Replicate')
  const { replication } = call.site
  const jobnum = Number(jobText)
  if (replication.some((job) => job.guest === guest.vmid && job.jobnum === jobnum)) {
    throw new ApiFailure(500, `replication job '${id}' already exists`)
  }
  const target = textOf(call.parameters, 'target') ?? ''
  if (!call.site.nodes.has(target)) throw new ApiFailure(500, `no such cluster node '${target}'`)
  if (target === guest.node) throw new ApiFailure(500, 'source and target node are identical')
  if (replication.some((job) => job.guest === guest.vmid && job.target === target)) {
    throw new ApiFailure(500, `replication job for guest '${guest.vmid}' to target '${target}' already exists`)
  }
  const fixed = guestVolumes(guest).find(({ disk }) => findStorage(call.site, disk.storage)?.type !== 'zfspool')
  if (fixed !== undefined) throw new ApiFailure(500, `missing replicate feature on volume '${fixed.volid}'`)
  const schedule = textOf(call.parameters, 'schedule') ?? '*/15'
  replication.push({
    guest: guest.vmid,
    jobnum,
    target,
    everyMinutes: periodOf(schedule),
    schedule,
    comment: textOf(call.parameters, 'comment') ?? '',
    disabled: flagOf(call.parameters, 'disable'),
    error: null,
  })
  call.site.revision++
  return null
}

function update(call: PveCall): null {
  requireQuorum(call)
  const job = jobOf(call)
  requirePrivilege(call, `/vms/${job.guest}`, 'VM.Replicate')
  const gone = listOf(call.parameters, 'delete')
  const schedule = gone.includes('schedule') ? '*/15' : textOf(call.parameters, 'schedule')
  if (schedule !== undefined) {
    job.everyMinutes = periodOf(schedule)
    job.schedule = schedule
  }
  job.comment = gone.includes('comment') ? '' : (textOf(call.parameters, 'comment') ?? job.comment)
  if (call.parameters['disable'] !== undefined || gone.includes('disable')) {
    job.disabled = flagOf(call.parameters, 'disable')
  }
  call.site.revision++
  return null
}

function remove(call: PveCall): null {
  requireQuorum(call)
  const job = jobOf(call)
  requirePrivilege(call, `/vms/${job.guest}`, 'VM.Replicate')
  call.site.replication.splice(call.site.replication.indexOf(job), 1)
  call.site.revision++
  return null
}

export const replicationHandlers: PveHandlers = {
  'GET /cluster/replication': (call) => call.site.replication.map(replicationConfig),
  'GET /cluster/replication/{id}': (call) => replicationConfig(jobOf(call)),
  'POST /cluster/replication': create,
  'PUT /cluster/replication/{id}': update,
  'DELETE /cluster/replication/{id}': remove,
  'GET /nodes/{node}/replication': ofNode,
}
