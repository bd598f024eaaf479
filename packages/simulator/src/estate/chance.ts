// Every number of the estate comes from these pure functions of (seed, object, time), so that two runs with
// the same seed and clock give the same answers and 50,000 idle guests cost nothing.

function mix(state: number, value: number): number {
  let mixed = Math.imul(state ^ value, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

function fold(text: string): number {
  let folded = 0x811c9dc5
  for (let index = 0; index < text.length; index++) folded = Math.imul(folded ^ text.charCodeAt(index), 0x01000193)
  return folded >>> 0
}

/** An unsigned 32-bit number that depends on nothing but the arguments. */
export function hash(seed: number, ...parts: readonly (string | number)[]): number {
  let state = mix(0x811c9dc5, seed)
  for (const part of parts) state = mix(state, typeof part === 'number' ? part | 0 : fold(part))
  return state
}

/** A number from 0 (included) to 1 (excluded). */
export function chance(seed: number, ...parts: readonly (string | number)[]): number {
  return hash(seed, ...parts) / 0x1_0000_0000
}

export function between(low: number, high: number, seed: number, ...parts: readonly (string | number)[]): number {
  return low + (high - low) * chance(seed, ...parts)
}

export function pick<T>(choices: readonly [T, ...T[]], seed: number, ...parts: readonly (string | number)[]): T {
  return choices[hash(seed, ...parts) % choices.length] ?? choices[0]
}

/** Smooth noise from 0 to 1; `position` 1 apart is independent. */
export function noise(seed: number, position: number): number {
  const left = Math.floor(position)
  const share = position - left
  const eased = share * share * (3 - 2 * share)
  const low = mix(mix(0x9e3779b9, seed), left | 0) / 0x1_0000_0000
  const high = mix(mix(0x9e3779b9, seed), (left + 1) | 0) / 0x1_0000_0000
  return low + (high - low) * eased
}

/** Lower-case hex text of any length, for digests and ids that only have to look right and stay the same. */
export function hexText(length: number, seed: number, ...parts: readonly (string | number)[]): string {
  let text = ''
  for (let block = 0; text.length < length; block++) {
    text += hash(seed, ...parts, block)
      .toString(16)
      .padStart(8, '0')
  }
  return text.slice(0, length)
}

export function uuidText(seed: number, ...parts: readonly (string | number)[]): string {
  const hex = hexText(32, seed, ...parts)
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** MAC address with the prefix that Proxmox has given out since 8.1. */
export function macText(seed: number, ...parts: readonly (string | number)[]): string {
  const hex = hexText(6, seed, 'mac', ...parts).toUpperCase()
  return `BC:24:11:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4, 6)}`
}

/** SHA-256 look-alike in upper-case colon form. */
export function fingerprintText(seed: number, ...parts: readonly (string | number)[]): string {
  return (
    hexText(64, seed, 'fingerprint', ...parts)
      .toUpperCase()
      .match(/../g)
      ?.join(':') ?? ''
  )
}
