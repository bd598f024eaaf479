import type { SystemChange, SystemConfig } from '@pulse/contract'
import { messages } from '../../../text/messages.ts'

/** Settings of the server as a form holds them: figures and lists as they are typed. */
export interface SystemDraft {
  pollingInterval: string
  connectionTimeout: string
  publicUrl: string
  allowedOrigins: string
  discoveryEnabled: boolean
  discoverySubnet: string
  updateChannel: SystemConfig['updateChannel']
  updateSource: string
}

export type SystemField = keyof SystemDraft
export type SystemProblems = { [F in SystemField]?: string | undefined }

const words = messages.system

/** In seconds; those of the contract, which a test holds them against. */
export const bounds = {
  pollingInterval: { minimum: 2, maximum: 3600 },
  connectionTimeout: { minimum: 1, maximum: 120 },
} as const

export const draftOf = (config: SystemConfig): SystemDraft => ({
  pollingInterval: String(config.pollingInterval),
  connectionTimeout: String(config.connectionTimeout),
  publicUrl: config.publicUrl,
  allowedOrigins: splitOrigins(config.allowedOrigins).join('\n'),
  discoveryEnabled: config.discoveryEnabled,
  discoverySubnet: config.discoverySubnet,
  updateChannel: config.updateChannel,
  updateSource: config.updateSource,
})

/** Of a text with commas, spaces or lines between them. */
const splitOrigins = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== '')

const checks: { readonly [F in SystemField]: (draft: SystemDraft) => string | undefined } = {
  pollingInterval: ({ pollingInterval }) => checkSeconds(pollingInterval, bounds.pollingInterval),
  connectionTimeout: ({ connectionTimeout }) => checkSeconds(connectionTimeout, bounds.connectionTimeout),
  publicUrl: ({ publicUrl }) =>
    publicUrl.trim() === '' || isOrigin(publicUrl.trim()) ? undefined : words.publicUrlWrong,
  allowedOrigins: ({ allowedOrigins }) => {
    const wrong = splitOrigins(allowedOrigins).find((each) => !isOrigin(each))
    return wrong === undefined ? undefined : words.allowedOriginsWrong(wrong)
  },
  discoveryEnabled: () => undefined,
  discoverySubnet: ({ discoverySubnet }) => (isSubnet(discoverySubnet) ? undefined : words.discoverySubnetWrong),
  updateChannel: () => undefined,
  updateSource: ({ updateSource }) =>
    updateSource.trim().toLowerCase() === 'off' || isWebAddress(updateSource) ? undefined : words.updateSourceWrong,
}

function checkSeconds(text: string, { minimum, maximum }: { minimum: number; maximum: number }): string | undefined {
  const value = /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN
  return value >= minimum && value <= maximum ? undefined : words.secondsWrong(minimum, maximum)
}

function isWebAddress(text: string): boolean {
  const trimmed = text.trim()
  if (!/^https?:\/\/\S+$/i.test(trimmed) || !URL.canParse(trimmed)) return false
  const { username, password } = new URL(trimmed)
  return username === '' && password === ''
}

/** Scheme, host and port, nothing behind them. */
const isOrigin = (text: string): boolean => /^https?:\/\/[\w.:[\]-]+\/?$/i.test(text) && URL.canParse(text)

/** `auto`, or an IPv4 network; whether it is a private one is for the server to say. */
export function isSubnet(text: string): boolean {
  const trimmed = text.trim()
  if (trimmed.toLowerCase() === 'auto') return true
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(trimmed)
  if (!parts) return false
  const numbers = parts.slice(1).map(Number)
  return numbers.slice(0, 4).every((byte) => byte <= 255) && (numbers[4] ?? 99) <= 32
}

/** What can be said of these fields without asking the server. */
export function checkDraft(draft: SystemDraft, fields: readonly SystemField[]): SystemProblems {
  const problems: SystemProblems = {}
  for (const field of fields) {
    const problem = checks[field](draft)
    if (problem !== undefined) problems[field] = problem
  }
  return problems
}

const values: { readonly [F in SystemField]: (draft: SystemDraft) => NonNullable<SystemChange[F]> } = {
  pollingInterval: ({ pollingInterval }) => Number(pollingInterval),
  connectionTimeout: ({ connectionTimeout }) => Number(connectionTimeout),
  publicUrl: ({ publicUrl }) => publicUrl.trim(),
  allowedOrigins: ({ allowedOrigins }) => splitOrigins(allowedOrigins).join(','),
  discoveryEnabled: ({ discoveryEnabled }) => discoveryEnabled,
  discoverySubnet: ({ discoverySubnet }) => discoverySubnet.trim().toLowerCase(),
  updateChannel: ({ updateChannel }) => updateChannel,
  updateSource: ({ updateSource }) => (/^off$/i.test(updateSource.trim()) ? 'off' : updateSource.trim()),
}

/** Those of `fields` whose value differs from what is stored, however it is typed. */
export function changedFields(
  draft: SystemDraft,
  stored: SystemConfig,
  fields: readonly SystemField[],
): readonly SystemField[] {
  const before = draftOf(stored)
  return fields.filter((field) => values[field](draft) !== values[field](before))
}

/** Only what was changed: values that the environment or `pulse.yaml` owns are never sent. */
export function changeOf(draft: SystemDraft, fields: readonly SystemField[]): SystemChange {
  return Object.fromEntries(fields.map((field) => [field, values[field](draft)]))
}

/** What owns a value, so that it cannot be changed here; nothing for all that can. */
export const ownerOf = (config: SystemConfig, field: SystemField): 'environment' | 'file' | undefined =>
  config.managed[field]
