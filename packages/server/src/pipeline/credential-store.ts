import { AppError } from '../platform/platform.ts'
import type { CredentialStore } from '../security/security.ts'
import type { Settings } from '../settings/settings.ts'

/** Owner and tokens as the security module wants them, kept in the settings document. */
export function credentialStore(settings: Pick<Settings, 'document' | 'update'>): CredentialStore {
  return {
    owner: () => settings.document().owner,
    tokens: () => settings.document().tokens,
    saveOwner: (owner, { onlyIfNone, tokens }) =>
      settings.update((document) => {
        if (onlyIfNone && document.owner)
          throw new AppError('setup.done', 'Security is already configured. No changes made.')
        return { change: tokens ? { owner, tokens } : { owner }, result: undefined }
      }),
    saveTokens: (change) =>
      settings.update(({ tokens }) => ({ change: { tokens: change(tokens) }, result: undefined })),
  }
}
