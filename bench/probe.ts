import { monitorEventLoopDelay } from 'node:perf_hooks'

/**
 * Loaded into the server process with `--import`, beside the program that is measured. It does nothing until it is asked,
 * so that the figures are those of the server.
 */
export type ProbeQuestion = { ask: 'figures' } | { ask: 'watch-loop' } | { ask: 'loop-delay' }
export interface ProbeAnswers {
  figures: { cpuMicroseconds: number; rssBytes: number }
  /** Beyond the resolution of the measurement. */
  'loop-delay': { p99Ms: number; mostMs: number }
}

const resolutionMs = 5
const delay = monitorEventLoopDelay({ resolution: resolutionMs })
const beyond = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs)

process.on('message', ({ ask }: ProbeQuestion) => {
  switch (ask) {
    case 'figures': {
      const { user, system } = process.cpuUsage()
      const figures = { cpuMicroseconds: user + system, rssBytes: process.memoryUsage.rss() }
      return void process.send?.(figures satisfies ProbeAnswers['figures'])
    }
    case 'watch-loop':
      delay.reset()
      delay.enable()
      return void process.send?.(true)
    case 'loop-delay': {
      delay.disable()
      const found = { p99Ms: beyond(delay.percentile(99)), mostMs: beyond(delay.max) }
      return void process.send?.(found satisfies ProbeAnswers['loop-delay'])
    }
  }
})
// The server decides when the process ends.
process.channel?.unref()
