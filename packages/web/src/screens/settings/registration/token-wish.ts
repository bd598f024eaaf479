import type { CallInput, Product, RegistrationTokenListing } from '@pulse/contract'
import { messages } from '../../../text/messages.ts'

export const validities = ['15', '60', '480', '1440'] as const
export type Validity = (typeof validities)[number]
export const useCounts = ['1', '5', '25', '0'] as const
export type UseCount = (typeof useCounts)[number]

/** The form of a new registration token. */
export interface TokenWish {
  description: string
  /** Minutes. */
  validity: Validity
  /** `0` is unlimited. */
  maxUses: UseCount
  types: Readonly<Record<Product, boolean>>
}

const words = messages.registration.tokens

export const emptyWish = (): TokenWish => ({
  description: '',
  validity: '60',
  maxUses: '1',
  types: { pve: true, pbs: true },
})

const chosenTypes = ({ types }: TokenWish): Product[] => (['pve', 'pbs'] as const).filter((type) => types[type])

/** Without a type the server would take all of them, which is not what was chosen. */
export const checkWish = (wish: TokenWish): string | undefined =>
  chosenTypes(wish).length === 0 ? words.typesMissing : undefined

export const wishInput = (wish: TokenWish): CallInput<'POST /api/tokens/generate'>['body'] => ({
  validityMinutes: Number(wish.validity),
  maxUses: Number(wish.maxUses),
  allowedTypes: chosenTypes(wish),
  ...(wish.description.trim() === '' ? {} : { description: wish.description.trim() }),
})

export type TokenState = 'live' | 'used-up' | 'expired'

export function tokenState({ expires, maxUses, usedCount }: RegistrationTokenListing, now: number): TokenState {
  if (Date.parse(expires) <= now) return 'expired'
  return maxUses > 0 && usedCount >= maxUses ? 'used-up' : 'live'
}

/** What a token is for, how often it was used and how long it lives, as one line. */
export function tokenLine(token: RegistrationTokenListing, now: number): string {
  const types = token.allowedTypes.length === 0 ? (['pve', 'pbs'] as const) : token.allowedTypes
  return [
    types.map((type) => messages.connections.products[type]).join(words.or),
    words.uses(token.usedCount, token.maxUses),
    tokenState(token, now) === 'expired' ? words.expired : words.expiresIn(Date.parse(token.expires) - now),
  ].join(' · ')
}

/** The line that a host runs to register itself with such a token. The script reads it from the environment. */
export function registrationCommand(token: string, product: Product, pulseUrl: string): string {
  return `export PULSE_REG_TOKEN=${token}; curl -sSfL -H "X-Registration-Token: $PULSE_REG_TOKEN" '${pulseUrl}/api/setup-script?type=${product}' | sh`
}
