import type { Work } from '../../estate/task-book.ts'
import type { PbsCall } from './call.ts'

/** Starts a worker and gives its UPID, as every write that takes time does. */
export function startWorker(call: PbsCall, work: Omit<Work, 'node' | 'owner' | 'stoppedOutcome'>): string {
  const owner = { userid: call.principal.user.userid, tokenName: call.principal.token?.name ?? null }
  const stoppedOutcome = 'abort requested - aborting task'
  return call.server.tasks.start({ ...work, node: call.server.name, owner, stoppedOutcome }).upid
}
