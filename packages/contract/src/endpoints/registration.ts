import Type, { type Static } from 'typebox'
import type { Endpoint, EndpointKey } from './endpoint.ts'

const ProductShape = Type.Union([Type.Literal('pve'), Type.Literal('pbs')])
const Text = Type.Optional(Type.String({ maxLength: 500 }))

/** Both documents' spellings are understood. */
export const AutoRegisterInputShape = Type.Object({
  type: Type.Optional(Type.String({ maxLength: 20 })),
  host: Text,
  serverName: Text,
  name: Text,
  username: Text,
  /** `user@realm!name`, or the bare name with `username` beside it. */
  tokenId: Text,
  tokenValue: Type.Optional(Type.String({ maxLength: 1000 })),
  /** One-time code that a setup command carries. */
  setupCode: Text,
  authToken: Text,
  fingerprint: Type.Optional(
    Type.String({
      description: "SHA-256 of the host's certificate, as the script reads it on the host itself.",
      maxLength: 10_000,
    }),
  ),
  requestToken: Type.Optional(
    Type.Boolean({ description: 'The variant in which the server makes the token; needs `username` and `password`.' }),
  ),
  password: Type.Optional(Type.String({ maxLength: 1000 })),
})
export type AutoRegisterInput = Static<typeof AutoRegisterInputShape>

export const SetupScriptInputShape = Type.Object({
  type: Type.Optional(Type.String({ maxLength: 20 })),
  host: Text,
  pulseUrl: Text,
  backupPerms: Type.Optional(Type.Boolean()),
})
export type SetupScriptInput = Static<typeof SetupScriptInputShape>

const RegistrationTokenShape = Type.Object({
  token: Type.String({ description: 'Whole in the answer that made it; shortened in lists, where `id` names it.' }),
  id: Type.String(),
  expires: Type.String({ description: 'RFC 3339.', format: 'date-time' }),
  maxUses: Type.Integer({ description: '0 is unlimited.' }),
  usedCount: Type.Integer(),
  description: Type.Optional(Type.String()),
  allowedTypes: Type.Array(ProductShape),
})
export type RegistrationTokenListing = Static<typeof RegistrationTokenShape>

const registrationTokenExample: RegistrationTokenListing = {
  token: 'PULSE-REG-xxxxxxxxxxxx',
  id: 'r4k8wzpm',
  expires: '2026-01-01T12:30:00Z',
  maxUses: 5,
  usedCount: 0,
  description: 'Production cluster setup',
  allowedTypes: ['pve', 'pbs'],
}

export const registrationEndpoints = {
  'POST /api/setup-script': {
    summary: 'A script that creates the API token on a Proxmox host and registers it here',
    access: 'register',
    body: SetupScriptInputShape,
    output: Type.String(),
    produces: 'text/plain; charset=utf-8',
    errors: ['setup-script.unknown-address'],
    example: { body: { type: 'pve', host: 'https://192.0.2.10:8006' }, output: '#!/bin/sh\n…\n' },
  },
  'GET /api/setup-script': {
    summary: 'The same script, for `curl … | sh`',
    access: 'invited',
    query: Type.Object({
      type: Type.Optional(Type.String({ maxLength: 20 })),
      host: Text,
      pulse_url: Text,
      backup_perms: Type.Optional(Type.String({ maxLength: 10 })),
      /** The setup code; the header `X-Setup-Code` is the better place. */
      auth_token: Text,
      token: Text,
    }),
    output: Type.String(),
    produces: 'text/plain; charset=utf-8',
    errors: ['setup-code.wrong', 'setup-script.unknown-address'],
    example: {
      query: { type: 'pve', host: 'https://192.0.2.10:8006', pulse_url: 'http://192.0.2.5:7655' },
      output: '#!/bin/sh\n…\n',
    },
  },
  'POST /api/setup-script-url': {
    summary: 'The command that fetches and runs the script, with a one-time code',
    access: 'register',
    body: SetupScriptInputShape,
    output: Type.Object({
      url: Type.String(),
      command: Type.String(),
      expires: Type.Integer({ description: 'Seconds since epoch.' }),
      setupCode: Type.String(),
    }),
    errors: ['setup-script.unknown-address'],
    example: {
      body: { type: 'pve', host: 'https://192.0.2.10:8006', pulseUrl: 'http://192.0.2.5:7655' },
      output: {
        url: 'http://192.0.2.5:7655/api/setup-script?type=pve&host=https%3A%2F%2F192.0.2.10%3A8006&pulse_url=http%3A%2F%2F192.0.2.5%3A7655',
        command:
          "curl -sSfL -H 'X-Setup-Code: your-setup-code' 'http://192.0.2.5:7655/api/setup-script?type=pve&host=https%3A%2F%2F192.0.2.10%3A8006&pulse_url=http%3A%2F%2F192.0.2.5%3A7655' | sh",
        expires: 1_767_269_400,
        setupCode: 'your-setup-code',
      },
    },
  },
  'POST /api/auto-register': {
    summary: 'Register a Proxmox host; used by the setup script',
    description: 'A host that is known already gets the new token; nothing is added twice.',
    access: 'invited',
    limit: 'register',
    body: AutoRegisterInputShape,
    output: Type.Object({
      status: Type.Literal('success'),
      message: Type.String(),
      nodeId: Type.String(),
      id: Type.String({ description: 'Id of the connection.' }),
      action: Type.Union([Type.Literal('added'), Type.Literal('updated'), Type.Literal('create_token')]),
      tokenId: Type.Optional(Type.String({ description: 'Of a token that was made with the login; told this once.' })),
      tokenValue: Type.Optional(Type.String()),
      warning: Type.Optional(Type.String({ description: 'The host is stored, but has not answered yet.' })),
    }),
    errors: [
      'registration.refused',
      'setup-code.wrong',
      'connection.duplicate',
      'connection.unreachable',
      'settings.managed',
      'settings.not-saved',
      'settings.disk-full',
    ],
    example: {
      body: {
        type: 'pve',
        host: 'https://node.example.org:8006',
        name: 'Node Name',
        username: 'monitor@pam',
        tokenId: 'token-id',
        tokenValue: 'token-secret',
      },
      output: {
        status: 'success',
        message: 'Node https://node.example.org:8006 auto-registered successfully',
        nodeId: 'https://node.example.org:8006',
        id: 'pve-k3v9qmx2',
        action: 'added',
      },
    },
  },
  'POST /api/tokens/generate': {
    summary: 'Make a registration token',
    access: 'owner',
    body: Type.Object({
      validityMinutes: Type.Optional(Type.Number({ description: '15 where absent, at most 1440.' })),
      maxUses: Type.Optional(Type.Number({ description: '0 or absent is unlimited; at most 100.' })),
      allowedTypes: Type.Optional(Type.Union([Type.Array(ProductShape, { maxItems: 10 }), Type.Null()])),
      description: Type.Optional(Type.String({ maxLength: 500 })),
    }),
    output: RegistrationTokenShape,
    errors: ['settings.not-saved', 'settings.disk-full'],
    example: {
      body: {
        validityMinutes: 30,
        maxUses: 5,
        allowedTypes: ['pve', 'pbs'],
        description: 'Production cluster setup',
      },
      output: registrationTokenExample,
    },
  },
  'GET /api/tokens/list': {
    summary: 'List the registration tokens that are valid',
    access: 'owner',
    output: Type.Array(RegistrationTokenShape),
    errors: [],
    example: { output: [{ ...registrationTokenExample, token: 'PULSE-REG-************xxxx', usedCount: 2 }] },
  },
  'DELETE /api/tokens/revoke': {
    summary: 'Revoke a registration token',
    access: 'owner',
    query: Type.Object({
      token: Type.Optional(Type.String({ description: 'The token, or its id in the list.', maxLength: 100 })),
    }),
    output: Type.Object({ success: Type.Literal(true) }),
    errors: ['registration-token.missing', 'settings.not-saved', 'settings.disk-full'],
    example: { query: { token: 'PULSE-REG-xxxxxxxxxxxx' }, output: { success: true } },
  },
} as const satisfies Record<EndpointKey, Endpoint>
