import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { Secret, silentLog, systemClock } from '../../src/platform/platform.ts'
import { openSettings, type SettingsDocument } from '../../src/settings/settings.ts'
import { fullDocument } from '../full-document.ts'

/** To be run on its own, with the data directory. */
export const saverFile = import.meta.filename

if (import.meta.main) await saveForEver(process.argv[2] ?? '')

/** Saves one generation after the other until it is killed. Says `open`, then the number of each that is reported saved. */
async function saveForEver(directory: string): Promise<void> {
  const settings = await openSettings({ directory, clock: systemClock, log: silentLog })
  // It never ends by itself, when this would be done.
  flushCompileCache()
  // At once: what is said counts as promised.
  writeSync(1, 'open\n')
  for (;;) {
    const saved = await settings.update(({ generation }) => ({
      change: sectionsOf(generation + 1),
      result: generation + 1,
    }))
    writeSync(1, `${saved}\n`)
  }
}

/** Every section names the generation it belongs to. */
export function sectionsOf(generation: number): Omit<SettingsDocument, 'generation'> {
  const name = `of ${generation}`
  const secret = new Secret(name)
  const { connections, owner, tokens, guestMetadata, email, webhooks, registrationTokens, file } = fullDocument
  return {
    connections: connections.map((each) => ({
      ...each,
      name,
      credentials: { kind: 'password', username: name, password: secret },
    })),
    system: { publicUrl: name },
    owner: owner && { ...owner, username: name },
    tokens: tokens.map((each) => ({ ...each, name, value: secret })),
    registrationTokens: registrationTokens.map((each) => ({ ...each, description: name })),
    guestMetadata: Object.fromEntries(
      Object.entries(guestMetadata).map(([id, notes]) => [id, { ...notes, description: name }]),
    ),
    alerts: { minimumDelta: generation },
    email: email && { ...email, from: name, password: secret },
    webhooks: webhooks.map((each) => ({ ...each, name, url: secret })),
    file: file && { ...file, name },
  }
}

/** The generations that a document speaks of: one, unless it is mixed. */
export function generationsIn(document: SettingsDocument): Set<number> {
  const { connections, system, owner, tokens, registrationTokens, guestMetadata, alerts, email, webhooks, file } =
    document
  const names = [
    ...connections.flatMap(({ name, credentials }) => [
      name,
      credentials.kind === 'password' ? credentials.password.reveal() : '',
    ]),
    system.publicUrl,
    owner?.username,
    ...tokens.flatMap(({ name, value }) => [name, value?.reveal()]),
    ...registrationTokens.map(({ description }) => description),
    ...Object.values(guestMetadata).map(({ description }) => description),
    email?.from,
    email?.password.reveal(),
    ...webhooks.flatMap(({ name, url }) => [name, url.reveal()]),
    file?.name,
    `of ${alerts?.minimumDelta}`,
    `of ${document.generation}`,
  ]
  return new Set(names.map((name) => Number(name?.slice('of '.length))))
}
