import type { SecurityStatus } from '@pulse/contract'
import { type Networks, privateNetworks } from '../platform/platform.ts'
import type { Caller, Principal, Security } from '../security/security.ts'

interface StatusFacts {
  security: Pick<Security, 'setupNeeded' | 'allowUnauthenticated' | 'hasOwner' | 'tokens'>
  allowUnprotectedExport: boolean
  requireRegistrationToken: boolean
  trustedNetworks: Networks
}

/** How access is protected, for anybody who asks; the documented names, and some of our own. */
export function securityStatus(facts: StatusFacts, principal: Principal, caller: Caller): SecurityStatus {
  const { security, allowUnprotectedExport, requireRegistrationToken, trustedNetworks } = facts
  const isOpen = security.allowUnauthenticated
  const isPrivateNetwork = privateNetworks.has(caller.address)
  return {
    setupNeeded: security.setupNeeded(),
    unauthenticatedMode: isOpen,
    loggedIn: principal.kind !== 'nobody',
    username: principal.kind === 'owner' ? principal.name : null,
    apiTokenConfigured: security.tokens().length > 0,
    requiresAuth: !isOpen,
    exportProtected: !isOpen || !allowUnprotectedExport,
    unprotectedExportAllowed: allowUnprotectedExport,
    hasAuthentication: security.hasOwner(),
    // Every change is in force at once.
    configuredButPendingRestart: false,
    hasAuditLogging: true,
    credentialsEncrypted: true,
    hasHTTPS: caller.secure,
    clientIP: caller.address,
    isPrivateNetwork,
    isTrustedNetwork: trustedNetworks.has(caller.address),
    publicAccess: !isPrivateNetwork,
    registrationTokensEnabled: requireRegistrationToken,
  }
}
