/** The parts of a task's id. */
export interface Upid {
  /** The whole text. */
  readonly upid: string
  /** Where the task runs. A Backup Server gives its host name, but takes `localhost` in paths. */
  readonly node: string
  readonly pid: number
  /** When the task began, in whole seconds. */
  readonly startedAt: number
  /** Such as `qmstart` or `vzdump`. */
  readonly type: string
  /** What the task is about, such as a guest's number; empty where it is about nothing in particular. */
  readonly id: string
  /** `user@realm` or, with a token, `user@realm!name`. */
  readonly user: string
}

/** A Backup Server has one number more, which counts its tasks; ids hold no colons, as these are escaped. */
const form =
  /^UPID:([a-z\d](?:[a-z\d-]*[a-z\d])?):([\da-f]{8}):[\da-f]{8,9}:(?:[\da-f]{8,16}:)?([\da-f]{8}):([^:\s]+):([^:\s]*):([^:\s]+):?$/i

/**
 * Reads a task's id, of PVE or of a Backup Server. Nothing if it is none.
 *
 * @example readUpid('UPID:pve1:0000A1B2:00C3D4E5:6553F100:qmstart:100:root@pam:')?.type // 'qmstart'
 */
export function readUpid(text: string): Upid | undefined {
  const [upid, node = '', pid = '', start = '', type = '', id = '', user = ''] = form.exec(text) ?? []
  if (upid === undefined) return undefined
  return {
    upid,
    node,
    pid: Number.parseInt(pid, 16),
    startedAt: Number.parseInt(start, 16) * 1_000,
    type,
    // As systemd escapes: `store1\x3ajob`.
    id: id.replaceAll(/\\x([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    user,
  }
}
