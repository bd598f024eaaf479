import { open } from 'node:fs/promises'

/**
 * A file to its end, or undefined where it is larger than `most` bytes: a device or a pipe may have no end.
 *
 * @throws the error of the system
 */
export async function readBounded(path: string, most: number): Promise<Buffer | undefined> {
  const file = await open(path, 'r')
  try {
    const parts: Buffer[] = []
    let length = 0
    while (length <= most) {
      const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(64 * 1024) })
      if (bytesRead === 0) return Buffer.concat(parts)
      parts.push(buffer.subarray(0, bytesRead))
      length += bytesRead
    }
    return undefined
  } finally {
    await file.close()
  }
}
