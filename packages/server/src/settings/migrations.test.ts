import { describe, expect, it } from 'vitest'
import { readDocument, writeDocument } from './document.ts'
import { keyVault } from './io/key-vault.ts'

const vault = keyVault('AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=')
if (!vault) throw new Error('the key is good')

/** As a server of version 1 saved it. */
const version1 = `{
  "format": "pulse-settings",
  "version": 1,
  "generation": 2,
  "checksum": "83e013684b3c1699c9a3a37509a6c7094fc4902b40a4f735731bea303a1e1063",
  "content": {
    "connections": [
      {
        "name": "lab",
        "product": "pve",
        "url": "https://10.0.0.5:8006",
        "credentials": {
          "kind": "token",
          "tokenId": "mon@pve!pulse",
          "secret": "a7/rex7lR+lI2lpVMxSlOIpwCqQ72PQ5FL56pYaO0tjskCg8Ff42"
        },
        "fingerprints": [],
        "monitor": {
          "monitorVMs": true,
          "monitorContainers": true,
          "monitorStorage": true,
          "monitorBackups": true,
          "monitorDatastores": true,
          "monitorSyncJobs": true,
          "monitorVerifyJobs": true,
          "monitorPruneJobs": true,
          "monitorGarbageJobs": false
        },
        "id": "pve-b2vwseuz",
        "verifySSL": true,
        "addedAt": 1700000000000
      },
      {
        "name": "backup",
        "product": "pbs",
        "url": "https://10.0.0.6:8007",
        "credentials": {
          "kind": "password",
          "username": "mon@pbs",
          "secret": "ozfQADNReqfXocrJ2UtoX3/9VhtmULme1WqO4zcGgLSDDkSLRF3DakM="
        },
        "fingerprints": [],
        "monitor": {
          "monitorVMs": true,
          "monitorContainers": true,
          "monitorStorage": true,
          "monitorBackups": true,
          "monitorDatastores": true,
          "monitorSyncJobs": true,
          "monitorVerifyJobs": true,
          "monitorPruneJobs": true,
          "monitorGarbageJobs": false
        },
        "id": "pbs-8jm4c5tw",
        "verifySSL": false,
        "addedAt": 1700000000000
      }
    ]
  }
}
`

describe('settings of version 1', () => {
  it('are read: connections with their secrets, all else as on a new server', () => {
    const result = readDocument(version1, vault)
    if (result.kind !== 'document') throw new Error(result.kind)
    const { connections, ...rest } = result.document
    expect(
      connections.map(({ id, name, product, url, addedAt, verifySSL, credentials }) => [
        [id, name, product, url, addedAt, verifySSL].join(' '),
        credentials.kind === 'token'
          ? [credentials.tokenId, credentials.secret.reveal()]
          : [credentials.username, credentials.password.reveal()],
      ]),
    ).toEqual([
      ['pve-b2vwseuz lab pve https://10.0.0.5:8006 1700000000000 true', ['mon@pve!pulse', 'fake-secret']],
      ['pbs-8jm4c5tw backup pbs https://10.0.0.6:8007 1700000000000 false', ['mon@pbs', 'fake-password']],
    ])
    expect(rest).toEqual({
      generation: 2,
      system: {},
      owner: null,
      tokens: [],
      registrationTokens: [],
      guestMetadata: {},
      alerts: null,
      email: null,
      webhooks: [],
      file: null,
    })
  })

  it('are saved as version 2, which says the same', () => {
    const first = readDocument(version1, vault)
    if (first.kind !== 'document') throw new Error(first.kind)
    const text = writeDocument(first.document, vault)
    expect(JSON.parse(text)).toMatchObject({ format: 'pulse-settings', version: 2, generation: 2 })
    expect(readDocument(text, vault)).toEqual(first)
  })

  it('that were changed by another hand are damaged, not converted', () => {
    expect(readDocument(version1.replace('"lab"', '"bal"'), vault)).toEqual({ kind: 'damaged' })
  })
})
