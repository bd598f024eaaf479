import type { LimitName } from '@pulse/contract'
import { AppError, type Clock } from '../platform/platform.ts'
import { addressBlock } from './address-block.ts'
import { slidingWindow } from './sliding-window.ts'

export type Limit = LimitName | 'general' | 'socket'

const minuteMs = 60_000
const general = 'Rate limit exceeded'

/** As documented; where the documents are silent, ours. The words are documented, too. */
const rules: Readonly<Record<Limit, { turns: number; perMs: number; message: string }>> = {
  general: { turns: 500, perMs: minuteMs, message: general },
  login: { turns: 10, perMs: minuteMs, message: 'Too many requests. Please wait before trying again.' },
  transfer: { turns: 5, perMs: minuteMs, message: 'Rate limit exceeded. Please try again later.' },
  'test-mail': { turns: 10, perMs: minuteMs, message: general },
  'update-check': { turns: 10, perMs: 60 * minuteMs, message: general },
  register: { turns: 10, perMs: minuteMs, message: general },
  probe: { turns: 10, perMs: minuteMs, message: general },
  socket: { turns: 30, perMs: minuteMs, message: general },
}

/** Takes a turn of an address; an error that says when to try again once there is none left. */
export type TakeTurn = (limit: Limit, address: string) => AppError | undefined

export function createLimits(clock: Clock): TakeTurn {
  const window = (limit: Limit) => slidingWindow(clock, rules[limit].turns, rules[limit].perMs)
  const windows = {
    general: window('general'),
    login: window('login'),
    transfer: window('transfer'),
    'test-mail': window('test-mail'),
    'update-check': window('update-check'),
    register: window('register'),
    probe: window('probe'),
    socket: window('socket'),
  }
  return (limit, address) => {
    const waitMs = windows[limit].take(addressBlock(address))
    return waitMs === 0 ? undefined : tooMany(rules[limit].message, waitMs)
  }
}

export function tooMany(message: string, waitMs: number): AppError {
  return new AppError('request.throttled', message, { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) })
}
