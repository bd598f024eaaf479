import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../../platform/platform.ts'

/** The page of the interface itself; everything else below `/api` is a call. */
export const docsPath = '/api/docs'

const notBuilt = 'The web interface is not built. Run: npm run build\n'

/**
 * The built web interface. Its files are listed once, at start, each with a route of its own: no path of a request ever
 * reaches the file system. Any other path that a browser opens as a page gets the start page, which knows what to show.
 */
export async function serveFiles(app: FastifyInstance, root: string): Promise<void> {
  const built = existsSync(join(root, 'index.html'))
  if (built) {
    await app.register(fastifyStatic, {
      root,
      wildcard: false,
      cacheControl: false,
      setHeaders(reply, path) {
        // Names in this folder carry a hash of the content.
        const lasting = path.startsWith(join(root, 'assets'))
        reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const asPage = /^(GET|HEAD)$/.test(request.method) && /text\/html/.test(request.headers.accept ?? '')
    if (path !== docsPath && (!asPage || /^\/(api|ws|assets)(\/|$)/.test(path)))
      throw new AppError('route.missing', 'There is no such path')
    if (built) return reply.sendFile('index.html')
    return reply.code(200).type('text/plain; charset=utf-8').send(notBuilt)
  })
}
