import type { ConnectionListing, Inspection } from '@pulse/contract'
import { expect, test } from 'vitest'
import {
  changeOf,
  checkDraft,
  confirmFingerprint,
  type ConnectionDraft,
  draftField,
  draftOf,
  emptyDraft,
  hasSecret,
  inputOf,
  startOf,
  trustAfterInspection,
} from './connection-draft.ts'

const complete: ConnectionDraft = {
  ...emptyDraft(),
  host: ' pve1.lan ',
  tokenName: 'pulse@pve!pulse',
  tokenValue: 'secret',
  fingerprints: ['AA:BB'],
}

test.each<[string, Partial<ConnectionDraft>, boolean, string[]]>([
  ['complete', {}, false, []],
  ['empty', { ...emptyDraft() }, false, ['host', 'tokenName', 'tokenValue', 'fingerprint']],
  ['bare token name', { tokenName: 'pulse' }, false, ['tokenName']],
  ['no secret', { tokenValue: '' }, false, ['tokenValue']],
  ['no secret, but one is stored', { tokenValue: '' }, true, []],
  ['user without realm', { credentials: 'password', user: 'root', password: 'x' }, false, ['user']],
  ['user of a backup server', { type: 'pbs', credentials: 'password', user: 'root', password: 'x' }, false, []],
  ['no password', { credentials: 'password', user: 'root@pam' }, false, ['password']],
  ['not compared', { fingerprints: [] }, false, ['fingerprint']],
  ['by authority', { trust: 'system', fingerprints: [] }, false, []],
  ['insecure', { trust: 'none', fingerprints: [] }, false, []],
])('%s', (_, given, stored, fields) =>
  expect(Object.keys(checkDraft({ ...complete, ...given }, stored))).toEqual(fields),
)

test('what is sent', () => {
  expect(inputOf(complete)).toEqual({
    type: 'pve',
    host: 'pve1.lan',
    tokenName: 'pulse@pve!pulse',
    tokenValue: 'secret',
    fingerprint: 'AA:BB',
    verifySSL: true,
    monitorVMs: true,
    monitorContainers: true,
    monitorStorage: true,
    monitorBackups: true,
    monitorDatastores: true,
  })
  expect(inputOf({ ...complete, trust: 'none' })).toMatchObject({ fingerprint: '', verifySSL: false })
  expect(inputOf({ ...complete, trust: 'system' })).toMatchObject({ fingerprint: '', verifySSL: true })
  const withPassword = inputOf({ ...complete, credentials: 'password', user: 'root@pam', password: ' p ' })
  expect(withPassword).toMatchObject({ user: 'root@pam', password: ' p ' })
  expect(withPassword).not.toHaveProperty('tokenName')
})

test('a change without a secret leaves the stored one', () => {
  const change = changeOf({ ...complete, tokenValue: '' })
  expect(change).not.toHaveProperty('tokenValue')
  expect(change).not.toHaveProperty('password')
  expect(hasSecret({ ...complete, tokenValue: '' })).toBe(false)
  expect(changeOf(complete)).toMatchObject({ tokenValue: 'secret' })
})

const stored: ConnectionListing = {
  id: 'pve-1',
  type: 'pve',
  name: 'attic',
  host: 'https://pve1:8006',
  hasPassword: false,
  tokenName: 'pulse@pve!pulse',
  hasToken: true,
  fingerprint: 'AA:BB,CC:DD',
  verifySSL: true,
  monitorBackups: false,
  status: 'connected',
  privileges: { checkedAt: null, sights: [], missing: [] },
}

test('a stored connection becomes a form without its secret', () => {
  const draft = draftOf(stored)
  expect(draft).toMatchObject({
    host: 'https://pve1:8006',
    credentials: 'token',
    tokenValue: '',
    trust: 'fingerprint',
    fingerprints: ['AA:BB', 'CC:DD'],
  })
  expect(draft.watch).toMatchObject({ monitorVMs: true, monitorBackups: false })
  expect(checkDraft(draft, true)).toEqual({})
  expect(draftOf({ ...stored, fingerprint: '', verifySSL: false }).trust).toBe('none')
})

test('trust that a certificate suggests', () => {
  const shown = (fingerprint: string, trustedBySystem: boolean): Inspection => ({
    host: 'https://pve1:8006',
    fingerprint,
    subject: '',
    issuer: '',
    validTo: '2030-01-01T00:00:00Z',
    trustedBySystem,
  })
  expect(trustAfterInspection(complete, shown('AA:BB', true))).toBe('fingerprint')
  expect(trustAfterInspection(complete, shown('EE:FF', true))).toBe('system')
  expect(trustAfterInspection(complete, shown('EE:FF', false))).toBe('fingerprint')
})

test('a confirmed fingerprint takes the place of one, and joins those of a cluster', () => {
  expect(confirmFingerprint([], 'N')).toEqual(['N'])
  expect(confirmFingerprint(['A'], 'N')).toEqual(['N'])
  expect(confirmFingerprint(['A', 'B'], 'N')).toEqual(['A', 'B', 'N'])
  expect(confirmFingerprint(['A', 'B'], 'B')).toEqual(['A', 'B'])
})

test('errors of the server find their field', () => {
  expect(draftField('tokenValue')).toBe('tokenValue')
  expect(draftField('monitorVMs')).toBeUndefined()
  expect(draftField(undefined)).toBeUndefined()
})

test.each([
  ['/settings/connections/new', { type: 'pve', host: '' }],
  ['/settings/connections/new?type=pbs&host=192.0.2.20%3A9007', { type: 'pbs', host: '192.0.2.20:9007' }],
  ['/settings/connections/new?type=esx&host=192.0.2.20', { type: 'pve', host: '192.0.2.20' }],
])('%s fills in %j', (url, start) => expect(startOf(url)).toEqual(start))
