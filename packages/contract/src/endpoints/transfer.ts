import Type, { type Static } from 'typebox'
import { SuccessShape } from './connections.ts'
import type { Endpoint, EndpointKey } from './endpoint.ts'

const Exported = Type.Object({ status: Type.Literal('success'), /** Base64. */ data: Type.String() })

const transfer = { access: 'owner', limit: 'transfer', tokenInQuery: true } as const satisfies Partial<Endpoint>

/** Ready for people: what would be, or was, done to one connection, setting or the like. */
export const ConfigChangeShape = Type.Object({
  action: Type.Union([Type.Literal('add'), Type.Literal('change'), Type.Literal('remove'), Type.Literal('keep')]),
  kind: Type.String({ description: '`connection`, `setting`, `email`, `webhook`, `alerts`, `guest metadata` …' }),
  name: Type.String(),
  fields: Type.Array(
    Type.Object({
      field: Type.String(),
      from: Type.Union([Type.String(), Type.Null()]),
      to: Type.Union([Type.String(), Type.Null()]),
    }),
    { description: 'What changes in it, without secrets.' },
  ),
})
export type ConfigChange = Static<typeof ConfigChangeShape>

const PlanShape = Type.Object({ changes: Type.Array(ConfigChangeShape) })

/** The text of `pulse.yaml` with secrets in place: who sends it has read their files and variables. */
const FileInput = Type.Object({
  text: Type.String({ maxLength: 1_000_000 }),
  name: Type.Optional(
    Type.String({
      description: 'Name of the file, for people: it is shown where its values may not be changed.',
      maxLength: 500,
    }),
  ),
})

const changeExample: ConfigChange = {
  action: 'change',
  kind: 'setting',
  name: 'pollingInterval',
  fields: [{ field: 'value', from: '10', to: '15' }],
}

const fileExample = { text: 'version: 1\nsettings:\n  pollingInterval: 15\n', name: 'pulse.yaml' }

export const transferEndpoints = {
  'POST /api/config/export': {
    summary: 'Export the configuration, encrypted with a passphrase',
    description:
      'Connections with their credentials, alert settings, webhooks, e-mail, system settings and guest metadata; no password and no API token of this server.',
    ...transfer,
    body: Type.Object({
      passphrase: Type.String({ maxLength: 1024, whenMissing: 'Passphrase is required' }),
    }),
    output: Exported,
    errors: ['export.refused'],
    example: { body: { passphrase: 'your-passphrase' }, output: { status: 'success', data: 'UFVMU0U=' } },
  },
  'GET /api/export': {
    summary: 'Export the configuration, encrypted with the API token that asks',
    description:
      'As documented for scripts. Send the token in `X-API-Token` where you can: addresses end up in logs. Needs a token of at least 12 characters.',
    ...transfer,
    query: Type.Object({ token: Type.Optional(Type.String({ maxLength: 500 })) }),
    output: Exported,
    errors: ['export.refused'],
    example: { query: { token: 'your-secure-token' }, output: { status: 'success', data: 'UFVMU0U=' } },
  },
  'POST /api/config/import': {
    summary: 'Import a configuration that was exported here or by the original',
    description:
      'All of it is checked first; then all of it is taken over, or nothing. With `dryRun` it is only checked.',
    ...transfer,
    bodyLimitBytes: 8 * 1024 * 1024,
    body: Type.Object({
      data: Type.String({
        description: 'Base64, or the whole file that the original saved.',
        whenMissing: 'Import data is required',
      }),
      passphrase: Type.String({ maxLength: 1024, whenMissing: 'Passphrase is required' }),
      dryRun: Type.Optional(Type.Boolean()),
    }),
    output: Type.Object({
      status: Type.Literal('success'),
      message: Type.String(),
      changes: Type.Array(ConfigChangeShape),
      warnings: Type.Array(Type.String(), { description: 'What could not be taken over, and why.' }),
    }),
    errors: ['export.refused', 'settings.not-saved', 'settings.disk-full'],
    example: {
      body: { data: 'UFVMU0U=', passphrase: 'your-passphrase', dryRun: true },
      output: {
        status: 'success',
        message: 'Nothing was changed: this is what an import would do',
        changes: [changeExample],
        warnings: [],
      },
    },
  },
  'GET /api/config/file': {
    summary: 'Which values are owned by `pulse.yaml`',
    access: 'read',
    output: Type.Object({
      file: Type.Union([
        Type.Null(),
        Type.Object({ name: Type.String(), appliedAt: Type.String({ format: 'date-time' }) }),
      ]),
      connections: Type.Array(Type.String(), { description: 'Ids of connections.' }),
      settings: Type.Array(Type.String(), { description: 'Names of settings.' }),
      sections: Type.Array(Type.String(), { description: '`email`, `webhooks`, `alerts`.' }),
    }),
    errors: [],
    example: {
      output: {
        file: { name: 'pulse.yaml', appliedAt: '2026-01-01T08:00:00.000Z' },
        connections: ['k3v9qmx2'],
        settings: ['pollingInterval'],
        sections: [],
      },
    },
  },
  'GET /api/config/file/text': {
    summary: 'What is configured as the text of a `pulse.yaml`',
    description:
      'To begin with configuration as code: applied here, it changes nothing but who owns the values. Secrets are not in it: references to variables stand in their place, and the first lines name them.',
    access: 'owner',
    output: Type.Object({ text: Type.String() }),
    errors: [],
    example: { output: { text: 'version: 1\n\nsettings:\n  pollingInterval: 15\n' } },
  },
  'POST /api/config/file/plan': {
    summary: 'What applying a `pulse.yaml` would change',
    access: 'owner',
    body: FileInput,
    output: PlanShape,
    errors: ['config-file.invalid'],
    example: { body: fileExample, output: { changes: [changeExample] } },
  },
  'POST /api/config/file/apply': {
    summary: 'Apply a `pulse.yaml`: all of it, or nothing',
    access: 'owner',
    body: FileInput,
    output: PlanShape,
    errors: ['config-file.invalid', 'settings.not-saved', 'settings.disk-full'],
    example: { body: fileExample, output: { changes: [changeExample] } },
  },
  'DELETE /api/config/file': {
    summary: 'Let go of `pulse.yaml`: its values stay and may be changed here again',
    access: 'owner',
    output: SuccessShape,
    errors: ['settings.not-saved', 'settings.disk-full'],
    example: { output: { status: 'success' } },
  },
} as const satisfies Record<EndpointKey, Endpoint>
