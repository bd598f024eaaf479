import { outputOptions } from '../../print/output-options.ts'
import { connectionOptions } from '../../proxmox/connection-options.ts'
import type { Command, Group } from '../command.ts'

const callOptions = {
  param: {
    value: 'name=value',
    summary: 'a parameter of the call; name=@file reads the value, name=@- from standard input',
    repeated: true,
    short: 'p',
  },
  'param-file': { value: 'file', summary: 'parameters in YAML or JSON' },
  ask: { value: 'name', summary: 'ask for a parameter that must not be seen, such as a password', repeated: true },
  ...outputOptions,
  columns: { value: 'a,b', summary: 'only these fields of the answer, in this order' },
  timeout: { value: 'seconds', summary: 'how long to wait for the answer, and for the end of a task' },
  'dry-run': { summary: 'send nothing; print the same call for curl and for a shell of the host' },
  ...connectionOptions,
} as const

// A token needs no login.
const { 'token-id': _, ...loginOptions } = connectionOptions

const taskOptions = {
  'no-wait': { summary: 'end when the task is started; else its log is shown until it ends' },
} as const

const call = (verb: 'GET' | 'POST' | 'PUT' | 'DELETE', command: Omit<Command, 'load' | 'words'>): Command => ({
  ...command,
  words: ['path'],
  load: async () => (await import('./call.ts')).call(verb),
})

/** `pulse api …`: any call of the Proxmox API. */
export const api: Group = {
  summary: 'Call the API of a Proxmox host, and look what there is in it',
  commands: {
    get: call('GET', {
      summary: 'Read what is at a path',
      options: callOptions,
      examples: [
        'pulse api get /version --host pve1',
        'pulse api get /cluster/resources -p type=vm --columns vmid,name,node,status',
        'pulse api get /nodes/pve1/qemu/100/config --output json',
      ],
    }),
    post: call('POST', {
      summary: 'Create, start or do something',
      options: {
        ...callOptions,
        ...taskOptions,
        file: { value: 'file', summary: 'a file to upload, with /nodes/{node}/storage/{storage}/upload' },
      },
      examples: [
        'pulse api post /nodes/pve1/qemu/100/status/start',
        'pulse api post /nodes/pve1/qemu/100/snapshot --param snapname=before --dry-run',
        'pulse api post /nodes/pve1/storage/local/upload -p content=iso --file my.iso',
      ],
    }),
    put: call('PUT', {
      summary: 'Change what is at a path',
      options: { ...callOptions, ...taskOptions },
      examples: ['pulse api put /nodes/pve1/qemu/100/config --param memory=4096 --param onboot=1'],
    }),
    delete: call('DELETE', {
      summary: 'Remove what is at a path',
      options: { ...callOptions, ...taskOptions },
      examples: ['pulse api delete /nodes/pve1/qemu/100/snapshot/before'],
    }),
    ls: {
      summary: 'List what there is below a path, and what can be done there; needs no host',
      optionalWords: ['path'],
      options: { ...outputOptions, ...connectionOptions },
      examples: ['pulse api ls', 'pulse api ls /nodes/{node}/qemu', 'pulse api ls /nodes/pve1 --host pve1'],
      load: async () => (await import('./ls.ts')).ls,
    },
    login: {
      summary: 'Log in with a password once, for two hours and longer while it is used',
      options: loginOptions,
      examples: ['pulse api login --host pve1 --username root@pam'],
      load: async () => (await import('./login.ts')).login,
    },
    logout: {
      summary: 'Forget a login; without --host, the only one there is',
      options: { host: connectionOptions.host },
      load: async () => (await import('./logout.ts')).logout,
    },
  },
}
