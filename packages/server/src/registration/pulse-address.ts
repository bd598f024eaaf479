import { AppError } from '../platform/platform.ts'
import { digestOf } from './io/secrets.ts'

const plainAddress = /^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?)(:\d{1,5})?\/?$/i

/**
 * The address of this server as a script may hold it: `http://host:port`, nothing else.
 *
 * @throws {AppError} `setup-script.unknown-address`
 */
export function readPulseAddress(text: string): string {
  if (!plainAddress.test(text) || !URL.canParse(text)) throw unknownAddress()
  const { protocol, host } = new URL(text)
  return `${protocol}//${host}`
}

export const unknownAddress = (): AppError =>
  new AppError(
    'setup-script.unknown-address',
    'The address of this server is needed: send pulseUrl, such as http://192.0.2.5:7655, or set publicUrl',
    { field: 'pulseUrl' },
  )

const longest = 40

/** The names of tokens for the server at this address: the one in use, and what older scripts began theirs with. */
export function tokenNames(pulseUrl: string): { current: string; older: string } {
  const { hostname, port } = new URL(pulseUrl)
  const host = hostname.replaceAll(/[[\]]/g, '').replaceAll(/[^a-z0-9-]/g, '-')
  const short = host.length > longest ? `${host.slice(0, longest - 9)}-${digestOf(host).slice(0, 8)}` : host
  return { current: `pulse-${short}${port === '' ? '' : `-${port}`}`, older: `pulse-${host}` }
}
