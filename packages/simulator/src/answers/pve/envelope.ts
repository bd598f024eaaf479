import { hash } from '../../estate/chance.ts'
import { apiDocument, apiDocumentPaths } from '../api-document.ts'
import { type Answer, type ApiFailure, type ApiRequest, Page, ReadyJson } from '../answer.ts'
import { disordered } from '../key-order.ts'
import type { Target } from '../target.ts'
import type { Door } from './login.ts'

/** Outside of the API lie the web interface and what it shows of the API. */
export function page(door: Door, request: ApiRequest): Answer {
  const [path = ''] = request.target.split('?')
  const found = fileAt(door, path)
  const status = found === undefined ? 501 : 200
  return {
    status,
    reason: found === undefined ? `no such file '${path}'` : 'OK',
    headers: baseHeaders(found?.type ?? htmlType, status),
    body: found?.body ?? '',
    delayMs: 0,
    path,
    template: null,
  }
}

const htmlType = 'text/html;charset=UTF-8'

function fileAt(door: Door, path: string): { readonly type: string; readonly body: string } | undefined {
  switch (path) {
    case '/':
      return {
        type: htmlType,
        body: '<!DOCTYPE html><html><head><title>Proxmox Virtual Environment</title></head></html>',
      }
    case apiDocumentPaths.pve:
      return { type: 'application/javascript', body: apiDocument('pve', door.version.profile) }
    default:
      return undefined
  }
}

function baseHeaders(contentType: string, status: number): Record<string, string> {
  return {
    'Content-Type': contentType,
    Server: 'pve-api-daemon/3.0',
    'Cache-Control': 'max-age=0',
    Pragma: 'no-cache',
    Connection: status >= 400 ? 'close' : 'Keep-Alive',
  }
}

const jsonType = 'application/json;charset=UTF-8'

type Place = Pick<Answer, 'path' | 'template'>

export function success(door: Door, target: Target, place: Place, data: unknown): Answer {
  const seed = hash(door.site.seed, target.path, Math.floor(door.estate.clock.now() / 1000))
  const body =
    data instanceof ReadyJson
      ? data.text
      : JSON.stringify(disordered(data instanceof Page ? data.rows : (data ?? null), seed))
  const total = data instanceof Page ? `,"total":${data.total}` : ''
  const extjs = target.format === 'json' ? '' : ',"success":1'
  return {
    status: 200,
    reason: 'OK',
    headers: baseHeaders(jsonType, 200),
    body: `{"data":${body}${total}${extjs}}`,
    delayMs: 0,
    ...place,
  }
}

export function failure(door: Door, target: Target, place: Place, error: ApiFailure): Answer {
  const { status, message, errors, delayMs } = error
  const reason = message.split('\n')[0] ?? ''
  const envelope: Record<string, unknown> = { data: null, ...(errors !== undefined && { errors }) }
  if (target.format === 'extjs') {
    // The extjs format always answers 200 and tells the truth inside.
    const body = JSON.stringify({ ...envelope, success: 0, status, message: `${message}\n` })
    return { status: 200, reason: 'OK', headers: baseHeaders(jsonType, 200), body, delayMs, ...place }
  }
  const isEmpty = status === 401 || status >= 595
  const withText = door.version.errorTextInBody ? { ...envelope, message: `${message}\n` } : envelope
  return {
    status,
    reason,
    headers: baseHeaders(jsonType, status),
    body: isEmpty ? '' : JSON.stringify(withText),
    delayMs,
    ...place,
  }
}
