import type { Trust } from '@pulse/proxmox'
import type { Given } from '../commands/command.ts'
import { CommandError } from '../command-error.ts'
import type { Machine } from '../io/machine.ts'

/**
 * What the options say of trust; undefined where they say nothing.
 *
 * @throws CommandError of kind `usage` or `invalid`
 */
export async function readTrust(given: Given, machine: Machine): Promise<Trust | undefined> {
  const { fingerprint, ca } = given.texts
  const insecure = given.switches.has('insecure')
  if ([fingerprint !== undefined, ca !== undefined, insecure].filter(Boolean).length > 1)
    throw new CommandError('usage', 'Only one of --fingerprint, --ca and --insecure can be given.')
  if (insecure) return { kind: 'insecure' }
  if (fingerprint !== undefined) return pinned(fingerprint, '--fingerprint')
  return ca === undefined ? undefined : authority(ca, '--ca', machine)
}

/** Several fingerprints stand with a comma between them: a cluster's members have one each. */
export function pinned(text: string, name: string): Trust {
  const sha256 = text.split(',').map((one) => one.trim())
  for (const one of sha256) {
    if (!/^[0-9a-f]{64}$/i.test(one.replaceAll(':', '')))
      throw new CommandError('invalid', `${name}: a SHA-256 fingerprint has 64 hexadecimal digits, such as AB:CD:….`)
  }
  return { kind: 'fingerprint', sha256 }
}

export async function authority(file: string, name: string, machine: Machine): Promise<Trust> {
  let pem: string
  try {
    pem = await machine.files.read(file)
  } catch {
    throw new CommandError('invalid', `${name}: ${file} cannot be read.`)
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----'))
    throw new CommandError('invalid', `${name}: ${file} is no PEM file with a certificate.`)
  return { kind: 'ca', pem }
}
