import { trustOptions } from '../../proxmox/connection-options.ts'
import type { Command, Group } from '../command.ts'

const options: Command['options'] = {
  product: { value: 'product', summary: 'pve or pbs; else both, or that of --from', choices: ['pve', 'pbs'] },
  from: { value: 'source', summary: 'https://host:8006 for its own version, or a file with the apidoc.js of one' },
  output: { value: 'directory', summary: 'to write to; else the current one', short: 'o' },
  ...trustOptions,
}

/** `pulse documents …`: the Proxmox API for other programs. */
export const documents: Group = {
  summary: 'Write documents of the Proxmox API for other programs',
  commands: {
    openapi: {
      summary: 'OpenAPI 3.1: for generators of clients, editors, viewers',
      options,
      examples: ['pulse documents openapi -o api', 'pulse documents openapi --from https://pve1.example.org:8006'],
      load: async () => (await import('./write-documents.ts')).writeDocuments('openapi'),
    },
    postman: {
      summary: 'A Postman collection, and environments for a token and for a password',
      options,
      examples: ['pulse documents postman --product pve', 'pulse documents postman --from apidoc.js'],
      load: async () => (await import('./write-documents.ts')).writeDocuments('postman'),
    },
  },
}
