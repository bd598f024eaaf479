import { AppError } from '../platform/platform.ts'
import type { ConnectionSettings } from './connection-settings.ts'

/** @throws {AppError} `connection.duplicate`: another connection has the name, or leads to the same place */
export function refuseDuplicate(connections: readonly ConnectionSettings[], wanted: ConnectionSettings): void {
  const others = connections.filter((each) => each.id !== wanted.id)
  const sameHost = others.find((each) => each.url === wanted.url && each.product === wanted.product)
  if (sameHost)
    throw new AppError('connection.duplicate', `"${sameHost.name}" already watches ${wanted.url}`, { field: 'host' })
  const sameName = others.find((each) => each.name.toLowerCase() === wanted.name.toLowerCase())
  if (sameName)
    throw new AppError('connection.duplicate', `There is a connection named "${sameName.name}" already`, {
      field: 'name',
    })
}
