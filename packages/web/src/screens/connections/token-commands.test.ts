import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tokenCommands } from './token-commands.ts'

const plain = { older: false, backups: false }

describe('lines that make a token', () => {
  it('are those of the guide, which are those of the command', () => {
    const guide = readFileSync(join(import.meta.dirname, '../../../../../docs/proxmox-api-user.md'), 'utf8').split('\n')
    for (const product of ['pve', 'pbs'] as const) {
      const lines = tokenCommands(product, plain)
      const at = guide.indexOf(lines[0] ?? '')
      expect(guide.slice(at, at + lines.length)).toEqual(lines)
    }
  })

  it.each([
    ['for 9', plain, 'Datastore.Audit,Sys.Audit,VM.Audit,VM.GuestAgent.Audit'],
    ['for 8', { older: true, backups: false }, 'Datastore.Audit,Sys.Audit,VM.Audit,VM.Monitor'],
    [
      'with backups',
      { older: false, backups: true },
      'Datastore.AllocateSpace,Datastore.Audit,Sys.Audit,VM.Audit,VM.Backup,VM.GuestAgent.Audit',
    ],
    [
      'for 8 with backups',
      { older: true, backups: true },
      'Datastore.AllocateSpace,Datastore.Audit,Sys.Audit,VM.Audit,VM.Backup,VM.Monitor',
    ],
  ])('of Proxmox VE give a role of its own %s', (_, wish, privileges) => {
    expect(tokenCommands('pve', wish)).toEqual([
      `pveum role add PulseMonitor --privs ${privileges}`,
      "pveum user add pulse@pve --comment 'Monitoring by Pulse'",
      'pveum acl modify / --users pulse@pve --roles PulseMonitor --propagate 1',
      "pveum user token add pulse@pve pulse --privsep 1 --comment 'Monitoring by Pulse'",
      "pveum acl modify / --tokens 'pulse@pve!pulse' --roles PulseMonitor --propagate 1",
    ])
  })
})
