import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runPulse } from './run-pulse.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pulse-commands-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs what a dry run prints in a real shell, where the programs of Proxmox only note how they were called. */
async function calls(words: string[]): Promise<string[][]> {
  const dry = await runPulse(folder, ['user', 'create', '--dry-run', ...words])
  expect(dry).toMatchObject({ code: 0, error: '' })
  const record = join(folder, 'calls')
  writeFileSync(record, '')
  for (const program of ['pveum', 'proxmox-backup-manager']) {
    const script = `#!/bin/bash\nprintf '%s\\0' "\${0##*/}" "$@" >>'${record}'\nprintf '\\n' >>'${record}'\n`
    writeFileSync(join(folder, program), script, { mode: 0o755 })
  }
  const shell = spawnSync('bash', ['--noprofile', '--norc', '-e'], {
    input: dry.out,
    env: { PATH: `${folder}:/usr/bin:/bin` },
    encoding: 'utf8',
  })
  expect(shell).toMatchObject({ status: 0, stdout: '', stderr: '' })
  const lines = readFileSync(record, 'utf8').trimEnd().split('\n')
  return lines.map((line) => line.split('\0').slice(0, -1))
}

describe('what a dry run prints is what a shell does', () => {
  it.each([
    ['8.4', 'Datastore.Audit,Sys.Audit,VM.Audit,VM.Monitor'],
    ['9.2', 'Datastore.Audit,Sys.Audit,VM.Audit,VM.GuestAgent.Audit'],
  ])('on Proxmox VE %s', async (version, privileges) => {
    const comment = 'Monitoring by Pulse'
    expect(await calls(['--for-version', version, '--user', 'eyes', '--token', 'at-home'])).toEqual([
      ['pveum', 'role', 'add', 'PulseMonitor', '--privs', privileges],
      ['pveum', 'user', 'add', 'eyes@pve', '--comment', comment],
      ['pveum', 'acl', 'modify', '/', '--users', 'eyes@pve', '--roles', 'PulseMonitor', '--propagate', '1'],
      ['pveum', 'user', 'token', 'add', 'eyes@pve', 'at-home', '--privsep', '1', '--comment', comment],
      ['pveum', 'acl', 'modify', '/', '--tokens', 'eyes@pve!at-home', '--roles', 'PulseMonitor', '--propagate', '1'],
    ])
  })

  it('on Proxmox Backup Server 4.2', async () => {
    const manager = 'proxmox-backup-manager'
    const comment = 'Monitoring by Pulse'
    const acl = (path: string, role: string, to: string): string[] => [
      manager,
      'acl',
      'update',
      path,
      role,
      '--auth-id',
      to,
      '--propagate',
      'true',
    ]
    expect(await calls(['--product', 'pbs', '--for-version', '4.2'])).toEqual([
      [manager, 'user', 'create', 'pulse@pbs', '--comment', comment],
      acl('/', 'Audit', 'pulse@pbs'),
      acl('/remote', 'RemoteAudit', 'pulse@pbs'),
      [manager, 'user', 'generate-token', 'pulse@pbs', 'pulse', '--comment', comment],
      acl('/', 'Audit', 'pulse@pbs!pulse'),
      acl('/remote', 'RemoteAudit', 'pulse@pbs!pulse'),
    ])
  })
})

it.each([
  [['--for-version', '9.2'], '--for-version is for --dry-run.'],
  [['--dry-run', '--for-version', 'nine'], '--for-version is a version such as 9.2, not "nine".'],
  [
    ['--dry-run', '--for-version', '4.2', '--product', 'pbs', '--with-updates'],
    '--with-updates is for Proxmox VE: a backup server shows it to every auditor.',
  ],
])('%j is refused', async (words, problem) => {
  const ended = await runPulse(folder, ['user', 'create', ...words])
  expect(ended).toMatchObject({ code: 2, out: '', error: expect.stringContaining(problem) })
})
