import { connectionEndpoints } from './connections.ts'
import { coreEndpoints } from './core.ts'

/** Every call of the HTTP interface. */
export const endpoints = { ...coreEndpoints, ...connectionEndpoints } as const

export type Endpoints = typeof endpoints
