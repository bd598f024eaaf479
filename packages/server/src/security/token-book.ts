import { type ApiTokenListing, type Scope, scopes } from '@pulse/contract'
import { AppError, type Clock, randomId, Secret } from '../platform/platform.ts'
import type { EnvironmentToken } from './environment-credentials.ts'
import { randomBase64Url, randomHex, sha3 } from './io/digests.ts'
import type { CredentialStore, StoredToken } from './security.ts'

export interface KnownToken {
  id: string
  name: string
  scopes: ReadonlySet<Scope>
}

export interface TokenBook {
  /** The token with this value, if it may be used now. Notes the use. */
  use(value: string): KnownToken | undefined
  /** May the token with this id be used now? */
  has(id: string): boolean
  list(): readonly ApiTokenListing[]
  /** Tells of those that ended by themselves since the last time. */
  endExpired(): void
  create(input: NewToken): Promise<{ token: string; entry: ApiTokenListing }>
  revoke(id: string): Promise<void>
  hasPrimary(): boolean
  revealPrimary(): string | undefined
  generatePrimary(): Promise<string>
  deletePrimary(): Promise<void>
  /** When each was used last, by id. */
  uses(): Readonly<Record<string, number>>
}

export interface NewToken {
  name: string
  scopes: readonly Scope[]
  expiresInDays?: number
}

const environmentId = 'environment'
const environmentName = 'API_TOKEN'
const primaryName = 'Primary'
/** Longer than any that was made here or that somebody typed. */
const mostLength = 500
const mostTokens = 200
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

export interface TokenBookOptions {
  clock: Clock
  store: CredentialStore
  environment: EnvironmentToken | undefined
  uses: Readonly<Record<string, number>>
  /** It opens nothing from now on. */
  ended: (id: string) => void
  /** Something is to be saved at leisure. */
  touched: () => void
}

export function createTokenBook(options: TokenBookOptions): TokenBook {
  const { clock, store, environment, uses, ended, touched } = options
  const usedAt = new Map(Object.entries(uses))
  const byHash = hashIndex()
  const isLive = ({ expiresAt }: StoredToken): boolean => expiresAt === null || expiresAt > clock.now()
  const liveIds = (): ReadonlySet<string> =>
    new Set(
      store
        .tokens()
        .filter(isLive)
        .map(({ id }) => id),
    )
  let live = liveIds()
  /** Whatever ended them: time, a call, or an import. */
  const tellEnded = (): void => {
    const before = live
    live = liveIds()
    for (const id of before.difference(live)) ended(id)
  }
  const saveTokens: CredentialStore['saveTokens'] = async (change) => {
    await store.saveTokens(change)
    tellEnded()
  }
  const primaryOf = (tokens: readonly StoredToken[]): StoredToken | undefined => tokens.find(({ primary }) => primary)

  const noteUse = (id: string): void => {
    const minute = Math.floor(clock.now() / minuteMs) * minuteMs
    if (usedAt.get(id) === minute) return
    usedAt.set(id, minute)
    touched()
  }
  const lastUsedAt = (id: string): string | null => timeOf(usedAt.get(id) ?? null)

  const listing = ({ id, name, scopes: granted, createdAt, expiresAt, primary }: StoredToken): ApiTokenListing => ({
    id,
    name,
    scopes: [...granted],
    createdAt: timeOf(createdAt),
    lastUsedAt: lastUsedAt(id),
    expiresAt: timeOf(expiresAt),
    source: 'settings',
    primary,
  })
  const fromEnvironment = (): ApiTokenListing => ({
    id: environmentId,
    name: environmentName,
    scopes: [...scopes],
    createdAt: null,
    lastUsedAt: lastUsedAt(environmentId),
    expiresAt: null,
    source: 'environment',
    primary: true,
  })
  const revoke = async (id: string): Promise<void> => {
    if (environment && id === environmentId) throw ofEnvironment()
    await saveTokens((tokens) => {
      if (!tokens.some((token) => token.id === id)) throw new AppError('token.missing', 'No such API token')
      return tokens.filter((token) => token.id !== id)
    })
    usedAt.delete(id)
  }

  return {
    use(value) {
      if (value.length > mostLength) return undefined
      const hash = sha3(value)
      if (environment && hash === environment.hash) {
        noteUse(environmentId)
        return { id: environmentId, name: environmentName, scopes: new Set(scopes) }
      }
      const token = byHash(store.tokens()).get(hash)
      if (!token || !isLive(token)) return undefined
      noteUse(token.id)
      return { id: token.id, name: token.name, scopes: new Set(token.scopes) }
    },
    has: (id) => (environment !== undefined && id === environmentId) || liveIds().has(id),
    list: () => [...(environment ? [fromEnvironment()] : []), ...store.tokens().map(listing)],
    endExpired: tellEnded,
    async create({ name: given, scopes: granted, expiresInDays }) {
      const name = readTokenName(given)
      const { id, value } = newToken(store.tokens())
      const createdAt = clock.now()
      const expiresAt = expiresInDays === undefined ? null : createdAt + expiresInDays * dayMs
      const scopesInOrder = scopes.filter((scope) => granted.includes(scope))
      const made = { id, name, hash: sha3(value), scopes: scopesInOrder, createdAt, expiresAt, primary: false }
      await saveTokens((tokens) => {
        refuseTwin(tokens, name, environment)
        if (tokens.length >= mostTokens)
          throw new AppError('request.invalid', `There are ${mostTokens} API tokens: revoke some first`)
        return [...tokens, { ...made, value: null }]
      })
      return { token: value, entry: listing({ ...made, value: null }) }
    },
    revoke,
    hasPrimary: () => environment !== undefined || primaryOf(store.tokens()) !== undefined,
    revealPrimary: () => primaryOf(store.tokens())?.value?.reveal() ?? environment?.value,
    async generatePrimary() {
      const value = randomHex(32)
      await saveTokens((tokens) => [
        ...tokens.filter(({ primary }) => !primary),
        primaryToken(value, clock.now(), new Secret(value)),
      ])
      return value
    },
    async deletePrimary() {
      const primary = primaryOf(store.tokens())
      if (primary) await revoke(primary.id)
      else if (environment) throw ofEnvironment()
    },
    uses() {
      const ids = new Set([environmentId, ...store.tokens().map(({ id }) => id)])
      return Object.fromEntries([...usedAt].filter(([id]) => ids.has(id)))
    },
  }
}

/** The token of the documented calls, with every scope. `value` where it may be revealed again. */
export function primaryToken(text: string, createdAt: number, value: Secret | null): StoredToken {
  const scopesOfAll = [...scopes]
  return {
    id: randomId(),
    name: primaryName,
    hash: sha3(text),
    scopes: scopesOfAll,
    createdAt,
    expiresAt: null,
    primary: true,
    value,
  }
}

function newToken(others: readonly StoredToken[]): { id: string; value: string } {
  const taken = new Set(others.map(({ id }) => id))
  let id = randomId()
  while (taken.has(id)) id = randomId()
  return { id, value: `pls_${id}_${randomBase64Url(32)}` }
}

/** Digests of values that nobody can choose: how long a look-up takes tells nothing of use. */
function hashIndex(): (tokens: readonly StoredToken[]) => ReadonlyMap<string, StoredToken> {
  let of: readonly StoredToken[] = []
  let index = new Map<string, StoredToken>()
  return (tokens) => {
    if (tokens !== of) {
      of = tokens
      index = new Map(tokens.map((token) => [token.hash, token]))
    }
    return index
  }
}

function readTokenName(text: string): string {
  const name = text.trim()
  const problem =
    name === ''
      ? 'Token name is required'
      : /[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)
        ? 'Token name must not contain control characters'
        : undefined
  if (problem !== undefined) throw new AppError('request.invalid', problem, { field: 'name' })
  return name
}

function refuseTwin(tokens: readonly StoredToken[], name: string, environment: EnvironmentToken | undefined): void {
  const taken = [...tokens.map((token) => token.name), primaryName, ...(environment ? [environmentName] : [])]
  if (!taken.some((other) => other.toLowerCase() === name.toLowerCase())) return
  throw new AppError('token.duplicate', `There is an API token named "${name}" already`, { field: 'name' })
}

const ofEnvironment = (): AppError =>
  new AppError('access.from-environment', 'This token is set by API_TOKEN: remove it there and restart')

const timeOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
