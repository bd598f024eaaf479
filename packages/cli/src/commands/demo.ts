import { createClient } from '@pulse/contract'
import { closedAccess, createApp, createJsonLog, readServerOptions, StartError } from '@pulse/server'
import { startSimulator } from '@pulse/simulator'
import { demoBanner } from '../print/demo-banner.ts'
import type { Run } from './command.ts'

/** `pulse demo`: the server beside a simulated estate, already connected to each other; nothing is kept. */
export const demo: Run = async (given, machine) => {
  const { port: wanted } = readServerOptions({ port: given.texts['port'] }, machine.surroundings)
  const seed = readSeed(given.texts['seed'])
  const dataDir = await machine.temporaryDirectory('pulse-demo-')
  // On loopback only, so that it can be looked at without an account.
  const access = { ...closedAccess, allowUnauthenticated: true }
  const app = await createApp({ port: wanted, dataDir, log: createJsonLog('warn'), access })
  machine.onStop(() => app.stop())
  // First the port: whether it is free is soon said.
  const { address, port } = await app.start()
  const simulator = await startSimulator({ scenario: 'small', ...(seed === undefined ? {} : { seed }) })
  machine.onStop(() => simulator.close())
  const base = `http://${address}:${port}`
  const call = createClient(base, machine.fetch)
  for (const { name, product, url, fingerprints, tokenId, secret } of simulator.connections) {
    const fingerprint = fingerprints.join(',')
    await call('POST /api/config/nodes', {
      body: { type: product, name, host: url, tokenName: tokenId, tokenValue: secret, fingerprint },
    })
  }
  machine.print(demoBanner(base, simulator.connections.length))
  await machine.untilStopped()
}

function readSeed(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw new StartError(`--seed must be a whole number, not "${text}".`)
  return Number(text)
}
