import { type Asker, principalName, type Security } from '../security/security.ts'

/** Notes in the audit trail what somebody did, or tried. Who it was, the credential alone says. */
export type Note = (
  event: string,
  asker: Pick<Asker, 'principal' | 'caller'>,
  details: string,
  success?: boolean,
) => void

export function noting(security: Pick<Security, 'audit'>): Note {
  return (event, { principal, caller }, details, success = true) =>
    security.audit({ event, success, user: principalName(principal), ip: caller.address, path: caller.path, details })
}
