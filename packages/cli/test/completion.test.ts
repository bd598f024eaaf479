import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShell, type Shell } from './shell.ts'

let shell: Shell
beforeAll(() => {
  shell = openShell()
})
afterAll(() => shell.remove())

const isInstalled = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))

describe('what may come next', () => {
  it.each<[words: string, expected: string[]]>([
    ['ap', ['api']],
    ['comple', ['completion']],
    ['api l', ['ls', 'login', 'logout']],
    ['api get /nod', ['/nodes', '/nodes/']],
    [
      'api get /nodes/pve1/qemu/100/snapshot/',
      ['/nodes/pve1/qemu/100/snapshot/{snapname}', '/nodes/pve1/qemu/100/snapshot/{snapname}/'],
    ],
    // Nothing can be posted to the path itself, only below it.
    ['api post /nodes/pve1/qemu/100/stat', ['/nodes/pve1/qemu/100/status/']],
    ['api get /vers --output j', ['json']],
    ['api post /nodes/pve1/qemu/100/snapshot --param ', ['description=', 'snapname=', 'vmstate=']],
    ['api post /nodes/pve1/qemu -p vm', ['vmgenid=', 'vmid=', 'vmstatestorage=']],
    ['api get --product pbs /admin/d', ['/admin/datastore', '/admin/datastore/']],
    ['api get --fing', ['--fingerprint']],
    ['completion ', ['bash', 'zsh', 'fish']],
    ['nonsense x', []],
    ['api get /no/such/', []],
  ])('pulse %s', async (words, expected) => {
    const ended = await shell.run(`pulse complete -- ${words.replace(/ $/, " ''")}`)
    expect(ended).toEqual({ code: 0, error: '', out: expected.map((one) => `${one}\n`).join('') })
  })

  it('is no command for people', async () => {
    expect((await shell.run('pulse --help')).out).not.toMatch(/^ {2}complete /m)
    expect(await shell.run('pulse completion tcsh')).toMatchObject({
      code: 2,
      error: expect.stringMatching(/^<shell> must be bash, zsh or fish, not "tcsh"/),
    })
  })
})

/** What the shell shows after the key was pressed, and the command it then runs. */
const typed: readonly [shell: string, start: string[], setUp: string][] = [
  ['bash', ['bash', '--norc', '--noprofile', '-i'], 'source <(pulse completion bash); echo rea""dy'],
  ['zsh', ['zsh', '-f', '-i'], 'autoload -U compinit; compinit -D -u; source <(pulse completion zsh); echo rea""dy'],
  ['fish', ['fish', '--no-config', '-i'], 'pulse completion fish | source; echo rea""dy'],
]

describe('the key in a real shell', () => {
  for (const [name, start, setUp] of typed) {
    // Said by the name of the test, where it is skipped.
    const missing = isInstalled(name) ? '' : ` (${name} is not installed)`
    it.skipIf(missing !== '')(`${name}: /nod becomes /nodes, and a parameter its name${missing}`, async () => {
      const ended = await shell.runInTerminal(
        start,
        [
          ['', `${setUp}\r`],
          ['ready', 'pulse api put /nod\t'],
          // Shells write only what is new.
          ['es/', 'pve1/qemu/100/con\t'],
          ['fig', '--param descr\t'],
          ['iption=', 'two --dry-run --host pve1 --username root@pam\r'],
          ['pvesh set /nodes/pve1/qemu/100/config --description two', 'exit\r'],
        ],
        { PS1: '> ' },
      )
      expect(ended.out).toContain('pvesh set /nodes/pve1/qemu/100/config --description two')
      expect(ended.code).toBe(0)
    })
  }
})
