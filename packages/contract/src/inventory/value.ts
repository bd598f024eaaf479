/**
 * Why a value is not known. A value in the picture is either a number (or text) or `null`; for each `null` that a person
 * would ask about, the object's `unknown` map holds one of these under the field's name.
 *
 * Written as `code` or `code:detail`, e.g. `no-permission:VM.GuestAgent.Audit`.
 */
export type Reason = ReasonCode | `${ReasonCode}:${string}`

export type ReasonCode =
  /** The guest is stopped, so there is nothing to measure. */
  | 'stopped'
  /** No guest agent is configured for this virtual machine. */
  | 'agent-off'
  /** The agent is configured but does not answer. */
  | 'agent-not-running'
  /** The agent answered, but not this question (old or restricted agent). */
  | 'agent-unsupported'
  /** The credentials lack a privilege; detail: its name. */
  | 'no-permission'
  /** Not asked yet; detail-free. */
  | 'not-polled-yet'
  /** A rate needs two samples and this is the first. */
  | 'first-sample'
  /** A counter fell (restart, migration), so no rate for this interval. */
  | 'counter-reset'
  /** The node does not answer; detail: since when (ms since epoch). */
  | 'node-unreachable'
  /** The measurement on the node is older than Proxmox keeps it (five minutes). */
  | 'stale-at-source'
  /** Proxmox sent something that cannot be right, e.g. `mem: -1`. */
  | 'odd-value'
  /** Proxmox does not report this value for this kind of object or version. */
  | 'not-reported'
  /** The call for it failed; detail: error kind. */
  | 'call-failed'
  /** Watching this is switched off in the connection. */
  | 'switched-off'

/** Where a memory or disk figure comes from; figures of different sources are not comparable. */
export type ValueSource =
  /** The guest agent's own report from inside. */
  | 'guest-agent'
  /** The balloon driver's report from inside (page cache counts as used). */
  | 'balloon'
  /** What the process or cgroup uses on the host, overhead included. */
  | 'host'
  /** A container's cgroup, page cache excluded. */
  | 'cgroup'
  /** A container's root file system. */
  | 'root-file-system'
  /** Either of `balloon` and `host`: the answer does not tell them apart (PVE 8 and older). */
  | 'guest-or-host'

/** The code of a reason without its detail. */
export function reasonCode(reason: Reason): ReasonCode {
  const colon = reason.indexOf(':')
  return (colon < 0 ? reason : reason.slice(0, colon)) as ReasonCode
}

/** The detail of a reason, or `undefined`. */
export function reasonDetail(reason: Reason): string | undefined {
  const colon = reason.indexOf(':')
  return colon < 0 ? undefined : reason.slice(colon + 1)
}
