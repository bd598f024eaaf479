/** A file at the end of a form. */
export interface FormFile {
  /** Name of the form's field. */
  readonly field: string
  /** Name of the file, as the server is to see it. */
  readonly name: string
  readonly sizeBytes: number
  /** Exactly `sizeBytes`, in order. */
  readonly chunks: () => AsyncIterable<Uint8Array>
}

interface Form {
  readonly contentType: string
  readonly sizeBytes: number
  readonly chunks: () => AsyncIterable<Uint8Array>
}

/**
 * A form as `multipart/form-data` (RFC 7578). The file comes last: PVE takes what follows it for a part of it, and wants
 * every part to begin with its `Content-Disposition`.
 */
export function multipart(fields: readonly (readonly [string, string])[], file: FormFile, boundary: string): Form {
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  )
  const last =
    `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(file.field)}"; filename="${quoted(file.name)}"\r\n` +
    'Content-Type: application/octet-stream\r\n\r\n'
  const head = Buffer.from(`${parts.join('')}${last}`)
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    sizeBytes: head.length + file.sizeBytes + tail.length,
    async *chunks() {
      yield head
      yield* file.chunks()
      yield tail
    },
  }
}

/** As browsers write names that hold a quote or line break (HTML, 4.10.21.8). */
const quoted = (name: string): string => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
