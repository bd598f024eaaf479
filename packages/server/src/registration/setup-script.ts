import type { Product } from '@pulse/contract'
import { scriptParts } from './io/script-parts.ts'
import { tokenNames } from './pulse-address.ts'
import { shellQuoted } from './shell-quote.ts'

export interface SetupScriptValues {
  product: Product
  /** As `readPulseAddress` gives it. */
  pulseUrl: string
  /** `sha256//…` of the key that this server shows; undefined where the authorities have to do. */
  pulsePin: string | undefined
  /** Undefined: the script has to be given a registration token. */
  setupCode: string | undefined
  /** `https://host:port`; undefined: the script finds out. */
  hostUrl: string | undefined
  /** Also the privileges without which backups on storages are not listed. */
  backupPerms: boolean
}

/** What may stand in each assignment, from end to end: a second wall behind the quotes. */
const forms = {
  PRODUCT: /^p[vb][es]$/,
  PULSE_URL: /^https?:\/\/[a-z0-9.:[\]-]+$/,
  PULSE_PIN: /^(sha256\/\/[A-Za-z0-9+/]{43}=)?$/,
  SETUP_CODE: /^[A-Z2-9]*$/,
  HOST_URL: /^(https:\/\/[a-z0-9.:[\]-]+)?$/,
  TOKEN_NAME: /^pulse-[a-z0-9-]+$/,
  OLD_TOKENS: /^pulse-[a-z0-9-]+$/,
  BACKUP_PERMS: /^(true|false)$/,
} as const

/**
 * A script for `sh` that makes user, role and token and registers the host. It may run again and again. Values stand in
 * assignments at its top alone; all the rest is constant.
 *
 * @throws {RangeError} a value has not the form it must have
 */
export function setupScript(values: SetupScriptValues): string {
  const { product, pulseUrl, pulsePin = '', setupCode = '', hostUrl = '', backupPerms } = values
  const names = tokenNames(pulseUrl)
  const block = assignments({
    PRODUCT: product,
    PULSE_URL: pulseUrl,
    PULSE_PIN: pulsePin,
    SETUP_CODE: setupCode,
    HOST_URL: hostUrl,
    TOKEN_NAME: names.current,
    OLD_TOKENS: names.older,
    // A backup server needs no more for that.
    ...(product === 'pve' ? { BACKUP_PERMS: String(backupPerms) } : {}),
  })
  const head = '#!/bin/sh\n# Makes a user and a token that Pulse looks through, and registers this host there.\n'
  return [head, block, scriptParts[product], scriptParts.frame].join('\n')
}

type Name = keyof typeof forms

function assignments(values: Readonly<Partial<Record<Name, string>>>): string {
  const names = Object.keys(values) as Name[]
  return names.map((name) => `${name}=${shellQuoted(checked(name, values[name] ?? ''))}\n`).join('')
}

function checked(name: Name, value: string): string {
  if (!forms[name].test(value)) throw new RangeError(`${name} has not the form it must have`)
  return value
}

/** The line that fetches such a script and runs it. The code goes in a header, so that no log of addresses has it. */
export function setupCommand({
  url,
  code,
  pulsePin,
}: {
  url: string
  code: string
  pulsePin: string | undefined
}): string {
  const pinned = pulsePin === undefined ? [] : ['-k', '--pinnedpubkey', shellQuoted(pulsePin)]
  return ['curl', '-sSfL', ...pinned, '-H', shellQuoted(`X-Setup-Code: ${code}`), shellQuoted(url), '| sh'].join(' ')
}

/** The address in it. */
export function setupScriptUrl({
  product,
  pulseUrl,
  hostUrl,
  backupPerms,
}: Pick<SetupScriptValues, 'product' | 'pulseUrl' | 'hostUrl' | 'backupPerms'>): string {
  const query = new URLSearchParams({ type: product })
  if (hostUrl !== undefined) query.set('host', hostUrl)
  query.set('pulse_url', pulseUrl)
  if (backupPerms) query.set('backup_perms', 'true')
  return `${pulseUrl}/api/setup-script?${query.toString()}`
}
