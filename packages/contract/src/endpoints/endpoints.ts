import { accessEndpoints } from './access.ts'
import { connectionEndpoints } from './connections.ts'
import { coreEndpoints } from './core.ts'
import { discoveryEndpoints } from './discovery.ts'
import { guestMetadataEndpoints } from './guest-metadata.ts'
import { registrationEndpoints } from './registration.ts'
import { storageEndpoints } from './storage.ts'
import { systemEndpoints } from './system.ts'
import { transferEndpoints } from './transfer.ts'
import { updateEndpoints } from './updates.ts'

/** Every call of the HTTP interface. */
export const endpoints = {
  ...coreEndpoints,
  ...accessEndpoints,
  ...connectionEndpoints,
  ...systemEndpoints,
  ...storageEndpoints,
  ...guestMetadataEndpoints,
  ...transferEndpoints,
  ...registrationEndpoints,
  ...discoveryEndpoints,
  ...updateEndpoints,
} as const

export type Endpoints = typeof endpoints
