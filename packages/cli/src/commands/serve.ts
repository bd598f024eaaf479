import { createApp, createJsonLog, readServerOptions } from '@pulse/server'
import type { Run } from './command.ts'

/** `pulse serve`: the server, until it is told to stop. */
export const serve: Run = async (given, machine) => {
  const { logLevel, ...options } = readServerOptions(
    { port: given.texts['port'], dataDir: given.texts['data-dir'] },
    machine.surroundings,
  )
  const app = await createApp({ ...options, log: createJsonLog(logLevel) })
  machine.onStop(() => app.stop())
  const { address, port } = await app.start()
  machine.print(`Pulse is running: http://${address}:${port}`)
  machine.print(`Its data are in ${options.dataDir}`)
  await machine.untilStopped()
}
