import { createHash } from 'node:crypto'

/** The OpenAPI document of our own interface, as it is sent. */
export interface ApiDocument {
  readonly body: readonly Buffer[]
  readonly etag: string
}

/** Loaded and made when it is first asked for, and once. `version` is that of the product. */
export function apiDocument(version: string): () => Promise<ApiDocument> {
  let made: Promise<ApiDocument> | undefined
  return () => (made ??= make(version))
}

async function make(version: string): Promise<ApiDocument> {
  const { openApiDocument } = await import('@pulse/contract/documents')
  const text = Buffer.from(JSON.stringify(openApiDocument(version)))
  const sum = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  return { body: [text], etag: `"${sum}"` }
}
