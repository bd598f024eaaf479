import type { Clock } from '../platform/platform.ts'
import type { FoundServer } from './found-server.ts'
import { type Probe, proxmoxPorts } from './probe.ts'
import { plainHostName, recognise } from './recognise.ts'

/** A pass through a list of addresses. */
export interface Scan {
  /** No address is tried any more, what is under way is broken off, and what is heard does not count. */
  stop(): void
  /** No connection is under way any more. */
  readonly settled: Promise<void>
}

export interface ScanOptions {
  clock: Clock
  probe: Probe
  addresses: readonly string[]
  /** Called once an address was tried, with what was found there. */
  tried: (address: string, servers: readonly FoundServer[]) => void
  /** Called once, at the end. */
  ended: (how: 'complete' | 'stopped' | 'failed') => void
}

/** Ten addresses a second: no switch and no intrusion detection takes it for an attack. */
const paceMs = 100
/** Where many answer slowly, the pace is theirs. */
const mostAtOnce = 32

export function startScan({ clock, probe, addresses, tried, ended }: ScanOptions): Scan {
  const settled = Promise.withResolvers<void>()
  const asking = new AbortController()
  let next = 0
  let open = 0
  let isOver = false
  let cancel = clock.after(0, step)

  function finish(how: Parameters<typeof ended>[0]): void {
    if (isOver) return
    isOver = true
    cancel()
    asking.abort()
    ended(how)
  }

  function step(): void {
    const address = addresses[next]
    if (address === undefined) return
    cancel = clock.after(paceMs, step)
    if (open >= mostAtOnce) return
    next++
    open++
    serversAt(probe, address, asking.signal)
      .then((servers) => {
        open--
        if (isOver) return
        tried(address, servers)
        if (open === 0 && next === addresses.length) finish('complete')
      })
      .catch(() => {
        open--
        finish('failed')
      })
      .finally(() => {
        if (open === 0 && isOver) settled.resolve()
      })
  }

  return {
    stop() {
      finish('stopped')
      if (open === 0) settled.resolve()
    },
    settled: settled.promise,
  }
}

async function serversAt(probe: Probe, address: string, signal: AbortSignal): Promise<FoundServer[]> {
  const heard = await Promise.all(
    proxmoxPorts.map(async (port) => ({ port, answer: await probe.ask(address, port, signal) })),
  )
  const servers = heard.flatMap(({ port, answer }) => {
    const recognised = answer && recognise(answer, port)
    return recognised ? [{ ip: address, port, ...recognised }] : []
  })
  if (servers.length === 0) return []
  const hostname = plainHostName(await probe.namesOf(address))
  return servers.map((server) => (hostname === undefined ? server : { ...server, hostname }))
}
