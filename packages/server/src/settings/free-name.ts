import type { ConnectionSettings } from './connection-settings.ts'

/** A name that nobody chose must not stand in the way: the backup server on a host that is watched already, say. */
export function freeName(connections: readonly ConnectionSettings[], wanted: string): string {
  const taken = new Set(connections.map((each) => each.name.toLowerCase()))
  let name = wanted
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${wanted} (${count})`
  return name
}
