import { ProxmoxError } from '@pulse/proxmox'
import type { Clock } from '../platform/platform.ts'

/** How long a call is not repeated that the host does not know: it may be upgraded. */
const absentMs = 3_600_000

type Get = (path: string, parameters?: { node?: string }, ...rest: unknown[]) => Promise<unknown>

/** A client that remembers which calls its host does not have, by path and node: those fail without being made. */
export function sparingAbsentCalls<C extends { get: unknown }>(client: C, clock: Clock): C {
  const absent = new Map<string, { error: ProxmoxError; untilMs: number }>()
  const get = client.get as Get
  const sparing: Get = async (path, parameters, ...rest) => {
    const key = `${path} ${parameters?.node ?? ''}`
    const known = absent.get(key)
    if (known && clock.monotonicMs() < known.untilMs) throw known.error
    try {
      return await get(path, parameters, ...rest)
    } catch (error) {
      const unsupported = error instanceof ProxmoxError && error.kind === 'unsupported'
      if (unsupported) absent.set(key, { error, untilMs: clock.monotonicMs() + absentMs })
      throw error
    }
  }
  return { ...client, get: sparing }
}
