import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fullDocument } from '../../test/full-document.ts'
import { Secret } from '../platform/platform.ts'
import { readDocument, writeDocument } from './document.ts'
import { keyVault } from './io/key-vault.ts'
import type { SettingsDocument } from './sections.ts'
import { openedContent, type StoredContent, storedContent } from './stored-content.ts'

const vault = keyVault('AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=')
if (!vault) throw new Error('the key is good')

/** As `Secret` shows nothing, not even to `toEqual`. */
function revealed(value: unknown): unknown {
  if (value instanceof Secret) return { secret: value.reveal() as unknown }
  if (Array.isArray(value)) return value.map(revealed)
  if (typeof value !== 'object' || value === null) return value
  // A map takes any name, also `__proto__`.
  return new Map(Object.entries(value).map(([name, each]) => [name, revealed(each)]))
}

const stored = (): StoredContent => JSON.parse(JSON.stringify(storedContent(fullDocument, vault))) as StoredContent

describe('stored content', () => {
  it('holds no secret that can be read', () => {
    const text = JSON.stringify(stored())
    // The bcrypt hash is no secret that could be used; it is what a login is compared with.
    expect(text.match(/fake-[a-z-]*/g)).toEqual(['fake-hash'])
  })

  it('opens to what it was made of', () => {
    expect(revealed(openedContent(stored(), 7, vault))).toEqual(revealed(fullDocument))
  })

  // Each place: where a sealed text is taken from, and where else it is put.
  it.each<[string, (content: StoredContent) => void]>([
    [
      'from one connection to another',
      ({ connections: [a, b] }) => {
        if (a && b) a.credentials.secret = b.credentials.secret
      },
    ],
    [
      'from the mail server to a connection',
      ({ connections: [a], email }) => {
        if (a && email) a.credentials.secret = email.password
      },
    ],
    [
      'from a connection to the mail server',
      ({ connections: [a], email }) => {
        if (a && email) email.password = a.credentials.secret
      },
    ],
    [
      'from the address of a webhook to its headers',
      ({ webhooks: [hook] }) => {
        if (hook) hook.headers = hook.url
      },
    ],
    [
      'from a webhook to another',
      ({ webhooks: [hook] }) => {
        if (hook) hook.id = 'hook-2'
      },
    ],
    [
      'from an API token to another',
      ({ tokens: [first, second] }) => {
        if (first && second) second.value = first.value
      },
    ],
  ])('does not open a secret that was moved %s', (_, move) => {
    const content = stored()
    move(content)
    expect(openedContent(content, 7, vault)).toBeUndefined()
  })

  it('comes back whole, whatever texts are in it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 })
    const headers = fc.dictionary(text, text, { maxKeys: 3 })
    const documents = fc
      .record({ secret: text, name: text, url: text, headers, password: text, note: text, at: fc.nat() })
      .map(
        ({ secret, name, url, headers: sent, password, note, at }): SettingsDocument => ({
          ...fullDocument,
          generation: at,
          connections: fullDocument.connections.map((each) => ({
            ...each,
            name,
            credentials: { kind: 'password', username: name, password: new Secret(secret) },
          })),
          webhooks: fullDocument.webhooks.map((each) => ({ ...each, url: new Secret(url), headers: new Secret(sent) })),
          email: fullDocument.email && { ...fullDocument.email, password: new Secret(password) },
          guestMetadata: Object.fromEntries([
            [note, { id: note, customUrl: '', description: note, tags: [note] }],
            ['__proto__', { id: '__proto__', customUrl: '', description: note, tags: null }],
          ]),
        }),
      )
    fc.assert(
      fc.property(documents, (document) => {
        const result = readDocument(writeDocument(document, vault), vault)
        expect(result.kind).toBe('document')
        if (result.kind === 'document') expect(revealed(result.document)).toEqual(revealed(document))
      }),
      { numRuns: 300 },
    )
  })
})
