import { type Clock, type Log, replaceFile } from '../platform/platform.ts'
import { type AccessState, emptyAccessState, readAccessState, writeAccessState } from './access-file.ts'
import { createDeviceBook, type DeviceBook } from './device-book.ts'
import { environmentOwner, environmentToken } from './environment-credentials.ts'
import type { Hasher } from './hasher.ts'
import { readPrivateFile } from './io/private-file.ts'
import type { OwnerCredential } from './password-check.ts'
import { createSaver } from './saver.ts'
import type { CredentialStore, EnvironmentCredentials } from './security.ts'
import { createSessionBook, type SessionBook } from './session-book.ts'
import { createTokenBook, type TokenBook } from './token-book.ts'

/** Who is known: owner, sessions, browsers and tokens. */
export interface AccessBooks {
  /** Of the environment, else of the settings. */
  owner(): OwnerCredential | undefined
  ownerIsFixed: boolean
  /** Nobody was ever named who may come in. */
  isNew(): boolean
  sessions: SessionBook
  devices: DeviceBook
  tokens: TokenBook
  /** At once; a disk that does not take it is a warning. */
  save(): Promise<void>
  /** Called with what ended. */
  onEnded(listener: (authority: string) => void): void
  /** Saves what could wait. */
  close(): Promise<void>
}

export interface AccessBooksOptions {
  store: CredentialStore
  directory: string
  clock: Clock
  log: Log
  environment: EnvironmentCredentials
  hasher: Hasher
}

/** How often ended sessions and tokens are looked for; saves that can wait are made then, too. */
const tickMs = 30_000

/** @throws {StartError} a credential of the environment cannot be used */
export async function openAccessBooks(options: AccessBooksOptions): Promise<AccessBooks> {
  const { store, directory, clock, log, environment, hasher } = options
  const path = `${directory}/sessions.json`
  const saved = await readState(path, log)
  const fixedOwner = await environmentOwner(environment.owner, saved.owner, hasher, log)
  const fixedToken = environmentToken(environment.apiToken, log)
  const owner = (): OwnerCredential | undefined => fixedOwner ?? store.owner() ?? undefined

  const listeners: ((authority: string) => void)[] = []
  const ended = (authority: string): void => {
    for (const listener of listeners) listener(authority)
  }
  let isTouched = false
  const touched = (): void => void (isTouched = true)
  const known = sessionsOf(saved, owner(), log)
  const sessions = createSessionBook({ clock, known, ended: ({ id }) => ended(`session ${id}`), touched })
  const devices = createDeviceBook(clock, saved.devices)
  const tokens = createTokenBook({
    clock,
    store,
    environment: fixedToken,
    uses: saved.tokenUse,
    touched,
    ended: (id) => ended(`token ${id}`),
  })
  const saver = createSaver(async () => {
    isTouched = false
    const state = stateOf(owner(), sessions, devices, tokens)
    await replaceFile(path, writeAccessState(state)).catch((error: unknown) => {
      isTouched = true
      log.warn({ error, file: path }, 'sessions could not be saved; a restart may end or bring back some')
    })
  })
  const tick = (): void => {
    tokens.endExpired()
    if (sessions.endExpired() > 0 || isTouched) void saver.save()
    cancelTick = clock.after(tickMs, tick)
  }
  let cancelTick = clock.after(tickMs, tick)

  return {
    owner,
    ownerIsFixed: fixedOwner !== undefined,
    isNew: () => owner() === undefined && fixedToken === undefined,
    sessions,
    devices,
    tokens,
    save: () => saver.save(),
    onEnded: (listener) => void listeners.push(listener),
    async close() {
      cancelTick()
      await (isTouched ? saver.save() : saver.settled())
    },
  }
}

function stateOf(
  owner: OwnerCredential | undefined,
  sessions: SessionBook,
  devices: DeviceBook,
  tokens: TokenBook,
): AccessState {
  return {
    owner: owner ? { username: owner.username, passwordHash: owner.passwordHash } : null,
    // In the order in which they were opened, as they are read.
    sessions: sessions.list().toReversed(),
    devices: devices.list(),
    tokenUse: tokens.uses(),
  }
}

/** A file that cannot be read ends all sessions, and nothing else. */
async function readState(path: string, log: Log): Promise<AccessState> {
  try {
    const text = await readPrivateFile(path)
    if (text === undefined) return emptyAccessState
    const state = readAccessState(text)
    if (state) return state
    log.warn({ file: path }, 'the file of sessions is damaged: all sessions have ended')
  } catch (error) {
    log.warn({ error, file: path }, 'the file of sessions cannot be read: all sessions have ended')
  }
  return emptyAccessState
}

/** Sessions belong to the password they were opened with, also where it was changed while the server did not run. */
function sessionsOf(saved: AccessState, owner: OwnerCredential | undefined, log: Log): AccessState['sessions'] {
  if (saved.sessions.length === 0) return []
  if (owner && saved.owner?.username === owner.username && saved.owner.passwordHash === owner.passwordHash)
    return saved.sessions
  log.info({ sessions: saved.sessions.length }, 'the password has changed: all sessions have ended')
  return []
}
