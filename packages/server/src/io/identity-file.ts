import { readFile } from 'node:fs/promises'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import type { GuestIdentity } from '../inventory/inventory.ts'
import { type Clock, type Log, replaceFile } from '../platform/platform.ts'

const Text = Type.Union([Type.String(), Type.Null()])

const fileOf = Compile(
  Type.Object({
    format: Type.Literal('pulse-identities'),
    version: Type.Literal(1),
    identities: Type.Array(
      Type.Object({
        connectionId: Type.String(),
        vmid: Type.Integer(),
        incarnation: Type.Integer({ minimum: 1 }),
        kind: Type.Union([Type.Literal('qemu'), Type.Literal('lxc')]),
        name: Text,
        creation: Text,
      }),
    ),
  }),
)

/** News of identities is rare, and losing a minute of it costs little. */
const saveEveryMs = 60_000

export interface IdentityFile {
  /** As they were when the server ended. */
  readonly known: readonly GuestIdentity[]
  /** Saves from now on what `current` gives, whenever it changed. */
  follow(current: () => readonly GuestIdentity[]): void
  /** Saves a last time. */
  close(): Promise<void>
}

/**
 * Which guest each vmid stood for, over a restart: without it a guest that took over the vmid of another one would take
 * over its id, too. A file that cannot be read is forgotten with a warning; one that cannot be written is tried again.
 */
export async function openIdentityFile(path: string, clock: Clock, log: Log): Promise<IdentityFile> {
  const known = await read(path, log)
  let saved: readonly GuestIdentity[] = known
  let current = (): readonly GuestIdentity[] => saved
  let cancel = (): void => {}
  let saving = Promise.resolve()

  const save = async (): Promise<void> => {
    const identities = current()
    if (isSame(identities, saved)) return
    try {
      await write(path, identities)
      saved = identities
    } catch (error) {
      log.warn({ error }, 'the identities of guests could not be saved')
    }
  }
  const tick = (): void => {
    saving = save()
    cancel = clock.after(saveEveryMs, tick)
  }

  return {
    known,
    follow(source) {
      current = source
      cancel = clock.after(saveEveryMs, tick)
    },
    async close() {
      cancel()
      await saving
      await save()
    },
  }
}

/** Identities are replaced when they change, never changed. */
const isSame = (one: readonly GuestIdentity[], other: readonly GuestIdentity[]): boolean =>
  one.length === other.length && one.every((identity, at) => identity === other[at])

async function read(path: string, log: Log): Promise<readonly GuestIdentity[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log.warn({ error }, 'the identities of guests are unknown')
    return []
  }
  try {
    const file: unknown = JSON.parse(text)
    if (fileOf.Check(file)) return file.identities
  } catch {
    // Said below.
  }
  log.warn({ file: path }, 'the identities of guests are damaged and forgotten')
  return []
}

const write = (path: string, identities: readonly GuestIdentity[]): Promise<void> =>
  replaceFile(path, `${JSON.stringify({ format: 'pulse-identities', version: 1, identities })}\n`)
