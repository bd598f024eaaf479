import { monitorPrivileges, monitorRole, type Product } from '@pulse/contract'

/** What of Proxmox VE the lines are for, and what the token may see. */
export interface TokenWish {
  /** Version 8 or older, which has another privilege for guest agents. */
  older: boolean
  /** Backups on storages, too; this takes privileges that allow more than looking. */
  backups: boolean
}

const comment = "'Monitoring by Pulse'"

/**
 * Lines to run as root on the host, the same that `pulse user create --dry-run` prints: a user with no more rights than
 * Pulse needs, and a token for it. The role goes to both, as a token has only what both have.
 */
export function tokenCommands(product: Product, { older, backups }: TokenWish): readonly string[] {
  switch (product) {
    case 'pve': {
      const privileges = monitorPrivileges(older ? '8' : '9', new Set(backups ? (['backups'] as const) : []))
      return [
        `pveum role add ${monitorRole} --privs ${privileges.join(',')}`,
        `pveum user add pulse@pve --comment ${comment}`,
        `pveum acl modify / --users pulse@pve --roles ${monitorRole} --propagate 1`,
        `pveum user token add pulse@pve pulse --privsep 1 --comment ${comment}`,
        `pveum acl modify / --tokens 'pulse@pve!pulse' --roles ${monitorRole} --propagate 1`,
      ]
    }
    case 'pbs':
      return [
        `proxmox-backup-manager user create pulse@pbs --comment ${comment}`,
        ...auditorLines('pulse@pbs'),
        `proxmox-backup-manager user generate-token pulse@pbs pulse --comment ${comment}`,
        ...auditorLines("'pulse@pbs!pulse'"),
      ]
  }
}

/** A deeper entry replaces what comes from above: on its own path it takes nothing away. */
const auditorLines = (id: string): string[] => [
  `proxmox-backup-manager acl update / Audit --auth-id ${id} --propagate true`,
  `proxmox-backup-manager acl update /remote RemoteAudit --auth-id ${id} --propagate true`,
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
