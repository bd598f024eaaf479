import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SystemDesk } from '../../src/http/http.ts'
import { settingsChangePipeline, systemDesk } from '../../src/pipeline/pipeline.ts'
import { silentLog } from '../../src/platform/platform.ts'
import { openSettings, readConnectionInput, type Settings } from '../../src/settings/settings.ts'
import { asker } from '../asker.ts'
import { second, startStory, type Story } from '../estate.ts'

let directory = ''
let story: Story
let settings: Settings
let desk: SystemDesk

/** A watched cluster whose connection is stored in settings, four seconds after a poll. */
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pulse-pace-'))
  story = await startStory()
  const { clock, collector, inventory, simulator } = story
  settings = await openSettings({ directory, clock, log: silentLog })
  const realtime = { publish: () => {}, announce: () => {} }
  settings.onChange(settingsChangePipeline({ collector, inventory, realtime, clock, log: silentLog }))
  desk = systemDesk({
    settings,
    security: { allowUnauthenticated: false, hasPrimaryToken: () => false, audit: () => {} },
    environment: {},
    listener: () => ({ host: '127.0.0.1', port: 7655 }),
    logLevel: 'info',
  })
  const [attic] = simulator.connections
  if (!attic) throw new Error('the simulator has no connection')
  const { product, url, fingerprints, tokenId, secret } = attic
  const draft = readConnectionInput({
    type: product,
    host: url,
    name: 'attic',
    tokenName: tokenId,
    tokenValue: secret,
    fingerprint: fingerprints[0] ?? '',
  })
  await settings.addConnection(draft)
  await story.pass(30 * second)
  await story.pass(lastPollAt() + 14 * second - clock.now())
})
afterEach(async () => {
  await story.end()
  await settings.close()
  rmSync(directory, { recursive: true })
})

const polls = (): number => story.requests(/^\/cluster\/resources$/, 'attic/pve1')
const connection = () => {
  const [first] = story.inventory.picture().tables.connections.values()
  if (!first) throw new Error('nothing is watched')
  return first
}
const lastPollAt = (): number => connection().seenAt ?? Number.NaN
const runningGuest = () => story.inventory.picture().tables.guests.get(`${connection().id}~guest~100`)

describe('the polling interval', () => {
  it('is ten seconds unless somebody says otherwise', async () => {
    expect(connection().intervalMs).toBe(10_000)
    expect(story.clock.now() - lastPollAt()).toBe(4 * second)
    story.simulator.requests.reset()
    await story.pass(26 * second)
    expect(polls()).toBe(3)
  })

  it('changes at once, and costs no picture and no rate', async () => {
    const began = story.clock.now()
    const before = story.inventory.picture().tables.guests.size
    expect(runningGuest()?.netInPerSecond).toBeTypeOf('number')
    story.simulator.requests.reset()
    await desk.change({ pollingInterval: 2 }, asker)
    expect(connection()).toMatchObject({ state: 'connected', intervalMs: 2000 })
    // Four seconds after the last poll the next one is late already.
    await story.pass(0)
    expect(polls()).toBe(1)
    await story.pass(20 * second)
    expect(polls()).toBe(11)
    expect(story.inventory.picture().tables.guests.size).toBe(before)
    expect(runningGuest()?.netInPerSecond).toBeTypeOf('number')
    expect(runningGuest()?.seenAt).toBe(began + 20 * second)
    // No lane began anew: what is asked once in a while was not asked again.
    expect(story.requests(/^\/access\/permissions$/)).toBe(0)
  })

  it('can be made longer, counted from the last poll', async () => {
    story.simulator.requests.reset()
    await desk.change({ pollingInterval: 60 }, asker)
    await story.pass(55 * second)
    expect(polls()).toBe(0)
    await story.pass(1 * second)
    expect(polls()).toBe(1)
    expect(connection()).toMatchObject({ state: 'connected', intervalMs: 60_000 })
  })

  it('reaches a connection that failed and waits for its next try', async () => {
    const fault = story.simulator.faults.set(
      { path: '/cluster/resources' },
      { kind: 'status', status: 500, reason: 'broken' },
    )
    await story.pass(8 * second)
    expect(connection().state).toBe('degraded')
    await desk.change({ pollingInterval: 3600 }, asker)
    story.simulator.faults.clear(fault)
    await story.pass(60 * second)
    expect(connection().state).toBe('degraded')
    await desk.change({ pollingInterval: 5 }, asker)
    await story.pass(0)
    expect(connection().state).toBe('connected')
  })
})

it('the time that a call may take changes at once', async () => {
  const pollAt = lastPollAt() + 10 * second
  await desk.change({ connectionTimeout: 2 }, asker)
  story.simulator.faults.set({ path: '/cluster/resources' }, { kind: 'hang' })
  await story.pass(13 * second)
  // Through each of the three members, one after the other.
  expect(connection().problem).toMatchObject({ code: 'timeout', sinceAt: pollAt + 6 * second })
  // The next one waits as long as is wanted now.
  await desk.change({ connectionTimeout: 30 }, asker)
  story.simulator.faults.clear()
  story.simulator.faults.set({ path: '/cluster/resources' }, { kind: 'delay', ms: 20_000 })
  await story.pass(90 * second)
  expect(connection()).toMatchObject({ state: 'connected', problem: null })
})

it('settings that are refused change nothing', async () => {
  story.simulator.requests.reset()
  await expect(desk.change({ pollingInterval: 1 }, asker)).rejects.toMatchObject({ code: 'request.invalid' })
  await story.pass(6 * second)
  expect([polls(), connection().intervalMs]).toEqual([1, 10_000])
})
