import { spawnSync } from 'node:child_process'
import type { Verb } from '@pulse/proxmox/schema'
import { describe, expect, it } from 'vitest'
import type { Connection } from './connection.ts'
import { equivalentLines, shellQuoted } from './equivalent.ts'
import { requireMethod } from './find-method.ts'

/** What a POSIX shell understands. */
const understood = (script: string, env: Record<string, string> = {}): string =>
  spawnSync('sh', ['-c', script], { encoding: 'utf8', env }).stdout

describe('text for a shell', () => {
  it.each([
    'plain',
    '',
    'two words',
    "it's",
    '$HOME `id` $(id) \\ "x" !! * ? ~ # ; & | < > ( ) { } [ ]',
    "'''",
    'a\nb\n',
    '-n',
    'größe=東京',
    '=cmd',
  ])('%j arrives as it was', (text) => {
    expect(understood(`printf '%s' ${shellQuoted(text)}`)).toBe(text)
  })
})

const token: Connection = {
  product: 'pve',
  url: 'https://pve1:8006',
  trust: { kind: 'system' },
  login: { kind: 'token', tokenId: "o'hara@pve!pulse", secret: 'hunter22' },
}
const ticket: Connection = {
  ...token,
  login: { kind: 'ticket', username: 'root@pam', ticket: 'hunter22', csrfToken: 'x' },
}

/** Words of the commands, taken apart by a shell in which both programs only print. */
function wordsOf(connection: Connection, verb: Verb, path: string, more: Record<string, unknown> = {}): string[][] {
  const { method, pathParameters } = requireMethod(connection.product, verb, path)
  const parameters = { ...more, ...pathParameters }
  const script = equivalentLines({ connection, method, parameters, caFile: undefined, file: undefined }).join('\n')
  expect(script).not.toContain('hunter22')
  const shown = understood(
    `curl() { cat | tr '\\n' '\\037'; printf '%s\\037' curl "$@"; printf '\\036'; }; pvesh() { printf '%s\\037' pvesh "$@"; printf '\\036'; }\n${script}`,
    { PVE_TOKEN_SECRET: 'S', PVE_TICKET: 'T', PVE_CSRF: 'C', PASSWORD: 'P' },
  )
  return shown
    .split('\u001E')
    .filter(Boolean)
    .map((words) => words.split('\u001F').slice(0, -1))
}

const head = ['curl', '--fail-with-body', '--silent', '--show-error', '--header', '@-']
/** Printed into curl, not among its words. */
const authorization = "Authorization: PVEAPIToken=o'hara@pve!pulse=S"

describe('the same call by other means', () => {
  it('reads with a query', () => {
    expect(wordsOf(token, 'GET', '/cluster/resources', { type: 'vm' })).toEqual([
      [authorization, ...head, '--get', '--data-urlencode', 'type=vm', 'https://pve1:8006/api2/json/cluster/resources'],
      ['pvesh', 'get', '/cluster/resources', '--type', 'vm'],
    ])
  })

  it('writes with a form, lists as repeated names, objects as property strings', () => {
    const given = { userid: 'a@pve', groups: ['x', 'y'], password: 'hunter22', note: { a: 1, b: 'c' } }
    expect(wordsOf(ticket, 'POST', '/access/users', given)).toEqual([
      [
        'Cookie: PVEAuthCookie=T',
        'CSRFPreventionToken: C',
        ...head,
        '--request',
        'POST',
        ...['userid=a@pve', 'groups=x', 'groups=y', 'password=P', 'note=a=1,b=c'].flatMap((one) => [
          '--data-urlencode',
          one,
        ]),
        'https://pve1:8006/api2/json/access/users',
      ],
      [
        'pvesh',
        'create',
        '/access/users',
        '--userid',
        'a@pve',
        '--groups',
        'x',
        '--groups',
        'y',
        '--password',
        'P',
        '--note',
        'a=1,b=c',
      ],
    ])
  })

  it('sends a body of no length, and names with slashes in the path', () => {
    expect(wordsOf(token, 'POST', '/nodes/pve1/qemu/100/status/start')[0]?.slice(-5)).toEqual([
      '--request',
      'POST',
      '--data',
      '',
      'https://pve1:8006/api2/json/nodes/pve1/qemu/100/status/start',
    ])
    const volume = '/nodes/pve1/storage/local/content/local:iso/a b.iso'
    const [curl, pvesh] = wordsOf(token, 'DELETE', volume)
    expect(curl?.at(-1)).toBe('https://pve1:8006/api2/json/nodes/pve1/storage/local/content/local%3Aiso%2Fa%20b.iso')
    expect(pvesh).toEqual(['pvesh', 'delete', volume])
  })

  it('trusts what the command trusts', () => {
    const { method } = requireMethod('pve', 'GET', '/version')
    const curl = (trust: Connection['trust'], caFile?: string): string =>
      equivalentLines({ connection: { ...token, trust }, method, parameters: {}, caFile, file: undefined }).join('\n')
    expect(curl({ kind: 'insecure' })).toContain(' --insecure ')
    expect(curl({ kind: 'ca', pem: '' }, "my ca's.pem")).toContain(String.raw` --cacert 'my ca'\''s.pem' `)
    const pinned = curl({ kind: 'fingerprint', sha256: ['AB:CD', 'EF:01'] })
    expect(pinned).toContain('\n#   AB:CD\n#   EF:01\n')
    expect(pinned).toContain(' --cacert "$PVE_CA_FILE" ')
    expect(pinned).not.toContain('--insecure')
  })
})
