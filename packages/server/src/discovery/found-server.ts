import type { DiscoveredServer } from '@pulse/contract'

/** A host that was found; whether it is watched already is for others to say. */
export type FoundServer = Omit<DiscoveredServer, 'configured'>
