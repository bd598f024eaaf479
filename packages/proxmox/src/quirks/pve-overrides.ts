import { flag, object, partial, record, text } from '../shape/shape.ts'
import { pveClusterOverrides } from './pve-cluster-overrides.ts'
import { pveGuestOverrides } from './pve-guest-overrides.ts'
import { pveNodeOverrides } from './pve-node-overrides.ts'
import { pveStorageOverrides } from './pve-storage-overrides.ts'

/** Result shapes that replace the schema's, where that is vague or not what servers send. */
export const pveOverrides = {
  ...pveClusterOverrides,
  ...pveNodeOverrides,
  ...pveGuestOverrides,
  ...pveStorageOverrides,
  'GET /version': object({ version: text, ...partial({ release: text, repoid: text, console: text }) }),
  // 1 means that the privilege is inherited further down.
  'GET /access/permissions': record(record(flag)),
} as const
