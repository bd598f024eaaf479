import { integer, number, object, partial } from '../shape/shape.ts'

/** Bounds that no real host exceeds: they tell a measurement from junk such as -1 or 1e308. */
export const bytes = number({ minimum: 0, maximum: 2 ** 63 })
export const counter = number({ minimum: 0, maximum: 2 ** 64 })
export const count = integer({ minimum: 0, maximum: 2 ** 32 })
/** 0 to 1 of all that is there, and a little more at times; a guest's share of a single core can be several. */
export const ratio = number({ minimum: 0, maximum: 10_000 })
/** Threads of a host, or what a guest may use of them. */
export const cpuCount = number({ minimum: 0, maximum: 65_536 })
export const percentage = number({ minimum: 0, maximum: 10_000 })
export const load = number({ minimum: 0, maximum: 1e9 })
/** Seconds since 1970, or a length in seconds. */
export const seconds = integer({ minimum: 0, maximum: 1e11 })
export const vmid = integer({ minimum: 1, maximum: 999_999_999 })

export const space = object(partial({ total: bytes, used: bytes, free: bytes, avail: bytes }))
