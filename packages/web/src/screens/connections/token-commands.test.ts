import { describe, expect, it } from 'vitest'
import { tokenCommands } from './token-commands.ts'

const plain = { older: false, backups: false }

describe('lines that make a token', () => {
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

  it('of a backup server give user and token the same roles', () => {
    expect(tokenCommands('pbs', plain)).toEqual([
      "proxmox-backup-manager user create pulse@pbs --comment 'Monitoring by Pulse'",
      'proxmox-backup-manager acl update / Audit --auth-id pulse@pbs --propagate true',
      'proxmox-backup-manager acl update /remote RemoteAudit --auth-id pulse@pbs --propagate true',
      "proxmox-backup-manager user generate-token pulse@pbs pulse --comment 'Monitoring by Pulse'",
      "proxmox-backup-manager acl update / Audit --auth-id 'pulse@pbs!pulse' --propagate true",
      "proxmox-backup-manager acl update /remote RemoteAudit --auth-id 'pulse@pbs!pulse' --propagate true",
    ])
  })
})
