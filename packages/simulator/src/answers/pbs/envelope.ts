import type { BackupServer } from '../../estate/backup-server.ts'
import { hash } from '../../estate/chance.ts'
import { apiDocument, apiDocumentPaths } from '../api-document.ts'
import { type Answer, type ApiFailure, Page } from '../answer.ts'
import { disordered } from '../key-order.ts'
import { Digested } from './call.ts'
import type { Door, Reply } from './login.ts'

type Place = Pick<Answer, 'path' | 'template'>

export function success({ estate, server }: Door, isExtjs: boolean, place: Place, { data, headers }: Reply): Answer {
  const seed = hash(server.seed, place.path, Math.floor(estate.clock.now() / 1000))
  const envelope =
    data instanceof Page
      ? { data: disordered(data.rows, seed), total: data.total }
      : data instanceof Digested
        ? { data: disordered(data.data, seed), digest: data.digest }
        : { data: disordered(data ?? null, seed) }
  const body = JSON.stringify(isExtjs ? { ...envelope, success: true } : envelope)
  return { status: 200, reason: 'OK', headers: { ...baseHeaders(200), ...headers }, body, delayMs: 0, ...place }
}

export function failure(isExtjs: boolean, place: Place, error: ApiFailure): Answer {
  const { status, message, errors, delayMs } = error
  if (isExtjs) {
    const body = JSON.stringify({
      data: null,
      success: false,
      status,
      message,
      ...(errors !== undefined && { errors }),
    })
    return { status: 200, reason: 'OK', headers: baseHeaders(200), body, delayMs, ...place }
  }
  // Plain text, although the content type says JSON.
  return { status, reason: reasonOf(status), headers: baseHeaders(status), body: message, delayMs, ...place }
}

/** The schema that the server publishes of itself; nobody needs to log in for it. */
export function document(server: BackupServer): Answer {
  const headers = { 'Content-Type': 'application/javascript' }
  const body = apiDocument('pbs', server.version)
  return { status: 200, reason: 'OK', headers, body, delayMs: 0, path: apiDocumentPaths.pbs, template: null }
}

function reasonOf(status: number): string {
  const reasons: Record<number, string> = {
    400: 'Bad Request',
    401: 'Unauthorized',
    403: 'Forbidden',
    404: 'Not Found',
  }
  return reasons[status] ?? 'Internal Server Error'
}

function baseHeaders(status: number): Record<string, string> {
  return { 'Content-Type': 'application/json;charset=UTF-8', ...(status >= 400 && { Connection: 'close' }) }
}
