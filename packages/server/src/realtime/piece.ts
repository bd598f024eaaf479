/**
 * A part of a longer text. Most parts of a state are the same in the next one, so each is compressed by itself and only
 * once. Raw deflate allows it: segments that end on a byte boundary may follow one another (RFC 1951 section 3.2.4).
 */
export class Piece {
  readonly bytes: Buffer
  #segment: Promise<Buffer> | undefined

  constructor(text: string) {
    this.bytes = Buffer.from(text)
  }

  /** `deflate` makes a segment that refers to nothing before it. */
  deflated(deflate: (bytes: Buffer) => Promise<Buffer>): Promise<Buffer> {
    this.#segment ??= deflate(this.bytes)
    return this.#segment
  }
}

const bytesBetweenBreaths = 1024 * 1024

/** One buffer, filled in slices: at ten thousand guests with their backups it is tens of megabytes. */
export async function joined(parts: readonly Buffer[], breathe: () => Promise<void>): Promise<Buffer> {
  const whole = Buffer.allocUnsafeSlow(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  let since = 0
  for (const part of parts) {
    at += part.copy(whole, at)
    since += part.length
    if (since < bytesBetweenBreaths) continue
    since = 0
    await breathe()
  }
  return whole
}
