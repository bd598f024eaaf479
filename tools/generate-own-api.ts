import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Access } from '@pulse/contract'
import {
  callGroups,
  type DocumentedCall,
  documentedCalls,
  documentFiles,
  generalLimitWords,
  limitWords,
  type PromisedCall,
  promisedCalls,
} from '@pulse/contract/documents'

interface Generated {
  path: string
  text: string
}

/** What describes our own interface in `docs/api`: OpenAPI, Postman, and a list of all calls for readers. */
export function ownApi(root: string): Generated[] {
  const { version } = JSON.parse(readFileSync(join(root, 'packages/server/package.json'), 'utf8')) as {
    version: string
  }
  const documents = documentFiles(version).map(({ name, text }) => ({ path: `docs/api/${name}`, text }))
  return [...documents, { path: 'docs/api/calls.md', text: listOfCalls() }]
}

const who: Readonly<Record<Access, string>> = {
  open: 'everybody',
  read: '`read`',
  write: '`write`',
  notify: '`notify`',
  register: '`register`',
  owner: 'owner',
  invited: '`register`, or who is invited',
}

function listOfCalls(): string {
  const later = promisedCalls.filter((promised) => promised.later !== undefined)
  return [
    '# Calls',
    '',
    'Every call of the HTTP interface; [api.md](../api.md) is the guide. A word in `code` is the scope that an API token needs; *owner* is a login,',
    'or a token with every scope; *who is invited* brings a registration token or a setup code. The last column names the published',
    `documents that promise the call. All calls together are limited to ${generalLimitWords} from one address, some beside that as said here.`,
    '',
    ...callGroups.flatMap(({ name, description }) => [
      `## ${name}`,
      '',
      description,
      '',
      '| call | who | at most | what | promised by |',
      '|---|---|---|---|---|',
      ...documentedCalls.filter(({ group }) => group === name).map(rowOf),
      '',
    ]),
    '## WebSocket',
    '',
    '| call | who | at most | what | promised by |',
    '|---|---|---|---|---|',
    `| \`GET /ws\` | ${who.read} | 30 a minute | Listen to the picture as it changes | ${promisesOf('GET /ws')} |`,
    '',
    '## Promised, and still to come',
    '',
    'The published documents have these calls, too. They answer 404 until the part of Pulse is there that they belong to.',
    '',
    '| call | comes with | promised by |',
    '|---|---|---|',
    ...later.map(({ call, later: part }) => `| \`${call}\` | ${part} | ${promisesOf(call)} |`),
    '',
  ].join('\n')
}

function rowOf({ key, verb, path, endpoint }: DocumentedCall): string {
  const { access, limit, summary } = endpoint
  return `| \`${verb} ${path}\` | ${who[access]} | ${limit ? limitWords[limit] : ''} | ${summary} | ${promisesOf(key)} |`
}

function promisesOf(call: string): string {
  const promised: PromisedCall | undefined = promisedCalls.find((one) => one.call === call)
  return promised?.documents.join(', ') ?? ''
}
