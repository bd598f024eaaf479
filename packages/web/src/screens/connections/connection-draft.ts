import type { ConnectionChange, ConnectionInput, ConnectionListing, Inspection, Product } from '@pulse/contract'
import { messages } from '../../text/messages.ts'

/** The form as it stands. Texts are as typed. */
export interface ConnectionDraft {
  type: Product
  host: string
  name: string
  credentials: 'token' | 'password'
  tokenName: string
  tokenValue: string
  user: string
  password: string
  trust: 'fingerprint' | 'system' | 'none'
  /** Those that the person confirmed. */
  fingerprints: readonly string[]
  watch: Watch
}

export interface Watch {
  monitorVMs: boolean
  monitorContainers: boolean
  monitorStorage: boolean
  monitorBackups: boolean
  monitorDatastores: boolean
}

export type DraftField = 'host' | 'name' | 'tokenName' | 'tokenValue' | 'user' | 'password' | 'fingerprint'
export type FieldErrors = { [F in DraftField]?: string | undefined }

const words = messages.connections.form

export const emptyDraft = (type: Product = 'pve'): ConnectionDraft => ({
  type,
  host: '',
  name: '',
  credentials: 'token',
  tokenName: '',
  tokenValue: '',
  user: '',
  password: '',
  trust: 'fingerprint',
  fingerprints: [],
  watch: {
    monitorVMs: true,
    monitorContainers: true,
    monitorStorage: true,
    monitorBackups: true,
    monitorDatastores: true,
  },
})

export type Start = Pick<ConnectionDraft, 'type' | 'host'>

/**
 * What a link to the form fills in.
 *
 * @param url path and query, e.g. `/settings/connections/new?type=pbs&host=192.0.2.20`
 */
export function startOf(url: string): Start {
  const { searchParams } = new URL(url, 'http://page')
  return { type: searchParams.get('type') === 'pbs' ? 'pbs' : 'pve', host: searchParams.get('host') ?? '' }
}

/** A stored connection, to be changed. Secrets never leave the server: empty means "keep". */
export function draftOf(stored: ConnectionListing): ConnectionDraft {
  const fingerprints = splitFingerprints(stored.fingerprint ?? '')
  return {
    ...emptyDraft(stored.type),
    host: stored.host,
    name: stored.name,
    credentials: stored.hasToken ? 'token' : 'password',
    tokenName: stored.tokenName ?? '',
    user: stored.hasToken ? '' : (stored.user ?? ''),
    trust: fingerprints.length > 0 ? 'fingerprint' : stored.verifySSL ? 'system' : 'none',
    fingerprints,
    watch: {
      monitorVMs: stored.monitorVMs ?? true,
      monitorContainers: stored.monitorContainers ?? true,
      monitorStorage: stored.monitorStorage ?? true,
      monitorBackups: stored.monitorBackups ?? true,
      monitorDatastores: stored.monitorDatastores ?? true,
    },
  }
}

const splitFingerprints = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '')

/**
 * What can be said without asking the server.
 *
 * @param stored the connection is being changed, so an empty secret keeps the stored one
 */
export function checkDraft(draft: ConnectionDraft, stored: boolean): FieldErrors {
  const errors: FieldErrors = {}
  if (draft.host.trim() === '') errors.host = words.hostMissing
  if (draft.credentials === 'token') {
    if (draft.tokenName.trim() === '') errors.tokenName = words.tokenNameMissing
    else if (!/^[^\s!]+@[^\s!]+![^\s!]+$/.test(draft.tokenName.trim()))
      errors.tokenName = words.tokenNameWrong(draft.type)
    if (draft.tokenValue.trim() === '' && !stored) errors.tokenValue = words.tokenValueMissing
  } else {
    if (draft.user.trim() === '') errors.user = words.userMissing
    else if (draft.type === 'pve' && !draft.user.includes('@')) errors.user = words.userWithoutRealm
    if (draft.password === '' && !stored) errors.password = words.passwordMissing
  }
  if (draft.trust === 'fingerprint' && draft.fingerprints.length === 0) errors.fingerprint = words.fingerprintMissing
  return errors
}

export function inputOf(draft: ConnectionDraft): ConnectionInput {
  return {
    type: draft.type,
    host: draft.host.trim(),
    ...(draft.name.trim() ? { name: draft.name.trim() } : {}),
    ...(draft.credentials === 'token'
      ? { tokenName: draft.tokenName.trim(), tokenValue: draft.tokenValue.trim() }
      : { user: draft.user.trim(), password: draft.password }),
    fingerprint: draft.trust === 'fingerprint' ? draft.fingerprints.join(',') : '',
    verifySSL: draft.trust !== 'none',
    ...draft.watch,
  }
}

/** A change keeps what is absent: an empty secret is left out, an empty fingerprint drops the stored ones. */
export function changeOf(draft: ConnectionDraft): ConnectionChange {
  const { tokenValue, password, ...rest } = inputOf(draft)
  return { ...rest, ...(tokenValue ? { tokenValue } : {}), ...(password ? { password } : {}) }
}

/** Whether the secret is in the form, so that the draft can be tried as it stands. */
export const hasSecret = (draft: ConnectionDraft): boolean =>
  draft.credentials === 'token' ? draft.tokenValue.trim() !== '' : draft.password !== ''

/**
 * The trust that a fetched certificate suggests: an authority that the server's system trusts needs no comparing, a
 * certificate that was confirmed before stays confirmed.
 */
export function trustAfterInspection(draft: ConnectionDraft, inspection: Inspection): ConnectionDraft['trust'] {
  if (draft.fingerprints.includes(inspection.fingerprint)) return 'fingerprint'
  return inspection.trustedBySystem ? 'system' : draft.trust
}

/** The person compared the fingerprint. A cluster has one per member, so others that were confirmed before stay. */
export const confirmFingerprint = (known: readonly string[], fingerprint: string): string[] =>
  known.includes(fingerprint) ? [...known] : [...(known.length > 1 ? known : []), fingerprint]

const draftFields = ['host', 'name', 'tokenName', 'tokenValue', 'user', 'password', 'fingerprint'] as const

/** The field of the form that an error of the server belongs to. */
export const draftField = (field: string | undefined): DraftField | undefined =>
  draftFields.find((name) => name === field)
