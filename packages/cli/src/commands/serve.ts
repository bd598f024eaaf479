import { createApp, createJsonLog, readServerOptions } from '@pulse/server'
import { serveBanner } from '../print/serve-banner.ts'
import type { Run } from './command.ts'

/** `pulse serve`: the server, until it is told to stop. */
export const serve: Run = async ({ texts, switches }, machine) => {
  const options = readServerOptions(
    {
      port: texts['port'],
      host: texts['host'],
      dataDir: texts['data-dir'],
      tls: switches.has('tls'),
      tlsCertificate: texts['tls-cert'],
      tlsKey: texts['tls-key'],
      config: texts['config'],
    },
    machine.surroundings,
  )
  const app = await createApp({ ...options, log: createJsonLog(options.logLevel) })
  machine.onStop(() => app.stop())
  machine.onHangUp(() => {
    app.applyConfigFile().catch((error: unknown) => {
      // The server goes on with what was right before.
      machine.note(`Not applied: ${error instanceof Error ? error.message : 'unexpected failure'}`)
    })
  })
  const { address, port } = await app.start()
  const scheme = app.certificate === undefined ? 'http' : 'https'
  machine.print(
    serveBanner({
      address: `${scheme}://${address.includes(':') ? `[${address}]` : address}:${port}`,
      dataDir: options.dataDir,
      setupCode: app.modules.security.setupCode(),
      fingerprint: app.certificate?.fingerprint,
      unauthenticated: options.access.allowUnauthenticated,
      beyondLoopback: !/^(127\.|::1$)/.test(address),
    }),
  )
  await machine.untilStopped()
}
