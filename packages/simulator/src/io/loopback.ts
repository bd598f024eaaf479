import { createServer } from 'node:net'

/** Whether the whole of 127.0.0.0/8 is this machine, as on Linux; elsewhere it is 127.0.0.1 alone. */
export function hasManyLoopbackAddresses(): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const server = createServer()
  server.once('error', () => resolve(false))
  server.listen(0, '127.1.1.1', () => server.close(() => resolve(true)))
  return promise
}
