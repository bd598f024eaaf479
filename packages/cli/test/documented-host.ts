import { type Simulator, startSimulator } from '@pulse/simulator'

/** Fingerprint of the hosts that the documents speak of. */
export const documentedFingerprint =
  '7E:12:35:0D:8B:00:26:57:43:51:59:F0:A7:2E:D1:8B:1D:39:87:CC:DE:1C:E9:F9:8C:AB:86:95:E7:09:71:E2'

export interface DocumentedHost {
  readonly url: string
  readonly fingerprint: string
  readonly caPem: string
}

/** Hosts that nobody has made a user for Pulse on yet, for the documents to be tried on. */
export interface DocumentedHosts {
  readonly pve: DocumentedHost
  readonly pbs: DocumentedHost
  readonly rootPassword: string
  close(): Promise<void>
}

export async function startDocumentedHosts(): Promise<DocumentedHosts> {
  const simulator = await startSimulator({ scenario: 'small' })
  const [pve, pbs] = [hostOf(simulator, 'attic'), hostOf(simulator, 'pbs-main')]
  const { password } = simulator.credentials.root
  return { pve, pbs, rootPassword: password, close: () => simulator.close() }
}

function hostOf(simulator: Simulator, name: string): DocumentedHost {
  const url = simulator.connections.find((connection) => connection.name === name)?.url
  const found = simulator.endpoints.find((endpoint) => endpoint.url === url)
  if (!found) throw new Error(`The simulator has no ${name}.`)
  return { url: found.url, fingerprint: found.fingerprint, caPem: found.caPem }
}
