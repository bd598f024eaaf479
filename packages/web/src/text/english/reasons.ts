import { type Reason, type ReasonCode, reasonCode, reasonDetail, type ValueSource } from '@pulse/contract'
import { formatInstant } from '../format.ts'

interface Words {
  /** In a cell. */
  short: string
  /** In a tooltip and in the details. */
  long: string
}

const words: Readonly<Record<Exclude<ReasonCode, 'no-permission' | 'node-unreachable' | 'call-failed'>, Words>> = {
  stopped: { short: 'stopped', long: 'It is not running, so there is nothing to measure.' },
  'agent-off': { short: 'no agent', long: 'The guest agent is not enabled in the options of this virtual machine.' },
  'agent-not-running': { short: 'agent silent', long: 'The guest agent is enabled, but does not answer.' },
  'agent-unsupported': { short: 'agent too old', long: 'The guest agent does not know this question.' },
  'not-polled-yet': { short: 'not asked yet', long: 'Pulse has not asked for this yet.' },
  'first-sample': { short: 'first sample', long: 'A rate needs two samples, and this is the first.' },
  'counter-reset': {
    short: 'new count',
    long: 'The counter began anew (restart or migration); the next sample has a rate.',
  },
  'stale-at-source': { short: 'no new values', long: 'The node has sent no measurements for more than five minutes.' },
  'odd-value': { short: 'odd value', long: 'Proxmox sent a value that cannot be right.' },
  'not-reported': { short: 'not reported', long: 'Proxmox does not report this value here.' },
  'switched-off': { short: 'not watched', long: 'Watching this is switched off in the connection.' },
}

/** A reason in words. */
function reasonWords(reason: Reason, nowAt: number): Words {
  const code = reasonCode(reason)
  const detail = reasonDetail(reason)
  switch (code) {
    case 'no-permission':
      return {
        short: 'no permission',
        long: `The credentials of the connection lack the privilege ${detail ?? 'for this'}.`,
      }
    case 'node-unreachable': {
      const since = Number(detail)
      if (!detail || !Number.isFinite(since)) return { short: 'node silent', long: 'The node does not answer.' }
      const seen = formatInstant(since, nowAt)
      return { short: `last seen ${seen}`, long: `The node does not answer since ${seen}.` }
    }
    case 'call-failed':
      return { short: 'call failed', long: `The question to Proxmox failed${detail ? ` (${detail})` : ''}.` }
    default:
      return words[code] ?? { short: 'not known', long: 'The reason is not known.' }
  }
}

/** Where a figure comes from, for tooltips. */
const sources: Readonly<Record<ValueSource, string>> = {
  'guest-agent': 'as the guest agent reports it from inside',
  balloon: 'as the balloon driver reports it from inside; page cache counts as used',
  host: 'as the host sees it; page cache of the guest and overhead count as used',
  cgroup: 'as the container’s control group counts it, without page cache',
  'root-file-system': 'root file system of the container',
  'guest-or-host': 'from inside or as the host sees it: this version of Proxmox does not say which',
}

export const reasons = {
  of: reasonWords,
  sources,
  notKnown: { short: 'not known', long: 'Not known, and no reason was given.' },
}
