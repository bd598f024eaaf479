import type { Verb } from '@pulse/proxmox/schema'
import { hexText } from '../../estate/chance.ts'
import { ApiFailure, type ApiRequest, type Upload } from '../answer.ts'
import { parseForm } from '../parameters.ts'
import type { Target } from '../target.ts'

const bodyLimitBytes = 512 * 1024

export function isVerb(method: string): method is Verb {
  return method === 'GET' || method === 'POST' || method === 'PUT' || method === 'DELETE'
}

/** What the HTTP server refuses before it looks at the path. */
export function checkTransport(request: ApiRequest): void {
  const { method, headers, body } = request
  if (!isVerb(method)) throw new ApiFailure(501, `method '${method}' not available`)
  if (headers['transfer-encoding'] !== undefined) throw new ApiFailure(501, 'chunked transfer encoding not supported')
  if (request.upload !== undefined) {
    if (request.upload === null) throw new ApiFailure(400, 'unable to parse multipart body')
    return
  }
  const length = Number(headers['content-length'] ?? 0)
  if (length > bodyLimitBytes) throw new ApiFailure(501, 'for data too large')
  if (length === 0) return
  if (method === 'GET' || method === 'DELETE') throw new ApiFailure(501, `Unexpected content for method '${method}'`)
  const type = (headers['content-type'] ?? 'application/x-www-form-urlencoded').split(';')[0]?.trim()
  if (type !== 'application/x-www-form-urlencoded' && type !== 'application/json') {
    throw new ApiFailure(506, `got request with unsupported content type '${type}'`)
  }
  if (type === 'application/json' && parsedJson(body) === null) throw new ApiFailure(400, 'malformed JSON string')
}

function parsedJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : null
  } catch {
    return null
  }
}

/** Query parameters win over those of the body; `_dc` only keeps caches away. */
export function readParameters(request: ApiRequest, target: Target): Record<string, unknown> {
  if (request.upload) return uploadParameters(request.upload)
  const isJson = (request.headers['content-type'] ?? '').startsWith('application/json')
  const body = request.body === '' ? {} : isJson ? (parsedJson(request.body) ?? {}) : parseForm(request.body)
  const { _dc, ...parameters } = { ...body, ...parseForm(target.query) }
  return parameters
}

/** The server puts the file aside and hands on its name, and where it lies meanwhile. */
function uploadParameters({ fields, file }: Upload): Record<string, unknown> {
  if (file === null) return fields
  const tmpfilename = `/var/tmp/pveupload-${hexText(32, file.sizeBytes, file.name)}`
  return { ...fields, filename: file.name, tmpfilename }
}
