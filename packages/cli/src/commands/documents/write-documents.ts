import { documentFiles, type DocumentKind, productNames } from '@pulse/proxmox/documents'
import { CommandError } from '../../command-error.ts'
import type { Machine } from '../../io/machine.ts'
import type { Given, Run } from '../command.ts'
import { readSources } from './read-sources.ts'

/** Those of a real schema take a second or two; a pattern of a hostile one may take years. */
const mostMs = 15_000

/** `pulse documents openapi` and `pulse documents postman`. */
export function writeDocuments(kind: DocumentKind): Run {
  return async (given, machine) => {
    for (const { description, url } of await readSources(given, machine)) {
      const { product, version, methods } = description
      machine.print(
        `${productNames[product]} ${version === 'unknown' ? 'of unknown version' : version}: ${methods.length} methods`,
      )
      const made = machine.cutOff(mostMs, () => documentFiles(kind, description, url))
      if (!made)
        throw new CommandError('invalid', 'Stopped: the schema would take too long; is it that of a Proxmox host?')
      for (const { name, text, holdsSecrets } of made.result) await write(given, machine, name, text, holdsSecrets)
    }
  }
}

async function write(given: Given, machine: Machine, name: string, text: string, holdsSecrets: boolean): Promise<void> {
  const folder = given.texts['output']
  const path = folder === undefined ? name : `${folder.replace(/\/+$/, '')}/${name}`
  try {
    await (holdsSecrets ? machine.files.writePrivate(path, text) : machine.files.write(path, text))
  } catch {
    throw new CommandError('invalid', `${path} cannot be written.`)
  }
  machine.print(`  ${path}  ${sizeOf(text)}`)
}

function sizeOf(text: string): string {
  const bytes = Buffer.byteLength(text)
  return bytes < 100_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
