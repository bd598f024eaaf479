import type { ErrorKind } from '../proxmox-error.ts'

/**
 * Proxmox says 500 (PVE) or 400 (PBS) to nearly everything, so the kind of an error stands in its text. First match
 * wins.
 */
const texts: readonly (readonly [pattern: RegExp, kind: ErrorKind])[] = [
  [/no quorum/i, 'no-quorum'],
  [/\b(VM|CT) is locked \(/, 'locked'],
  [
    /can't lock file|can't acquire lock|unable to (acquire|get|create) .*lock|cannot (acquire|get) .*lock|trying to acquire lock/i,
    'locked',
  ],
  [/does not exist/i, 'missing'],
  [
    /^no such |: no such |no such (user|group|role|realm|token|storage|datastore|job|replication job|volume|snapshot|namespace|cluster node)/i,
    'missing',
  ],
  [/No such file or directory|ENOENT|unable to find|not found\.?$/i, 'missing'],
  [/hostname lookup '.*' failed/i, 'missing'],
]

/** What an error of a status that says little is about. */
export function classifyText(text: string): ErrorKind {
  return texts.find(([pattern]) => pattern.test(text))?.[1] ?? 'failed'
}

/** What a status says by itself, or nothing where the text must tell. */
export function classifyStatus(status: number): ErrorKind | undefined {
  switch (status) {
    case 401:
      return 'unauthenticated'
    case 403:
      return 'forbidden'
    case 404:
      return 'missing'
    case 429:
    case 503:
      return 'throttled'
    case 501:
      return 'unsupported'
    // What proxies make of 595 to 599, which are not registered.
    case 502:
    case 504:
      return 'unreachable-node'
    default:
      return status >= 595 && status <= 599 ? 'unreachable-node' : undefined
  }
}
