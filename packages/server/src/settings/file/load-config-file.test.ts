import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StartError } from '../../platform/platform.ts'
import { readConfigFile } from './config-file.ts'
import { loadConfigFile } from './io/load-config-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pulse-config-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const host = (secret: string): string =>
  `connections:\n  - name: lab\n    type: pve\n    host: pve1\n    token:\n      id: a@pve!pulse\n      secret: ${secret}\n    verifySSL: true\n`

describe('secrets of pulse.yaml', () => {
  it.each([
    ['as text', 'fake-secret'],
    ['in a file beside it', '{file: secret}'],
    ['in a file elsewhere', '{ "file": "DIR/secret" } # here'],
    ['in the environment', '{env: LAB_SECRET}'],
    ['over several lines', '\n        file: secret\n        # the same\n'],
  ])('may stand %s', async (_, reference) => {
    put('secret', 'fake-secret\n')
    const path = put('pulse.yaml', host(reference.replace('DIR', folder)))
    const [lab] = readConfigFile(await loadConfigFile(path, { LAB_SECRET: 'fake-secret' })).connections
    expect(lab?.credentials.kind === 'token' && lab.credentials.secret.reveal()).toBe('fake-secret')
    expect(lab?.verifySSL).toBe(true)
  })

  it('are put in place whatever letters they have', async () => {
    const secret = `"quotes' #comment: {x} [y] \\n & * ! | > % @ \u00e4 \t end`
    put('secret', `${secret}\r\n`)
    const path = put(
      'pulse.yaml',
      'connections:\n- {name: a, type: pve, host: a, user: a@pam, password: {file: secret}}\n- {name: b, type: pve, host: b, user: b@pam, password: {env: S}}\nreceivers: {email: {server: m, from: a@b, password: {env: S}}, webhooks: [{name: x, url: {env: U}, headers: {X-Key: {file: secret}}}]}\n',
    )
    const { connections, email, webhooks } = readConfigFile(
      await loadConfigFile(path, { S: secret, U: 'https://hooks.example.org/fake' }),
    )
    expect([
      ...connections.map(({ credentials }) => credentials.kind === 'password' && credentials.password.reveal()),
      email?.password.reveal(),
      webhooks?.[0]?.url.reveal(),
      webhooks?.[0]?.headers.reveal(),
    ]).toEqual([secret, secret, secret, 'https://hooks.example.org/fake', { 'X-Key': secret }])
  })

  it.each<[string, string, string]>([
    ['a missing variable', '{env: LAB_SECRET}', 'the variable LAB_SECRET is not set'],
    ['a missing file', '{file: nowhere}', 'the file DIR/nowhere cannot be read (ENOENT)'],
    ['an empty file', '{file: empty}', 'the file DIR/empty is empty'],
    ['a folder', '{file: .}', 'the file DIR cannot be read (EISDIR)'],
    ['a file without end', '{file: /dev/zero}', 'the file /dev/zero is larger than 65536 bytes'],
    ['another word', '{vault: x}', 'must be a text, {file: PATH} or {env: NAME}'],
    ['two words', '{file: x, env: y}', 'must be a text, {file: PATH} or {env: NAME}'],
    ['a number', '{file: 5}', 'must be a text, {file: PATH} or {env: NAME}'],
  ])('that cannot be read stop it: %s', async (_, reference, why) => {
    put('empty', '\n')
    const path = put('pulse.yaml', host(reference))
    await expect(loadConfigFile(path, { LAB_SECRET: '' })).rejects.toThrow(
      new StartError(`${path} line 7: connections[0].token.secret: ${why.replace('DIR', folder)}`),
    )
  })

  it('may stand elsewhere only where a secret is expected', async () => {
    const path = put('pulse.yaml', 'connections:\n  - {name: {file: x}, type: pve, host: a}\n')
    const file = await loadConfigFile(path, {})
    expect(() => readConfigFile(file)).toThrow(`${path} line 2: connections[0].name: must be text: put it in quotes`)
  })

  it('of a file that is not there, or none', async () => {
    const path = join(folder, 'pulse.yaml')
    await expect(loadConfigFile(path, {})).rejects.toThrow(new StartError(`${path} cannot be read (ENOENT).`))
    put('pulse.yaml', 'a: [')
    await expect(loadConfigFile(path, {})).rejects.toThrow(StartError)
    put('pulse.yaml', 'x'.repeat(1_000_001))
    await expect(loadConfigFile(path, {})).rejects.toThrow(new StartError(`${path} is larger than 1000000 bytes.`))
  })
})
