import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShell, type Shell } from './shell.ts'

let shell: Shell
beforeAll(() => {
  shell = openShell()
})
afterAll(() => shell.remove())

const host = 'PVE_BASE_URL=https://127.0.0.1:1 PVE_TOKEN_ID=root@pam!t'

describe.concurrent('what is written', () => {
  it.each(['pulse --help', 'pulse api get --help', 'pulse completion bash'])(
    '%s: a reader that goes away is no error',
    async (command) => {
      // The reader is gone before anything is written.
      const ended = await shell.run(`(sleep 0.3; ${command}) | true; exit \${PIPESTATUS[0]}`)
      expect(ended).toEqual({ code: 0, out: '', error: '' })
    },
  )

  it.each(['pulse --help', 'pulse completion bash', 'pulse user create --dry-run --for-version 9.2'])(
    '%s: a full disk is one line',
    async (command) => {
      const ended = await shell.run(`${command} > /dev/full`)
      expect(ended).toEqual({ code: 1, out: '', error: 'The output cannot be written (ENOSPC).\n' })
    },
  )

  it('nobody hears that nobody hears', async () => {
    expect(await shell.run('pulse nonsense 2> /dev/full')).toEqual({ code: 1, out: '', error: '' })
  })
})

describe.concurrent('odd secrets', () => {
  it.each([String.raw`hunter22\r\nX-Evil: 1`, 'hunter22ü', 'hunter 22'])('%s', async (secret) => {
    const ended = await shell.run(`${host} PVE_TOKEN_SECRET=$'${secret}' pulse api get /version`)
    expect(ended).toEqual({
      code: 3,
      out: '',
      error: 'PVE_TOKEN_ID or PVE_TOKEN_SECRET holds a blank, a line break or a letter that no token has.\n',
    })
  })
})

it('a file of the environment may come from Windows', async () => {
  const text = '\uFEFFPVE_BASE_URL=https://pve1:8006\r\nPVE_TOKEN_ID="root@pam!t"\r\nPVE_TOKEN_SECRET=hunter22\r\n'
  writeFileSync(join(shell.folder, 'windows.env'), text, { mode: 0o600 })
  const ended = await shell.run('pulse api get /version --env windows.env --dry-run')
  expect(ended.error).toBe('')
  expect(ended.out).toContain(
    `'Authorization: PVEAPIToken=root@pam!t='"$PVE_TOKEN_SECRET" | curl --fail-with-body --silent --show-error --header @- https://pve1:8006/api2/json/version`,
  )
})
