import { createHash } from 'node:crypto'
import { openApiDocument } from '@pulse/contract/documents'

/** The OpenAPI document of our own interface, as it is sent. */
export interface ApiDocument {
  readonly body: readonly Buffer[]
  readonly etag: string
}

/** Made when it is first asked for, and once. `version` is that of the product. */
export function apiDocument(version: string): () => ApiDocument {
  let made: ApiDocument | undefined
  return () => (made ??= make(version))
}

function make(version: string): ApiDocument {
  const text = Buffer.from(JSON.stringify(openApiDocument(version)))
  const sum = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  return { body: [text], etag: `"${sum}"` }
}
