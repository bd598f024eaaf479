/** Grows with every change that an older server could not read. */
export const documentVersion = 2

type Content = Readonly<Record<string, unknown>>

/** From the version of the index plus one to the next. They work on what lay on the disk, secrets still sealed. */
const migrations: readonly ((content: Content) => Content)[] = [
  // 1 knew connections only.
  (content) => ({
    ...content,
    system: {},
    owner: null,
    tokens: [],
    registrationTokens: [],
    guestMetadata: {},
    alerts: null,
    email: null,
    webhooks: [],
    file: null,
  }),
]

/** The content in its newest form. `version` is one that this server can read. */
export function migrated(content: Content, version: number): Content {
  return migrations.slice(version - 1).reduce((older, migrate) => migrate(older), content)
}
