import type { Guest } from '@pulse/contract'
import { type Level, levelOf, shareOf, worstLevel } from '../levels.ts'

/** The shape in front of a name: dot, square, triangle, ring, or a broken ring where nobody knows. */
export type Mark = Level | 'off' | 'unknown'

/** QEMU's words for a machine that stopped because something is broken. */
const brokenStatus = new Set(['io-error', 'internal-error', 'guest-panicked'])
export const isBroken = ({ status }: Guest): boolean => brokenStatus.has(status)

export const memoryRatio = (guest: Guest): number | null => shareOf(guest.memoryUsedBytes, guest.memoryTotalBytes)
export const diskRatio = (guest: Guest): number | null => shareOf(guest.diskUsedBytes, guest.diskTotalBytes)

export function statusMark(guest: Guest): Mark {
  if (isBroken(guest)) return 'crit'
  switch (guest.status) {
    case 'running':
      return 'ok'
    case 'unknown':
      return 'unknown'
    default:
      return 'off'
  }
}

/**
 * Only a view from inside can be too full. What the host sees of a virtual machine holds its page cache and QEMU's own
 * memory: it stands near, and above, 100 % in good health.
 */
export function memoryLevel(guest: Guest): Level {
  const { memorySource } = guest
  return memorySource === 'host' || memorySource === 'guest-or-host' ? 'ok' : levelOf('memory', memoryRatio(guest))
}

/** The worst of what is wrong with a guest now: its state first, then its figures. */
export function guestLevel(guest: Guest): Level {
  if (isBroken(guest) || guest.haState === 'error') return 'crit'
  if (guest.status === 'unknown') return 'warn'
  return worstLevel([levelOf('cpu', guest.cpuRatio), memoryLevel(guest), levelOf('disk', diskRatio(guest))])
}
