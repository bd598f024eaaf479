import { type Guest, type GuestKind, isUp } from '../../estate/guest.ts'
import { findStorage, type Site } from '../../estate/site.ts'
import type { LogLine } from '../../estate/task-book.ts'
import { ApiFailure } from '../answer.ts'
import { flagOf } from '../parameters.ts'
import { guestOf, type PveCall, type PveHandler, type PveHandlers, requireQuorum } from './call.ts'
import { requireUnprotected } from './config-update.ts'
import { guestVolumes, namedDisks } from './guest-config.ts'
import { badParameter, isRoot, lockProblem, startGuestTask, wordFor } from './work.ts'

/** A template whose disks others stand on cannot go. */
function linkedProblem(call: PveCall, guest: Guest): string | undefined {
  if (!guest.template) return undefined
  const bases = new Map(guestVolumes(guest).map(({ volid, disk }) => [volid.slice(disk.storage.length + 1), volid]))
  for (const other of call.site.guests.values()) {
    for (const disk of other.disks) {
      const volid = disk.base === undefined ? undefined : bases.get(disk.base)
      if (volid !== undefined) return `base volume '${volid}' is still in use by linked cloned`
    }
  }
  return undefined
}

function requireRemovable(call: PveCall, guest: Guest): void {
  const { site, parameters } = call
  const word = wordFor(guest)
  requireUnprotected(guest, `can't remove ${word} ${guest.vmid}`)
  if (!flagOf(parameters, 'purge')) {
    if (site.ha.some(({ vmid }) => vmid === guest.vmid)) {
      const text = `unable to remove ${word} ${guest.vmid} - used in HA resources and purge parameter not set.`
      throw new ApiFailure(500, text)
    }
    const job = site.replication.find((one) => one.guest === guest.vmid)
    if (job !== undefined) {
      const id = `${job.guest}-${job.jobnum}`
      const text = `There is a replication job '${id}' for guest '${guest.vmid}' - Please remove that first.`
      throw new ApiFailure(500, text)
    }
  }
  if (!isUp(guest)) return
  if (guest.kind === 'qemu') throw new ApiFailure(500, `VM ${guest.vmid} is running - destroy failed`)
  if (!flagOf(parameters, 'force')) {
    throw new ApiFailure(500, `unable to destroy CT ${guest.vmid} - container is running`)
  }
}

/** Everything that names the guest outside of its own configuration. */
function purge(site: Site, vmid: number): void {
  const keep = <T>(list: T[], isKept: (one: T) => boolean): void => {
    list.splice(0, list.length, ...list.filter(isKept))
  }
  keep(site.ha, (resource) => resource.vmid !== vmid)
  keep(site.replication, (job) => job.guest !== vmid)
  const jobs = site.backupJobs.map((job) => {
    if (job.selection.kind !== 'guests') return job
    const vmids = job.selection.vmids.filter((one) => one !== vmid)
    const written = job.written === undefined ? {} : { written: { ...job.written, vmid: vmids.join(',') } }
    return { ...job, ...written, selection: { kind: 'guests' as const, vmids } }
  })
  site.backupJobs.splice(0, site.backupJobs.length, ...jobs)
}

function removalLog(call: PveCall, guest: Guest): LogLine[] {
  return namedDisks(guest).flatMap(({ storage, volume }): LogLine[] => {
    const type = findStorage(call.site, storage)?.type
    const isLvm = type === 'lvm' || type === 'lvmthin'
    return isLvm ? [[500, `  Logical volume "${volume ?? ''}" successfully removed.`]] : []
  })
}

function remove(kind: GuestKind): PveHandler {
  return (call) => {
    requireQuorum(call)
    const guest = guestOf(call, kind)
    const skipsLock = flagOf(call.parameters, 'skiplock')
    if (skipsLock && !isRoot(call)) throw badParameter('skiplock', 'Only root may use this option.')
    requireRemovable(call, guest)
    const type = kind === 'qemu' ? 'qmdestroy' : 'vzdestroy'
    const problem = (skipsLock ? undefined : lockProblem(guest)) ?? linkedProblem(call, guest)
    if (problem !== undefined) return startGuestTask(call, guest, { type, durationMs: 200, outcome: problem })
    return startGuestTask(call, guest, {
      type,
      durationMs: 1500,
      ...(kind === 'lxc' && { lock: 'destroyed' }),
      log: () => removalLog(call, guest),
      effect: () => {
        for (const storage of call.site.storages) {
          if (flagOf(call.parameters, 'destroy-unreferenced-disks')) {
            storage.loose = storage.loose.filter((volume) => volume.vmid !== guest.vmid)
          }
        }
        if (flagOf(call.parameters, 'purge')) purge(call.site, guest.vmid)
        call.estate.remove(call.site.name, guest.vmid)
      },
    })
  }
}

export const removalHandlers: PveHandlers = {
  'DELETE /nodes/{node}/qemu/{vmid}': remove('qemu'),
  'DELETE /nodes/{node}/lxc/{vmid}': remove('lxc'),
}
