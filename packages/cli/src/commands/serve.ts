import { createApp, createJsonLog, readServerOptions } from '@pulse/server'
import type { Command } from './command.ts'

/** `pulse serve`: the server, until it is told to stop. */
export const serve: Command = {
  summary: 'Watch the hosts that are configured, and show them in the browser',
  options: {
    port: { value: 'port', summary: 'to listen on; else FRONTEND_PORT, PORT, 7655' },
    'data-dir': { value: 'directory', summary: 'to keep settings in; else PULSE_DATA_DIR, or in your home directory' },
  },
  async run(given, machine) {
    const { logLevel, ...options } = readServerOptions(
      { port: given['port'], dataDir: given['data-dir'] },
      machine.surroundings,
    )
    const app = await createApp({ ...options, log: createJsonLog(logLevel) })
    machine.onStop(() => app.stop())
    const { address, port } = await app.start()
    machine.print(`Pulse is running: http://${address}:${port}`)
    machine.print(`Its data are in ${options.dataDir}`)
    await machine.untilStopped()
  },
}
