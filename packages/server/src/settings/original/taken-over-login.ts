import { type ConfigChange, scopes } from '@pulse/contract'
import { randomId } from '../../platform/platform.ts'
import type { SettingsDocument, TokenSettings } from '../sections.ts'

/** Login and API token of the original, in the form in which they are kept here. */
export interface OriginalAccess {
  owner: { username: string; passwordHash: string } | undefined
  /** SHA3-256 in lower-case hex. */
  tokenHash: string | undefined
}

/**
 * Whoever logged in there may do so here, unless somebody owns this server already; its API token goes on to work.
 *
 * @param at ms since epoch
 */
export function takenOverLogin(
  { owner, tokens }: Pick<SettingsDocument, 'owner' | 'tokens'>,
  original: OriginalAccess,
  at: number,
): { change: Partial<SettingsDocument>; changes: ConfigChange[]; warnings: string[] } {
  const change: Partial<SettingsDocument> = {}
  const changes: ConfigChange[] = []
  const warnings: string[] = []
  const add = (kind: string, name: string): void => void changes.push({ action: 'add', kind, name, fields: [] })
  if (original.owner && !owner) {
    change.owner = { ...original.owner, changedAt: at }
    add('owner', original.owner.username)
  } else if (original.owner && owner && owner.passwordHash !== original.owner.passwordHash)
    warnings.push(`This server has an owner already: the login "${original.owner.username}" was not taken over`)
  const { tokenHash } = original
  if (tokenHash !== undefined && !tokens.some(({ hash }) => hash === tokenHash)) {
    const token: TokenSettings = {
      id: `token-${randomId()}`,
      name: freeTokenName(tokens),
      hash: tokenHash,
      scopes: [...scopes],
      createdAt: at,
      expiresAt: null,
      primary: !tokens.some(({ primary }) => primary),
      value: null,
    }
    change.tokens = [...tokens, token]
    add('API token', token.name)
  }
  return { change, changes, warnings }
}

const tokenName = 'from the original'

function freeTokenName(tokens: readonly TokenSettings[]): string {
  let name = tokenName
  for (let count = 2; tokens.some((each) => each.name === name); count++) name = `${tokenName} (${count})`
  return name
}
