import { describe, expect, it } from 'vitest'
import type { TestOutcome } from '../collector/collector.ts'
import { createInventory } from '../inventory/inventory.ts'
import { ManualClock, Secret } from '../platform/platform.ts'
import type { ConnectionSettings } from '../settings/settings.ts'
import { knownEstate } from './known-estate.ts'

type Found = Extract<TestOutcome, { ok: true }>

const pin = (digit: string): string => `${digit}${digit}:`.repeat(32).slice(0, -1)

const cluster: Found = {
  ok: true,
  product: 'pve',
  version: '9.1.4',
  latencyMs: 1,
  isCluster: true,
  clusterName: 'attic',
  nodes: [
    { name: 'pve1', address: '192.0.2.1', online: true, fingerprint: pin('1') },
    { name: 'pve2', address: '192.0.2.2', online: true, fingerprint: pin('2') },
  ],
  datastoreCount: null,
  certificate: null,
  missingPrivileges: [],
  sights: [],
}
const failed = (code: string): TestOutcome => ({
  ok: false,
  problem: { code, message: code, sinceAt: 0 },
  latencyMs: 1,
  certificate: null,
})

const connection = (id: string, change: Partial<ConnectionSettings> = {}): ConnectionSettings => ({
  id,
  name: id,
  product: 'pve',
  url: `https://${id}:8006`,
  credentials: { kind: 'token', tokenId: `pulse@pve!${id}`, secret: new Secret(`secret of ${id}`) },
  fingerprints: [pin('1')],
  verifySSL: false,
  monitor: {
    monitorVMs: true,
    monitorContainers: true,
    monitorStorage: true,
    monitorBackups: true,
    monitorDatastores: true,
    monitorSyncJobs: true,
    monitorVerifyJobs: true,
    monitorPruneJobs: true,
    monitorGarbageJobs: false,
  },
  addedAt: 0,
  ...change,
})

const candidate = connection('candidate', { url: 'https://pve2:8006', fingerprints: [pin('2')] })

/** What is found, and with which token which address was tried. */
async function search(
  connections: readonly ConnectionSettings[],
  outcome: TestOutcome,
  { found = cluster, shown, seen = false }: { found?: Found; shown?: string; seen?: boolean } = {},
) {
  const inventory = createInventory()
  if (seen)
    inventory.apply({
      connectionId: 'lab',
      at: 0,
      connection: { name: 'lab', product: 'pve', url: 'https://lab:8006', clusterName: 'attic' },
      nodes: { complete: true, rows: [{ name: 'pve1', status: 'online' }] },
    })
  const tried: string[] = []
  const known = await knownEstate({ ...candidate, product: found.product }, found, {
    connections,
    inventory,
    collector: {
      test({ url, credentials }) {
        tried.push(`${url} ${credentials.kind === 'token' ? credentials.tokenId : ''}`)
        return Promise.resolve(outcome)
      },
    },
    clock: new ManualClock(0),
    patienceMs: 10_000,
    shownFingerprint: () => Promise.resolve(shown),
  })
  return { known: known?.id, tried }
}

describe('the connection that watches it already', () => {
  it('trusts the certificate of a member, and takes the new token', async () => {
    expect(await search([connection('other', { fingerprints: [pin('9')] }), connection('lab')], cluster)).toEqual({
      known: 'lab',
      tried: ['https://lab:8006 pulse@pve!candidate'],
    })
  })

  it('shows that certificate, where it trusts an authority', async () => {
    const lab = connection('lab', { fingerprints: [], verifySSL: true })
    expect(await search([lab], cluster, { shown: pin('2') })).toMatchObject({ known: 'lab' })
    expect(await search([lab], cluster, { shown: pin('9') })).toEqual({ known: undefined, tried: [] })
    expect(await search([lab], cluster)).toEqual({ known: undefined, tried: [] })
  })

  it('is none of the other product', async () => {
    expect(await search([connection('lab', { product: 'pbs' })], cluster)).toEqual({ known: undefined, tried: [] })
  })

  it('is none that refuses the token: certificates of several hosts may be the same, and anybody may claim one', async () => {
    expect(await search([connection('lab')], failed('unauthenticated'), { seen: true })).toMatchObject({
      known: undefined,
      tried: { length: 1 },
    })
  })

  it('is none with other nodes', async () => {
    const nodes = cluster.nodes.map((node) => ({ ...node, name: `x${node.name}` }))
    expect(await search([connection('lab')], { ...cluster, nodes })).toMatchObject({ known: undefined })
  })

  it('is to be waited for, where it looks like it and does not answer', async () => {
    await expect(search([connection('lab')], failed('unreachable'), { seen: true })).rejects.toMatchObject({
      code: 'connection.duplicate',
      field: 'host',
    })
    // Nothing else speaks for it.
    expect(await search([connection('lab')], failed('unreachable'))).toMatchObject({ known: undefined })
  })

  it('is a backup server with the same certificate that takes the token', async () => {
    const found: Found = { ...cluster, product: 'pbs', clusterName: null, isCluster: false, nodes: [] }
    const lab = connection('lab', { product: 'pbs', fingerprints: [pin('2')] })
    expect(await search([lab], found, { found })).toMatchObject({ known: 'lab' })
    expect(await search([lab], failed('unauthenticated'), { found })).toMatchObject({ known: undefined })
  })
})
