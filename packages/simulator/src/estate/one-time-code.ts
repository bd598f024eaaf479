/** SHA-1 of some bytes (RFC 3174), in plain code, as nothing here may touch the system. */
function sha1(message: Uint8Array): Uint8Array {
  const blocks = new Uint8Array(((message.length + 8) >> 6) * 64 + 64)
  blocks.set(message)
  blocks[message.length] = 0x80
  const view = new DataView(blocks.buffer)
  view.setUint32(blocks.length - 4, message.length * 8)
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  const words = new Uint32Array(80)
  const rotated = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits))
  for (let start = 0; start < blocks.length; start += 64) {
    for (let index = 0; index < 16; index++) words[index] = view.getUint32(start + index * 4)
    for (let index = 16; index < 80; index++) {
      const mixed = [3, 8, 14, 16].reduce((sum, back) => sum ^ (words[index - back] ?? 0), 0)
      words[index] = rotated(mixed, 1)
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state
    for (let index = 0; index < 80; index++) {
      const round = Math.floor(index / 20)
      const choice = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d
      const constant = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][round] ?? 0
      const next = (rotated(a, 5) + choice + e + constant + (words[index] ?? 0)) | 0
      ;[a, b, c, d, e] = [next, a, rotated(b, 30), c, d]
    }
    for (const [index, value] of [a, b, c, d, e].entries()) state[index] = ((state[index] ?? 0) + value) | 0
  }
  const digest = new DataView(new ArrayBuffer(20))
  for (const [index, value] of state.entries()) digest.setInt32(index * 4, value)
  return new Uint8Array(digest.buffer)
}

/** HMAC-SHA-1 (RFC 2104) for keys of at most 64 bytes. */
function hmac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const padded = (mask: number): Uint8Array => Uint8Array.from({ length: 64 }, (_, index) => (key[index] ?? 0) ^ mask)
  return sha1(Uint8Array.from([...padded(0x5c), ...sha1(Uint8Array.from([...padded(0x36), ...message]))]))
}

/** Bytes of a base32 text (RFC 4648); null where it is none. */
export function base32Bytes(text: string): Uint8Array | null {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const plain = text.toUpperCase().replaceAll(/=+$/g, '')
  if (!/^[A-Z2-7]+$/.test(plain)) return null
  const bits = Array.from(plain, (letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
}

/** The six digits that an authenticator shows at an instant (RFC 6238, steps of 30 seconds). */
export function oneTimeCode(key: Uint8Array, at: number): string {
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(Math.floor(at / 30_000)))
  const digest = new DataView(hmac(key, new Uint8Array(counter.buffer)).buffer)
  const value = digest.getUint32(digest.getUint8(19) & 0xf) & 0x7fffffff
  return String(value % 1_000_000).padStart(6, '0')
}
