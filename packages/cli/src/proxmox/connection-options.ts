import type { Option } from '../commands/command.ts'

/** Which certificate is believed; at most one of them. */
export const trustOptions = {
  fingerprint: { value: 'sha256', summary: 'of the certificate to trust, as Proxmox shows it' },
  ca: { value: 'file', summary: 'certificate of the authority to trust (PEM)' },
  insecure: { summary: 'trust any certificate: for a lab, as anybody could listen' },
} satisfies Record<string, Option>

/** The options of every command that talks to a Proxmox host. */
export const connectionOptions = {
  host: { value: 'host', summary: 'its name or https://host:port; else PVE_BASE_URL or PBS_BASE_URL' },
  product: { value: 'product', summary: 'pve or pbs, where port and environment do not tell', choices: ['pve', 'pbs'] },
  connection: { value: 'name', summary: 'a connection that the Pulse server watches, in place of --host' },
  'data-dir': { value: 'directory', summary: "the Pulse server's, for --connection" },
  // Not env-file: Node takes that for its own, wherever it stands.
  env: { value: 'file', summary: 'with PVE_BASE_URL, PVE_TOKEN_ID …, in place of the environment' },
  username: { value: 'user@realm', summary: 'who logs in with a password; else PVE_USERNAME' },
  'token-id': { value: 'id', summary: 'of an API token, user@realm!name; else PVE_TOKEN_ID' },
  ...trustOptions,
} satisfies Record<string, Option>
