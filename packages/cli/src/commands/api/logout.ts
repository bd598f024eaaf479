import { CommandError } from '../../command-error.ts'
import { addressUrl, readHostAddress } from '../../proxmox/host-address.ts'
import { keepLogin, readKeptLogins } from '../../proxmox/kept-logins.ts'
import type { Run } from '../command.ts'

/** `pulse api logout`: forgets the login of a host, or the only one there is. */
export const logout: Run = async (given, machine) => {
  const kept = Object.keys(await readKeptLogins(machine))
  const { host } = given.texts
  const address = host === undefined ? undefined : readHostAddress(host, '--host')
  const wanted = address && (['pve', 'pbs'] as const).map((one) => addressUrl(address, one))
  const found = kept.filter((url) => wanted?.includes(url) ?? true)
  const [url] = found
  if (url === undefined)
    throw new CommandError(
      'missing',
      host === undefined ? 'You are logged in nowhere.' : `You are not logged in to ${host}.`,
    )
  if (found.length > 1) throw new CommandError('usage', `Which one? Give --host: ${found.join(', ')}.`)
  await keepLogin(machine, url, undefined)
  machine.print(`The login at ${url} is forgotten. The host takes its ticket until it expires.`)
}
