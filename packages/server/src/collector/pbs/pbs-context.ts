import type { PbsClient } from '@pulse/proxmox'
import { LaneContext } from '../lane-context.ts'

/** What the lanes of one backup server share. */
export class PbsContext extends LaneContext<PbsClient> {
  /** Names of those that can be used now. */
  datastores: readonly string[] = []
}
