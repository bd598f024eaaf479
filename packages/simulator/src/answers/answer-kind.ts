import type { Product, Verb } from '@pulse/proxmox/schema'
import { pbsHandlers } from './pbs/pbs.ts'
import { indexOf } from './path-index.ts'
import { pveHandlers } from './pve/pve.ts'
import { pbsVersionProfiles, versionProfiles } from '../estate/version.ts'

/**
 * How the simulator answers a method: from its `model` of the estate, as the `index` of the paths below, or with data
 * that only satisfies the `schema`.
 */
export type AnswerKind = 'model' | 'index' | 'schema'

/** @param path with placeholders, e.g. `/nodes/{node}/status` */
export function answerKind(product: Product, verb: Verb, path: string): AnswerKind {
  const handlers = product === 'pve' ? pveHandlers : pbsHandlers
  // Both logins stand at the door, before a handler could be asked.
  if (`${verb} ${path}` in handlers || (verb === 'POST' && path === '/access/ticket')) return 'model'
  const newest = (product === 'pve' ? versionProfiles : pbsVersionProfiles).at(-1) ?? ''
  return verb === 'GET' && indexOf(product, path, newest) !== undefined ? 'index' : 'schema'
}
