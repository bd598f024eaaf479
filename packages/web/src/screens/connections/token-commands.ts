import type { Product } from '@pulse/contract'

/** Lines to run as root on the host: a user that may look and change nothing, and a token for it. */
export function tokenCommands(product: Product): readonly string[] {
  switch (product) {
    case 'pve':
      return [
        'pveum user add pulse@pve --comment "Pulse monitoring"',
        'pveum acl modify / --users pulse@pve --roles PVEAuditor',
        'pveum user token add pulse@pve pulse --privsep 0',
      ]
    case 'pbs':
      // A token of a backup server has rights of its own, and never more than its user: both need the role.
      return [
        'proxmox-backup-manager user create pulse@pbs --comment "Pulse monitoring"',
        'proxmox-backup-manager user generate-token pulse@pbs pulse',
        "proxmox-backup-manager acl update / Audit --auth-id 'pulse@pbs'",
        "proxmox-backup-manager acl update / Audit --auth-id 'pulse@pbs!pulse'",
      ]
  }
}

/** Until PVE 8 the file systems of virtual machines need a privilege that PVEAuditor does not have; since 9 it has it. */
export const agentCommands: readonly string[] = [
  'pveum role add PulseAgent --privs VM.Monitor',
  'pveum acl modify / --users pulse@pve --roles PulseAgent',
]

/** The id of the token that the lines make. */
export const tokenIdOf = (product: Product): string => (product === 'pve' ? 'pulse@pve!pulse' : 'pulse@pbs!pulse')

/** Prints the fingerprint on the host, to compare it with what came over the network. */
export function fingerprintCommand(product: Product): string {
  switch (product) {
    case 'pve':
      return 'for c in pveproxy-ssl pve-ssl; do openssl x509 -noout -fingerprint -sha256 -in /etc/pve/local/$c.pem; done'
    case 'pbs':
      return 'proxmox-backup-manager cert info | grep Fingerprint'
  }
}
