import { WebhookSettingsShape } from '@pulse/contract'
import Type from 'typebox'
import { AppError, Secret } from '../../platform/platform.ts'
import { shapeReader } from '../read-shape.ts'
import type { SettingsDocument } from '../sections.ts'
import { Flag, ListOf, Text } from './original-shapes.ts'

type Email = NonNullable<SettingsDocument['email']>

const readEmailFields = shapeReader(
  Type.Object({
    enabled: Flag,
    provider: Text,
    server: Text,
    port: Type.Optional(Type.Integer()),
    username: Text,
    password: Text,
    from: Text,
    to: ListOf(Type.String()),
    tls: Flag,
    startTLS: Flag,
  }),
)

/**
 * Null where nobody had set up a mail server: the original kept an empty one then.
 *
 * @throws {ShapeProblem}
 */
export function readEmail(value: unknown): Email | null {
  const { password = '', to, port = 0, ...given } = readEmailFields(value, { anyCase: true })
  const { server = '', from = '', username = '', provider = '', enabled = false, tls = false, startTLS = false } = given
  if (server === '' && from === '' && username === '') return null
  return {
    enabled,
    provider,
    server,
    port: port >= 1 && port <= 65_535 ? port : 587,
    username,
    password: new Secret(password),
    from,
    to: to ?? [],
    tls,
    startTLS,
  }
}

const { id, url, ...webhookFields } = WebhookSettingsShape.properties
const readWebhookList = shapeReader(
  Type.Array(Type.Object({ id, url, ...Type.Partial(Type.Object(webhookFields)).properties })),
)

/**
 * @throws {ShapeProblem}
 * @throws {AppError} `request.invalid`: an id occurs twice
 */
export function readWebhooks(value: unknown): SettingsDocument['webhooks'] {
  const hooks = readWebhookList(value, { anyCase: true })
  if (new Set(hooks.map((hook) => hook.id)).size < hooks.length)
    throw new AppError('request.invalid', 'two webhooks have the same id')
  return hooks.map((hook) => ({
    id: hook.id,
    name: hook.name ?? '',
    url: new Secret(hook.url),
    method: hook.method || 'POST',
    headers: new Secret(hook.headers ?? {}),
    enabled: hook.enabled ?? false,
    service: hook.service || 'generic',
    template: hook.template ?? '',
  }))
}
