import type { SetupScriptInput } from '@pulse/contract'
import type { RegistrationDesk, ServedScript, Visitor } from '../http/http.ts'
import { AppError } from '../platform/platform.ts'
import {
  createSetupCodes,
  findRegistrationToken,
  isLive,
  newRegistrationToken,
  readPulseAddress,
  registrationTokenListing,
  setupCommand,
  setupScript,
  setupScriptUrl,
  tokenNames,
  unknownAddress,
} from '../registration/registration.ts'
import type { Security } from '../security/security.ts'
import {
  type Invitation,
  type Invitations,
  invitationOf,
  mayChange,
  refuseOtherPurpose,
  useInvitation,
} from './invitation.ts'
import { noting } from './noting.ts'
import { registerHost, type RegisterHostModules } from './register-host.ts'
import { readHost, readProduct, readRegistration } from './registration-wish.ts'

export interface RegistrationDeskModules extends RegisterHostModules {
  security: Pick<Security, 'audit'>
  /** Without a login, registration is not open. */
  requireRegistrationToken: boolean
  /** The address under which people reach this server, if somebody set it; else empty. */
  publicUrl: () => string
  /** `sha256//…` of the key of our own certificate, if it is one that no authority knows and this address leads to it. */
  pinOf: (pulseUrl: string) => string | undefined
}

/** More are nobody's. */
const mostTokens = 100
const sweepMs = 5 * 60_000

/** Setup scripts, registration tokens and what they lead to. */
export function registrationDesk(modules: RegistrationDeskModules): RegistrationDesk & { close(): void } {
  const { settings, clock } = modules
  const codes = createSetupCodes(clock)
  const now = (): number => clock.now()
  const invitations: Invitations = {
    document: () => settings.document(),
    codes,
    requireRegistrationToken: modules.requireRegistrationToken,
    now,
  }
  const scriptOf = scriptMaker(modules)
  const inTurn = oneByOne()
  const cancelSweep = everySweep(modules)

  const note = noting(modules.security)

  const admitted = (visitor: Visitor): Invitation =>
    invitationOf(visitor, invitations, new AppError('registration.refused', registrationNeeds))

  const register: RegistrationDesk['register'] = async (input, visitor) => {
    admitted(visitor)
    const wish = readRegistration(input)
    const invite = (): Invitation => {
      const invitation = admitted(visitor)
      refuseOtherPurpose(invitation, invitations, wish.product, wish.draft.url)
      return invitation
    }
    invite()
    return inTurn(async () => {
      // Those before may have used it up.
      const invitation = invite()
      const tokenName = tokenNameFor(visitor, modules)
      const useUp = (document: Parameters<typeof useInvitation>[3]) =>
        useInvitation(invitation, invitations, wish.product, document)
      const answer = await registerHost({ wish, mayChange: mayChange(invitation), tokenName, useUp }, modules)
      note('node_registered', visitor, `${wish.product} ${wish.draft.url} by ${invitation.kind}`)
      return answer
    })
  }

  return {
    setupScript(input, visitor) {
      const { product, hostUrl } = readTarget(input)
      return scriptOf(input, visitor, codes.make({ product, host: hostUrl }).code)
    },
    invitedScript(input, visitor) {
      const needed = new AppError('access.unauthenticated', 'Authentication required')
      const invitation = invitationOf(visitor, invitations, needed)
      const { product, hostUrl } = readTarget(input)
      refuseOtherPurpose(invitation, invitations, product, hostUrl)
      switch (invitation.kind) {
        case 'open':
        case 'registration-token':
          return scriptOf(input, visitor, undefined)
        case 'credential':
          return scriptOf(input, visitor, codes.make({ product, host: hostUrl }).code)
        case 'setup-code': {
          const host = hostUrl ?? invitation.purpose.host
          return scriptOf({ ...input, ...(host === undefined ? {} : { host }) }, visitor, invitation.code)
        }
      }
    },
    setupCommand(input, visitor) {
      const { product, hostUrl } = readTarget(input)
      const pulseUrl = pulseUrlFor(input.pulseUrl, visitor, modules)
      const { code, expiresAt } = codes.make({ product, host: hostUrl })
      const url = setupScriptUrl({ product, pulseUrl, hostUrl, backupPerms: input.backupPerms ?? false })
      const command = setupCommand({ url, code, pulsePin: modules.pinOf(pulseUrl) })
      note('setup_command', visitor, `${product} ${hostUrl ?? 'any host'}`)
      return { url, command, expires: Math.floor(expiresAt / 1000), setupCode: code }
    },
    async register(input, visitor) {
      try {
        return await register(input, visitor)
      } catch (error) {
        if (error instanceof AppError && /^(registration\.refused|setup-code\.wrong)$/.test(error.code))
          note('node_registered', visitor, error.message, false)
        throw error
      }
    },
    async makeToken(wish, visitor) {
      const { token, kept } = newRegistrationToken(wish, { now: now(), createdBy: visitor.caller.address })
      await settings.update(({ registrationTokens }) => {
        const live = registrationTokens.filter(isLive(now()))
        if (live.length >= mostTokens)
          throw new AppError('request.invalid', `There are ${mostTokens} registration tokens already: revoke one first`)
        return { change: { registrationTokens: [...live, kept] }, result: undefined }
      })
      note('registration_token_made', visitor, kept.id)
      return registrationTokenListing(kept, token)
    },
    listTokens() {
      const live = settings.document().registrationTokens.filter(isLive(now()))
      return live.map((each) => registrationTokenListing(each, each.hint))
    },
    async revokeToken(text, visitor) {
      if (text === '') throw new AppError('request.invalid', 'Token parameter required', { field: 'token' })
      const id = await settings.update(({ registrationTokens }) => {
        const found = findRegistrationToken(registrationTokens, text)
        if (!found) throw new AppError('registration-token.missing', 'Token not found')
        return {
          change: { registrationTokens: registrationTokens.filter((each) => each !== found) },
          result: found.id,
        }
      })
      note('registration_token_revoked', visitor, id)
    },
    close: cancelSweep,
  }
}

const registrationNeeds = 'Registration requires valid registration token or API token'

function readTarget({ type, host }: SetupScriptInput) {
  const message =
    (type ?? '') === ''
      ? "Missing required parameter: type (must be 'pve' or 'pbs')"
      : "Invalid parameter: type must be 'pve' or 'pbs'"
  const product = readProduct(type, message)
  return { product, hostUrl: host === undefined || host === '' ? undefined : readHost(host, product) }
}

/** What the caller says, else what is set, else the address that was asked: for this answer only, never kept. */
function pulseUrlFor(
  given: string | undefined,
  { caller }: Visitor,
  { publicUrl }: Pick<RegistrationDeskModules, 'publicUrl'>,
): string {
  if (given) return readPulseAddress(given)
  const set = publicUrl()
  if (set !== '') return readPulseAddress(set)
  if (caller.host === '') throw unknownAddress()
  return readPulseAddress(`${caller.secure ? 'https' : 'http'}://${caller.host}`)
}

function scriptMaker(modules: RegistrationDeskModules) {
  return (input: SetupScriptInput, visitor: Visitor, setupCode: string | undefined): ServedScript => {
    const { product, hostUrl } = readTarget(input)
    const pulseUrl = pulseUrlFor(input.pulseUrl, visitor, modules)
    const backupPerms = input.backupPerms ?? false
    const pulsePin = modules.pinOf(pulseUrl)
    const text = setupScript({ product, pulseUrl, pulsePin, setupCode, hostUrl, backupPerms })
    return { text, fileName: `pulse-setup-${product}.sh` }
  }
}

function tokenNameFor(visitor: Visitor, modules: RegistrationDeskModules): string {
  try {
    return tokenNames(pulseUrlFor(undefined, visitor, modules)).current
  } catch {
    return 'pulse'
  }
}

/** Registrations go one by one: members of one cluster come at the same moment, and must find each other. */
function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = last.then(work)
    last = done.catch(() => {})
    return done
  }
}

/** Expired tokens go by themselves. What cannot be saved now goes later. */
function everySweep({ settings, clock }: RegistrationDeskModules): () => void {
  let cancel = (): void => {}
  const sweep = (): void => {
    const live = isLive(clock.now())
    if (!settings.document().registrationTokens.every(live))
      settings
        .update(({ registrationTokens }) => ({
          change: { registrationTokens: registrationTokens.filter(live) },
          result: undefined,
        }))
        .catch(() => {})
    cancel = clock.after(sweepMs, sweep)
  }
  cancel = clock.after(sweepMs, sweep)
  return () => cancel()
}
