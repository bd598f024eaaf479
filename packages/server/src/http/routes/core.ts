import type { CallOutput, coreEndpoints } from '@pulse/contract'
import { type ContentEncoding, contentEncoding } from '../content-encoding.ts'
import { type Handlers, ReadyAnswer } from '../handlers.ts'

/** What these calls tell about. */
export interface CoreDesk {
  health(): CallOutput<'GET /api/health'>
  version(): CallOutput<'GET /api/version'>
  /** In one form for all: it is asked for once in a while, by a page on the same network. */
  apiDocument(): Promise<{ body: readonly Buffer[]; etag: string }>
  stateDocument(encoding: ContentEncoding): Promise<{ body: readonly Buffer[]; etag: string }>
}

const json = 'application/json; charset=utf-8'

export function coreHandlers(desk: CoreDesk): Pick<Handlers, keyof typeof coreEndpoints> {
  return {
    'GET /api/health': () => desk.health(),
    'GET /api/version': () => desk.version(),
    'GET /api/openapi.json': async (_, { ifNoneMatch }) => {
      const { body, etag } = await desk.apiDocument()
      const headers = { etag, vary: 'Origin', 'cache-control': 'private, no-cache' }
      if (names(ifNoneMatch, etag)) return new ReadyAnswer(304, headers)
      return new ReadyAnswer(200, { ...headers, 'content-type': json }, body)
    },
    'GET /api/state': async (_, { acceptEncoding, ifNoneMatch }) => {
      const encoding = contentEncoding(acceptEncoding)
      const { body, etag } = await desk.stateDocument(encoding)
      const headers = { etag, vary: 'Accept-Encoding, Origin', 'cache-control': 'private, no-cache' }
      if (names(ifNoneMatch, etag)) return new ReadyAnswer(304, headers)
      return new ReadyAnswer(
        200,
        {
          ...headers,
          'content-type': json,
          ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
        },
        body,
      )
    },
  }
}

/** `If-None-Match` compares weakly (RFC 9110, 13.1.2). */
function names(ifNoneMatch: string, etag: string): boolean {
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '')
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((tag) => bare(tag) === bare(etag))
}
