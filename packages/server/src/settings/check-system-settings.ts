import { type SystemSettings, SystemSettingsShape } from '@pulse/contract'
import { Compile } from 'typebox/compile'
import { AppError, isAddress, readNetworks } from '../platform/platform.ts'

type Name = keyof SystemSettings

/** Settings as somebody gave them. */
export type GivenSettings = Readonly<Partial<Record<Name, unknown>>>

const fields = SystemSettingsShape.properties

export const systemSettingNames = Object.keys(fields) as readonly Name[]

const validators = new Map(systemSettingNames.map((name) => [name, Compile(fields[name])]))

/** A text that has the right type, in the one form that is stored. */
const refinements: Partial<Record<Name, (text: string) => string>> = {
  allowedOrigins: readOrigins,
  updateSource: readUpdateSource,
  discoverySubnet: readSubnet,
  publicUrl: readPublicUrl,
}

/**
 * Settings from the API, the environment or `pulse.yaml`, checked alike, in the form in which they are stored. What is
 * absent stays absent; other names are not looked at.
 *
 * @throws {AppError} `request.invalid` naming the field
 */
export function checkSystemSettings(given: GivenSettings): Partial<SystemSettings> {
  const checked = systemSettingNames
    .filter((name) => given[name] !== undefined)
    .map((name) => [name, checkedValue(name, given[name])])
  return Object.fromEntries(checked) as Partial<SystemSettings>
}

function checkedValue(name: Name, value: unknown): unknown {
  if (!validators.get(name)?.Check(value)) throw wrong(name, String(Reflect.get(fields[name], 'whenWrong')))
  const refine = refinements[name]
  return refine ? refine(String(value)) : value
}

function wrong(field: Name, message: string): AppError {
  return new AppError('request.invalid', message, { field })
}

function readOrigins(text: string): string {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return [...new Set(parts.map(readOrigin))].join(',')
}

/** The text is not repeated where it is wrong: it may hold a password. */
function readOrigin(text: string, index: number): string {
  if (text === '*')
    throw wrong(
      'allowedOrigins',
      'allowedOrigins cannot be *: every page on the internet could use this server through the browser of who opens it. Name each origin, such as https://dash.example.net',
    )
  const url = plainUrl(text)
  if (!url || url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw wrong(
      'allowedOrigins',
      `allowedOrigins must list origins such as https://dash.example.net, separated by commas; entry ${index + 1} is none`,
    )
  return url.origin
}

function readPublicUrl(text: string): string {
  if (text.trim() === '') return ''
  const url = plainUrl(text.trim())
  if (!url || url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw wrong(
      'publicUrl',
      'publicUrl must be empty or an address without a path, such as https://pulse.example.net or http://192.0.2.5:7655',
    )
  return url.origin
}

function readUpdateSource(text: string): string {
  const given = text.trim()
  if (given.toLowerCase() === 'off') return 'off'
  const url = plainUrl(given)
  if (!url || url.search !== '' || url.hash !== '')
    throw wrong(
      'updateSource',
      'updateSource must be off, or the address of a repository such as https://api.github.com/repos/OWNER/NAME',
    )
  return url.href.replace(/\/+$/, '')
}

/** Of RFC 1918. Loopback and link-local addresses lead to no other host of ours. */
const scannable = readNetworks(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'])
/** A /22 has 1024 addresses. */
const shortestPrefix = 22

function readSubnet(text: string): string {
  const given = text.trim()
  if (given.toLowerCase() === 'auto') return 'auto'
  const [, address = '', prefix = ''] = /^([\d.]{7,15})\/(\d{1,2})$/.exec(given) ?? []
  if (!isAddress(address) || !scannable.has(address) || Number(prefix) > 32)
    throw wrong('discoverySubnet', 'discoverySubnet must be auto or a private network such as 192.168.1.0/24')
  if (Number(prefix) < shortestPrefix)
    throw wrong('discoverySubnet', 'discoverySubnet must not be larger than a /22, which has 1024 addresses')
  return given
}

/** An http or https URL without credentials, written as one: the parser would forgive more. */
function plainUrl(text: string): URL | undefined {
  if (!/^https?:\/\/[^\s\\@]+$/i.test(text) || !URL.canParse(text)) return undefined
  return new URL(text)
}
