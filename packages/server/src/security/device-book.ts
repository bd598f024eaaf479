import { type Clock, randomId } from '../platform/platform.ts'
import { randomHex, sha256 } from './io/digests.ts'

/** A browser that the owner has logged in with. */
export interface Device {
  id: string
  /** SHA-256 of the cookie. */
  digest: string
  lastLoginAt: number
}

export interface DeviceBook {
  find(cookie: string | undefined): Device | undefined
  /** After a login: the cookie to be kept by the browser, the one it has or a new one. */
  welcome(cookie: string | undefined): string
  list(): readonly Device[]
}

/** More are forgotten, longest unused first. */
const mostDevices = 20

export function createDeviceBook(clock: Clock, known: readonly Device[]): DeviceBook {
  /** Those used last stand last. */
  const devices = new Map(known.map((device) => [device.digest, device]))
  const find = (cookie: string | undefined): Device | undefined =>
    cookie === undefined ? undefined : devices.get(sha256(cookie))
  return {
    find,
    welcome(cookie) {
      const device = find(cookie)
      const value = device && cookie !== undefined ? cookie : randomHex(32)
      const digest = sha256(value)
      devices.delete(digest)
      devices.set(digest, { id: device?.id ?? randomId(12), digest, lastLoginAt: clock.now() })
      const [oldest] = devices.keys()
      if (devices.size > mostDevices && oldest !== undefined) devices.delete(oldest)
      return value
    },
    list: () => [...devices.values()],
  }
}
