import { callerOf } from './client.ts'
import type { PveClient, PveParameters } from './client-types.ts'
import { openFile, type FileSource } from './io/file-source.ts'
import { TransportFailure } from './io/transport-failure.ts'
import { ProxmoxError } from './proxmox-error.ts'

const path = '/nodes/{node}/storage/{storage}/upload'
type Parameters = PveParameters<'post', typeof path>

/** What is sent where. */
export interface Upload extends Pick<Parameters, 'node' | 'storage' | 'content' | 'checksum' | 'checksum-algorithm'> {
  /** Path of a file, or its content with its length. It is read piece by piece, never as a whole. */
  readonly file: string | { readonly content: AsyncIterable<Uint8Array>; readonly sizeBytes: number }
  /** How the storage is to call it, such as `debian-13.iso`. Default: the name of the file. */
  readonly filename?: string
  /** Called with each piece that the connection takes; both count the file only. */
  readonly onProgress?: (sentBytes: number, totalBytes: number) => void
  readonly signal?: AbortSignal
  /** Without a sign of life, of either side. Default 60,000 ms: at the end the host checks and moves the file. */
  readonly idleMs?: number
  /** Default: as long as it takes. */
  readonly totalMs?: number
}

const idleMs = 60_000

/**
 * Uploads an image, a template or a disk to a storage of PVE. Send it to the node that is to have it: others pass it on,
 * which not every version can.
 *
 * @returns the id of the task that checks the file and puts it in its place; see `waitFor`
 * @throws ProxmoxError of kind `invalid` as well if the file cannot be read
 * @example
 * const upid = await upload(pve, { node: 'pve1', storage: 'local', content: 'iso', file: '/tmp/debian-13.iso' })
 * await waitFor(pve, upid)
 */
export async function upload(client: PveClient, given: Upload): Promise<string> {
  const { file, filename, onProgress, signal, totalMs, ...rest } = given
  const { idleMs: ownIdleMs = idleMs, ...parameters } = rest
  const source = await open(file, filename, parameters)
  const form = {
    field: 'filename',
    name: source.name,
    sizeBytes: source.sizeBytes,
    chunks: () => told(source, onProgress),
  }
  const limits = { idleMs: ownIdleMs, ...(signal && { signal }), ...(totalMs !== undefined && { totalMs }) }
  return String(await callerOf(client).sendFile(path, parameters, form, limits))
}

async function open(
  file: Upload['file'],
  filename: string | undefined,
  { node, storage }: Pick<Upload, 'node' | 'storage'>,
): Promise<FileSource> {
  const problem = (text: string): ProxmoxError =>
    new ProxmoxError({ kind: 'invalid', method: 'POST', path: `/nodes/${node}/storage/${storage}/upload`, text })
  if (typeof file === 'object') {
    if (filename === undefined) throw problem('filename must be given with content that is no file')
    return { name: filename, sizeBytes: file.sizeBytes, chunks: () => file.content }
  }
  try {
    const source = await openFile(file)
    return { ...source, name: filename ?? source.name }
  } catch (error) {
    throw error instanceof TransportFailure ? problem(error.message) : error
  }
}

async function* told({ chunks, sizeBytes }: FileSource, onProgress: Upload['onProgress']): AsyncIterable<Uint8Array> {
  let sentBytes = 0
  for await (const chunk of chunks()) {
    yield chunk
    sentBytes += chunk.length
    onProgress?.(sentBytes, sizeBytes)
  }
}
