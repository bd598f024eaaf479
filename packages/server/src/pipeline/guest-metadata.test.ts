import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GuestMetadataShape } from '@pulse/contract'
import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GuestMetadataDesk } from '../http/http.ts'
import { createInventory, type Inventory } from '../inventory/inventory.ts'
import { ManualClock, silentLog } from '../platform/platform.ts'
import { openSettings, type Settings } from '../settings/settings.ts'
import { guestMetadataDesk } from './guest-metadata.ts'

let directory = ''
let settings: Settings
let inventory: Inventory
let desk: GuestMetadataDesk

const open = (): Promise<Settings> => openSettings({ directory, clock: new ManualClock(0), log: silentLog })

function cluster(connectionId: string, name: string, nodes: readonly string[], vmids: readonly number[]): void {
  inventory.apply({
    connectionId,
    at: 0,
    connection: { name, product: 'pve' },
    nodes: { complete: true, rows: nodes.map((node) => ({ name: node, status: 'online' as const })) },
    guests: {
      complete: true,
      rows: vmids.map((vmid) => ({ vmid, kind: 'qemu' as const, nodeName: nodes[0] ?? '' })),
    },
  })
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pulse-notes-'))
  settings = await open()
  inventory = createInventory()
  cluster('pve-a', 'lab', ['pve1', 'pve2'], [101, 102])
  desk = guestMetadataDesk({ settings, inventory })
})
afterEach(async () => {
  await settings.close()
  rmSync(directory, { recursive: true })
})

const empty = { customUrl: '', description: '', tags: null }

describe('notes on guests', () => {
  it('are empty where there are none', () => {
    expect(desk.all()).toEqual({})
    expect(desk.of('pve-a~guest~101')).toEqual({ id: 'pve-a~guest~101', ...empty })
    expect(desk.of('never-heard-of')).toEqual({ id: 'never-heard-of', ...empty })
  })

  it('are replaced as a whole, with one save each, and survive a restart', async () => {
    const { generation } = settings.document()
    await desk.put('pve-a~guest~101', { customUrl: ' https://wiki.example/101 ', description: 'web', tags: ['a', 'b'] })
    expect(settings.document().generation).toBe(generation + 1)
    expect(await desk.put('pve-a~guest~101', { description: 'shop' })).toEqual({
      id: 'pve-a~guest~101',
      customUrl: '',
      description: 'shop',
      tags: null,
    })
    await desk.put('pve-a~guest~102', { customUrl: 'http://192.0.2.7:8080/x?y=1#z' })
    await settings.close()
    settings = await open()
    desk = guestMetadataDesk({ settings, inventory })
    expect(desk.all()).toEqual({
      'pve-a~guest~101': { id: 'pve-a~guest~101', ...empty, description: 'shop' },
      'pve-a~guest~102': { id: 'pve-a~guest~102', ...empty, customUrl: 'http://192.0.2.7:8080/x?y=1#z' },
    })
  })

  it('are deleted, with no save where there are none', async () => {
    await desk.put('pve-a~guest~101', { description: 'web' })
    await desk.remove('pve-a~guest~101')
    expect(desk.all()).toEqual({})
    const { generation } = settings.document()
    await desk.remove('pve-a~guest~101')
    expect(settings.document().generation).toBe(generation)
  })

  it.each([
    'javascript:alert(1)',
    'JaVa\tScript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    '//evil.example',
    'ftp://files.example',
    'wiki.example',
    'https://',
    'https:wiki.example',
    'https:\\\\evil.example',
    'https://wiki.example/a b',
    'https://wiki.example/\u0000',
    'ht\ntps://wiki.example',
  ])('refuse the address %j', async (customUrl) => {
    await expect(desk.put('pve-a~guest~101', { customUrl })).rejects.toMatchObject({
      code: 'request.invalid',
      field: 'customUrl',
      message: 'Custom URL must start with http:// or https://',
    })
    expect(desk.all()).toEqual({})
  })

  it.each(['https://a@b', 'https://me:hunter2@wiki.example'])('refuse credentials in %s', async (customUrl) => {
    const refused = desk.put('pve-a~guest~101', { customUrl })
    await expect(refused).rejects.toMatchObject({
      code: 'request.invalid',
      field: 'customUrl',
      message: 'Custom URL must not contain a user or a password',
    })
  })

  it('of a guest called __proto__ are refused: no import would take the export', async () => {
    await expect(desk.put('__proto__', { description: 'odd' })).rejects.toMatchObject({ code: 'request.invalid' })
    await desk.remove('__proto__')
    expect([desk.all(), desk.of('__proto__')]).toEqual([{}, { id: '__proto__', ...empty }])
  })

  it.each(['constructor', 'hasOwnProperty'])('of a guest called %s are data like any other', async (id) => {
    expect(desk.of(id)).toEqual({ id, ...empty })
    await desk.put(id, { description: 'odd' })
    await settings.close()
    settings = await open()
    desk = guestMetadataDesk({ settings, inventory })
    expect(Object.keys(desk.all())).toEqual([id])
    expect(desk.of(id)).toEqual({ id, ...empty, description: 'odd' })
    expect(JSON.parse(JSON.stringify(desk.all()))).toEqual(
      JSON.parse(`{"${id}":{"id":"${id}","customUrl":"","description":"odd","tags":null}}`),
    )
    expect(Compile(Type.Record(Type.String(), GuestMetadataShape)).Check(desk.all())).toBe(true)
    expect(({} as Record<string, unknown>)['description']).toBeUndefined()
    await desk.remove(id)
    expect(desk.all()).toEqual({})
  })

  it('have a bound', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [`g${index}`, { id: `g${index}`, ...empty }]),
    )
    await settings.update(() => ({ change: { guestMetadata: many }, result: undefined }))
    await expect(desk.put('one-more', {})).rejects.toMatchObject({
      code: 'request.invalid',
      message: 'There are notes on 20000 guests already: delete some first',
    })
    await desk.put('g7', { description: 'still changes' })
    expect(desk.of('g7').description).toBe('still changes')
  })

  it('are bounded in length, all together', async () => {
    const long = Object.fromEntries(
      Array.from({ length: 4000 }, (_, index) => [
        `g${index}`,
        { id: `g${index}`, ...empty, description: 'x'.repeat(2000) },
      ]),
    )
    await settings.update(() => ({ change: { guestMetadata: long }, result: undefined }))
    await expect(desk.put('g1', { description: 'y' })).rejects.toMatchObject({ code: 'request.invalid' })
  })
})

describe('ids of the original', () => {
  it('mean the guest, whatever node it is on today', async () => {
    await desk.put('lab-pve2-101', { description: 'web' })
    expect(desk.of('lab-pve1-101')).toMatchObject({ id: 'pve-a~guest~101', description: 'web' })
    expect(Object.keys(desk.all())).toEqual(['pve-a~guest~101'])
    await desk.remove('lab-pve1-101')
    expect(desk.all()).toEqual({})
  })

  it('stay while the guest is not known, and are taken over when it is', async () => {
    const imported = { id: 'lab-pve1-103', ...empty, customUrl: 'https://wiki.example/103' }
    await settings.update(() => ({ change: { guestMetadata: { 'lab-pve1-103': imported } }, result: undefined }))
    expect(desk.all()).toEqual({ 'lab-pve1-103': imported })
    cluster('pve-a', 'lab', ['pve1', 'pve2'], [101, 102, 103])
    expect(desk.all()).toEqual({ 'pve-a~guest~103': { ...imported, id: 'pve-a~guest~103' } })
    await desk.put('pve-a~guest~101', { description: 'web' })
    expect(Object.keys(settings.document().guestMetadata)).toEqual(['pve-a~guest~103', 'pve-a~guest~101'])
    await desk.put('pve-a~guest~103', { description: 'new' })
    expect(desk.of('lab-pve1-103')).toEqual({ id: 'pve-a~guest~103', ...empty, description: 'new' })
  })

  it('give way to notes of today', async () => {
    const old = { id: 'lab-pve1-101', ...empty, description: 'old' }
    const now = { id: 'pve-a~guest~101', ...empty, description: 'now' }
    for (const guestMetadata of [
      { [old.id]: old, [now.id]: now },
      { [now.id]: now, [old.id]: old },
    ]) {
      await settings.update(() => ({ change: { guestMetadata }, result: undefined }))
      expect(desk.all()).toEqual({ 'pve-a~guest~101': now })
    }
  })

  it('are told apart where names have hyphens', () => {
    cluster('pve-b', 'lab-east', ['pve1'], [101])
    expect(desk.of('lab-east-pve1-101').id).toBe('pve-b~guest~101')
    cluster('pve-a', 'lab', ['east-pve1'], [101])
    expect(desk.of('lab-pve1-101').id).toBe('pve-a~guest~101')
    // Both have such a node: the longer name wins.
    expect(desk.of('lab-east-pve1-101').id).toBe('pve-b~guest~101')
    expect(desk.of('lab-east-pve1-102').id).toBe('pve-a~guest~102')
    expect(desk.of('lab-east-pve1-7').id).toBe('lab-east-pve1-7')
  })

  it('lead to the guest that has the number today', async () => {
    inventory.apply({
      connectionId: 'pve-a',
      at: 1,
      guests: {
        complete: true,
        rows: [{ vmid: 101, kind: 'lxc', nodeName: 'pve1', creation: 'other' }],
      },
    })
    const [guest] = [...inventory.picture().tables.guests.values()].filter(({ vmid }) => vmid === 101)
    expect(desk.of('lab-pve1-101').id).toBe(guest?.id)
  })
})
