/** FIN and opcode 1 (text); `RSV1` marks a message of permessage-deflate (RFC 6455 section 5.2, RFC 7692 section 6). */
const finalText = 0x81
const rsv1 = 0x40

/** One unfragmented, unmasked text frame, as a server sends it. `deflated` says that `payload` is compressed. */
export function textFrame(payload: Buffer, deflated: boolean): Buffer {
  const { length } = payload
  const headerBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(headerBytes + length)
  frame[0] = deflated ? finalText | rsv1 : finalText
  if (headerBytes === 2) frame[1] = length
  else if (headerBytes === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeUInt16BE(0, 2)
    frame.writeUIntBE(length, 4, 6)
  }
  payload.copy(frame, headerBytes)
  return frame
}

/** One message as ready frames, shared by all who get it. */
export interface SharedMessage {
  readonly plain: Buffer
  /** Undefined where compression was not worth it. */
  readonly deflated: Buffer | undefined
}

/** Below this, a deflated message is hardly smaller. */
const leastDeflatedBytes = 512

/** Makes a message once for any number of receivers; `deflate` is left out where none of them takes compressed frames. */
export async function sharedMessage(
  text: Buffer,
  deflate: ((text: Buffer) => Promise<Buffer>) | undefined,
): Promise<SharedMessage> {
  const deflated = deflate && text.length >= leastDeflatedBytes ? textFrame(await deflate(text), true) : undefined
  return { plain: textFrame(text, false), deflated }
}
