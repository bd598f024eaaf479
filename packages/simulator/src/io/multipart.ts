import { Busboy } from '@fastify/busboy'
import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Upload } from '../answers/answers.ts'

const algorithms = new Set(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'])
const limits = { fields: 20, fieldSize: 64 * 1024, files: 1 }

/** Whether the body is a form with a file, sent to where Proxmox VE takes such. */
export function isUpload(method: string, target: string, contentType: string | undefined): boolean {
  return method === 'POST' && /\/upload(?:\?|$)/.test(target) && /^multipart\/form-data\b/.test(contentType ?? '')
}

/**
 * Reads a form with a file. The file is counted and hashed as it passes and not kept, whatever its size. Fields behind the
 * file are not seen, as the real server stops reading there. Null where the body is no such form.
 */
export function readUpload(message: IncomingMessage, contentType: string): Promise<Upload | null> {
  return new Promise((resolve) => {
    const fields: Record<string, string> = {}
    let file: Upload['file'] = null
    const form = parserOf(contentType)
    if (form === null) {
      message.resume()
      resolve(null)
      return
    }
    form.on('field', (name, value) => {
      if (file === null) fields[name] = value
    })
    form.on('file', (_, stream, name) => {
      const algorithm = fields['checksum-algorithm'] ?? ''
      const hash = algorithms.has(algorithm) ? createHash(algorithm) : null
      let sizeBytes = 0
      file = { name, sizeBytes, digest: null }
      stream.on('data', (chunk: Buffer) => {
        sizeBytes += chunk.length
        hash?.update(chunk)
      })
      stream.on('end', () => {
        file = { name, sizeBytes, digest: hash?.digest('hex') ?? null }
      })
    })
    form.on('finish', () => resolve({ fields, file }))
    form.on('error', () => {
      message.unpipe(form)
      message.resume()
      resolve(null)
    })
    // A client that goes away in the middle leaves nothing behind.
    message.on('aborted', () => form.destroy())
    message.pipe(form)
  })
}

function parserOf(contentType: string): InstanceType<typeof Busboy> | null {
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits })
  } catch {
    return null
  }
}
