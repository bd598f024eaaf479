export { publicKeyPin } from './io/secrets.ts'
export { readPulseAddress, tokenNames, unknownAddress } from './pulse-address.ts'
export {
  findRegistrationToken,
  isLive,
  newRegistrationToken,
  registrationTokenListing,
  registrationTokenRefusal,
  withRegistrationTokenUsed,
} from './registration-token.ts'
export { createSetupCodes, type SetupCodes, type SetupPurpose, suits } from './setup-code.ts'
export { setupCommand, setupScript, setupScriptUrl } from './setup-script.ts'
