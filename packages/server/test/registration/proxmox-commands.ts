import { createPbs, createPve, ProxmoxError } from '@pulse/proxmox'
import type { Verb } from '@pulse/proxmox/schema'
import type { Simulator } from '@pulse/simulator'
import type { Said } from './stand-in-host.ts'

/** A command of Proxmox is a call of the API with other words: this one, with these arguments in this order. */
type Wire = readonly [verb: Verb, path: string, ...positional: string[]]

const pveum: Readonly<Record<string, Wire>> = {
  'role list': ['GET', '/access/roles'],
  'role add': ['POST', '/access/roles', 'roleid'],
  'role modify': ['PUT', '/access/roles/{roleid}', 'roleid'],
  'user list': ['GET', '/access/users'],
  'user add': ['POST', '/access/users', 'userid'],
  'user modify': ['PUT', '/access/users/{userid}', 'userid'],
  'user delete': ['DELETE', '/access/users/{userid}', 'userid'],
  'acl modify': ['PUT', '/access/acl', 'path'],
  'user token list': ['GET', '/access/users/{userid}/token', 'userid'],
  'user token add': ['POST', '/access/users/{userid}/token/{tokenid}', 'userid', 'tokenid'],
  'user token remove': ['DELETE', '/access/users/{userid}/token/{tokenid}', 'userid', 'tokenid'],
}

const manager: Readonly<Record<string, Wire>> = {
  'user list': ['GET', '/access/users'],
  'user create': ['POST', '/access/users', 'userid'],
  'user update': ['PUT', '/access/users/{userid}', 'userid'],
  'user remove': ['DELETE', '/access/users/{userid}', 'userid'],
  'acl update': ['PUT', '/access/acl', 'path', 'role'],
  'user list-tokens': ['GET', '/access/users/{userid}/token', 'userid'],
  'user generate-token': ['POST', '/access/users/{userid}/token/{token-name}', 'userid', 'token-name'],
  'user delete-token': ['DELETE', '/access/users/{userid}/token/{token-name}', 'userid', 'token-name'],
}

export interface ProxmoxCommands {
  readonly names: readonly string[]
  answer(argv: readonly string[]): Promise<Said>
  close(): Promise<void>
}

/** The commands of one simulated host, run as root; `name` is that of its endpoint, such as `attic/pve1`. */
export function proxmoxCommands(simulator: Simulator, name: string): ProxmoxCommands {
  const endpoint = simulator.endpoints.find((each) => each.name === name)
  if (!endpoint) throw new Error(`the simulator has no ${name}`)
  const { product, url, fingerprint, node } = endpoint
  const { tokenId, secret } = simulator.credentials.root
  const options = {
    url,
    credentials: { kind: 'token' as const, tokenId, secret },
    trust: { kind: 'fingerprint' as const, sha256: [fingerprint] },
  }
  const client = product === 'pve' ? createPve(options) : createPbs(options)

  const asCall = async (wires: Readonly<Record<string, Wire>>, words: readonly string[]): Promise<Said> => {
    const found = Object.entries(wires)
      .toSorted(([one], [other]) => other.length - one.length)
      .find(([start]) => `${words.join(' ')} `.startsWith(`${start} `))
    if (!found) return { ok: false, text: `unknown command: ${words.join(' ')}` }
    const [start, [verb, path, ...positional]] = found
    const { parameters, format } = readArguments(words.slice(start.split(' ').length), positional)
    try {
      const result = await client.call(verb, path, parameters)
      // Of the backup server, this one command alone has no option for the form, and says so in front.
      if (start === 'user generate-token')
        return format === undefined
          ? { ok: true, text: `Result: ${JSON.stringify(result, null, 2)}` }
          : { ok: false, text: 'parameter output-format: schema does not allow additional properties' }
      return { ok: true, text: format === 'json' ? JSON.stringify(result) : '' }
    } catch (error) {
      return { ok: false, text: error instanceof ProxmoxError ? error.message : String(error) }
    }
  }

  const certificates = async (): Promise<Said> => {
    const rows = await client.call('GET', '/nodes/{node}/certificates/info', { node })
    const authority = { filename: 'pve-root-ca.pem', fingerprint: '00:'.repeat(32).slice(0, -1), pem: 'x\ny' }
    return { ok: true, text: JSON.stringify([authority, ...(rows as unknown[])]) }
  }

  return {
    names: product === 'pve' ? ['pveum', 'pvenode'] : ['proxmox-backup-manager'],
    answer([command, ...words]) {
      const line = words.join(' ')
      if (command === 'pvenode' && line === 'cert info --output-format json') return certificates()
      if (command === 'proxmox-backup-manager' && line === 'cert info') {
        const shown = fingerprint.toLowerCase()
        return Promise.resolve({
          ok: true,
          text: `Subject: CN = x\nFingerprint (sha256): ${shown}\nPublic key bits: 256`,
        })
      }
      return asCall(command === 'pveum' ? pveum : manager, words)
    },
    close: () => client.close(),
  }
}

function readArguments(words: readonly string[], positional: readonly string[]) {
  const parameters: Record<string, string> = {}
  const names = [...positional]
  let format: string | undefined
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (!word.startsWith('--')) {
      parameters[names.shift() ?? 'too much'] = word
      continue
    }
    const value = words[++at] ?? ''
    if (word === '--output-format') format = value
    else parameters[word.slice(2)] = value
  }
  return { parameters, format }
}
