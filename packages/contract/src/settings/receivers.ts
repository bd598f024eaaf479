import Type, { type Static } from 'typebox'

const Line = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\x00-\\x1f\\x7f]*$' })

/** Mail server and addresses, names as documented. */
export const EmailSettingsShape = Type.Object({
  enabled: Type.Boolean(),
  provider: Line(100),
  server: Line(300),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  username: Line(300),
  password: Type.String({ maxLength: 1000 }),
  from: Line(300),
  to: Type.Array(Line(300), { maxItems: 100 }),
  tls: Type.Boolean(),
  startTLS: Type.Boolean(),
})
export type EmailSettings = Static<typeof EmailSettingsShape>

/** A webhook as documented. Address, headers and template may hold secrets. */
export const WebhookSettingsShape = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\w.-]+$' }),
  name: Line(200),
  url: Type.String({ maxLength: 4000, pattern: '^https?://' }),
  method: Line(10),
  headers: Type.Record(Type.String(), Type.String()),
  enabled: Type.Boolean(),
  service: Line(50),
  template: Type.String({ maxLength: 100_000 }),
})
export type WebhookSettings = Static<typeof WebhookSettingsShape>
