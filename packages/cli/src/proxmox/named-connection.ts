import type { Trust } from '@pulse/proxmox'
import { readConnections, readServerOptions } from '@pulse/server'
import type { Given } from '../commands/command.ts'
import { CommandError } from '../command-error.ts'
import type { Machine } from '../io/machine.ts'
import type { Connection } from './connection.ts'

/**
 * A connection of the server's settings, by its name.
 *
 * @throws CommandError if there is none, StartError if the settings cannot be read
 */
export async function namedConnection(name: string, given: Given, machine: Machine): Promise<Connection> {
  const { dataDir } = readServerOptions({ port: '0', dataDir: given.texts['data-dir'] }, machine.surroundings)
  const connections = await readConnections(dataDir)
  const found = connections.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (!found) {
    const names = connections.map((one) => `"${one.name}"`).join(', ')
    const known = names ? `It has ${names}.` : 'It has none yet.'
    throw new CommandError('missing', `The server in ${dataDir} has no connection "${name}". ${known}`)
  }
  const { product, url, credentials, fingerprints, verifySSL } = found
  const trust: Trust =
    fingerprints.length > 0
      ? { kind: 'fingerprint', sha256: fingerprints }
      : { kind: verifySSL ? 'system' : 'insecure' }
  return {
    product,
    url,
    trust,
    login:
      credentials.kind === 'token'
        ? { kind: 'token', tokenId: credentials.tokenId, secret: credentials.secret.reveal() }
        : { kind: 'password', username: credentials.username, password: credentials.password.reveal() },
  }
}
