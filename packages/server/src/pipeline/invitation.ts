import type { Product } from '@pulse/contract'
import type { Visitor } from '../http/http.ts'
import { AppError } from '../platform/platform.ts'
import {
  registrationTokenRefusal,
  type SetupCodes,
  type SetupPurpose,
  suits,
  withRegistrationTokenUsed,
} from '../registration/registration.ts'
import { mayCall } from '../security/security.ts'
import type { SettingsDocument } from '../settings/settings.ts'

/** Why somebody may register a host. */
export type Invitation =
  /** Nobody has to log in, by setting. */
  | { kind: 'open' }
  /** A login or an API token; `mayChange`: who could change connections as well. */
  | { kind: 'credential'; mayChange: boolean }
  | { kind: 'registration-token'; token: string }
  | { kind: 'setup-code'; code: string; purpose: SetupPurpose }

export interface Invitations {
  document: () => SettingsDocument
  codes: SetupCodes
  /** Registration is not open, although nobody has to log in. */
  requireRegistrationToken: boolean
  now: () => number
}

/**
 * What lets a visitor in. A registration token or a code that is presented counts, and must be good; nothing is used up.
 *
 * @throws {AppError} `registration.refused`, `setup-code.wrong`; `nothing` where nothing is presented
 */
export function invitationOf(visitor: Visitor, invitations: Invitations, nothing: AppError): Invitation {
  const { principal, registrationToken, setupCode } = visitor
  const { document, codes, requireRegistrationToken, now } = invitations
  if (principal.kind === 'anybody' && !requireRegistrationToken) return { kind: 'open' }
  if (registrationToken !== '') {
    const refusal = registrationTokenRefusal(document().registrationTokens, registrationToken, undefined, now())
    if (refusal !== undefined) throw wrongToken(refusal)
    return { kind: 'registration-token', token: registrationToken }
  }
  if (setupCode !== '') {
    const purpose = codes.find(setupCode)
    if (!purpose) throw wrongCode()
    return { kind: 'setup-code', code: setupCode, purpose }
  }
  if (principal.kind === 'anybody')
    throw new AppError('registration.refused', 'Registration token required: send it in X-Registration-Token')
  const mayChange = mayCall(principal, 'write')
  if (mayChange || mayCall(principal, 'register')) return { kind: 'credential', mayChange }
  throw nothing
}

/** @throws {AppError} the invitation is for another product or host */
export function refuseOtherPurpose(
  invitation: Invitation,
  invitations: Invitations,
  product: Product,
  host: string | undefined,
): void {
  if (invitation.kind === 'setup-code' && !suits(invitation.purpose, product, host)) throw wrongCode()
  if (invitation.kind === 'registration-token') {
    const { registrationTokens } = invitations.document()
    const refusal = registrationTokenRefusal(registrationTokens, invitation.token, product, invitations.now())
    if (refusal !== undefined) throw wrongToken(refusal)
  }
}

/** One use of an invitation, as part of a change of the settings: what it changes in them, and the way to undo the rest. */
export function useInvitation(
  invitation: Invitation,
  invitations: Invitations,
  product: Product,
  document: SettingsDocument,
): { change: Partial<SettingsDocument>; undo: () => void } {
  const nothing = { change: {}, undo: () => {} }
  switch (invitation.kind) {
    case 'open':
    case 'credential':
      return nothing
    case 'registration-token': {
      const { registrationTokens: tokens } = document
      const refusal = registrationTokenRefusal(tokens, invitation.token, product, invitations.now())
      if (refusal !== undefined) throw wrongToken(refusal)
      return { ...nothing, change: { registrationTokens: withRegistrationTokenUsed(tokens, invitation.token) } }
    }
    case 'setup-code': {
      const undo = invitations.codes.take(invitation.code)
      if (!undo) throw wrongCode()
      return { change: {}, undo }
    }
  }
}

/** May it also change what is there, or only add and renew? */
export const mayChange = (invitation: Invitation): boolean =>
  invitation.kind === 'open' || (invitation.kind === 'credential' && invitation.mayChange)

const wrongToken = (reason: string): AppError =>
  new AppError('registration.refused', `Invalid registration token: ${reason}`)

const wrongCode = (): AppError => new AppError('setup-code.wrong', 'Invalid or expired setup code')
