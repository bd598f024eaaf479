import type { PveClient } from '@pulse/proxmox'
import type { ConnectionLoop, Watch } from '../connection-loop.ts'
import { BackupLane } from './backup-lane.ts'
import { FastLane } from './fast-lane.ts'
import { GuestLane } from './guest-lane.ts'
import { learnMembers } from './member-lane.ts'
import { askNodes } from './node-lane.ts'
import { readPermissions } from './permission-lane.ts'
import { PveContext } from './pve-context.ts'
import { StorageLane } from './storage-lane.ts'
import { TaskLane } from './task-lane.ts'

const second = 1000
const minute = 60 * second

/** What is asked of a PVE cluster or host, and how often. */
export function watchPve(loop: ConnectionLoop<PveClient>): Watch {
  const context = new PveContext(loop)
  const { storage, backups, virtualMachines, containers } = loop.connection.watch
  const fast = new FastLane(context)
  const guests = new GuestLane(context)
  const storages = new StorageLane(context)
  const stored = new BackupLane(context)
  const tasks = new TaskLane(context)
  return {
    poll: () => fast.poll(),
    // In the order in which they begin.
    lanes: [
      { name: 'nodes', everyMs: 30 * second, run: () => askNodes(context) },
      { name: 'permissions', everyMs: 10 * minute, run: () => readPermissions(context) },
      { name: 'members', everyMs: 10 * minute, run: () => learnMembers(context) },
      ...(virtualMachines || containers ? [{ name: 'guests', everyMs: 3 * second, run: () => guests.run() }] : []),
      ...(storage ? [{ name: 'storages', everyMs: 5 * minute, run: () => storages.run() }] : []),
      ...(backups
        ? [
            { name: 'tasks', everyMs: minute, run: () => tasks.run() },
            { name: 'backups', everyMs: 5 * minute, run: () => stored.run() },
          ]
        : []),
    ],
  }
}
