import type { Credentials } from '../options.ts'
import type { Product } from '../schema/schema.ts'

export { Session } from './session.ts'
export { TicketSession, type LoginAnswer } from './ticket-session.ts'

/** The header of an API token. PVE puts `=` before the secret, PBS `:`; each refuses the other's form. */
export function tokenHeader(
  product: Product,
  { tokenId, secret }: Extract<Credentials, { kind: 'token' }>,
): Record<string, string> {
  return { authorization: product === 'pve' ? `PVEAPIToken=${tokenId}=${secret}` : `PBSAPIToken=${tokenId}:${secret}` }
}
