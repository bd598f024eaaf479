import { availableParallelism, arch, platform } from 'node:os'
import type { Diagnostics } from '@pulse/contract'

/** Names as the original has them. */
const systems: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' }
const processors: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' }

/** What this process runs on, and what it takes. */
export function machineFacts(): Diagnostics['system'] {
  return {
    os: systems[platform()] ?? platform(),
    arch: processors[arch()] ?? arch(),
    goVersion: process.version,
    numCPU: availableParallelism(),
    // What keeps the event loop busy: sockets, timers and the like.
    numGoroutine: process.getActiveResourcesInfo().length,
    memoryMB: Math.round(process.memoryUsage.rss() / 1024 / 1024),
  }
}
