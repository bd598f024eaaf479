import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ManualClock, silentLog, StartError } from '../platform/platform.ts'
import { readConnectionInput } from './connection-input.ts'
import { readConnections } from './read-connections.ts'
import { openSettings, type Settings } from './settings.ts'

let directory = ''
let settings: Settings

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pulse-read-'))
  settings = await openSettings({ directory, clock: new ManualClock(1_700_000_000_000), log: silentLog })
  for (const host of ['10.0.0.5', '10.0.0.6']) {
    const input = {
      type: 'pve' as const,
      host,
      name: host,
      tokenName: 'mon@pve!pulse',
      tokenValue: `secret-of-${host}`,
    }
    await settings.addConnection(readConnectionInput(input))
  }
})
afterEach(async () => {
  await settings.close()
  rmSync(directory, { recursive: true, force: true })
})

const secrets = async (): Promise<(string | false)[]> =>
  (await readConnections(directory)).map(
    ({ credentials }) => credentials.kind === 'token' && credentials.secret.reveal(),
  )

describe('connections of a data directory', () => {
  it('are read beside the running server, which notices nothing', async () => {
    const before = readdirSync(directory)
    expect(await secrets()).toEqual(['secret-of-10.0.0.5', 'secret-of-10.0.0.6'])
    expect(readdirSync(directory)).toEqual(before)
    // The server still saves.
    const [first] = settings.connections()
    await settings.deleteConnection(first?.id ?? '')
    expect(await secrets()).toEqual(['secret-of-10.0.0.6'])
  })

  it('come from the generation before where the newest is missing or damaged', async () => {
    writeFileSync(join(directory, 'settings.json'), '{"cut')
    expect(await secrets()).toEqual(['secret-of-10.0.0.5'])
    expect(readdirSync(directory)).not.toContain('settings.damaged.json')
    rmSync(join(directory, 'settings.json'))
    expect(await secrets()).toEqual(['secret-of-10.0.0.5'])
  })

  it.each<[string, () => void, RegExp]>([
    ['no settings', () => rmSync(directory, { recursive: true }), /no settings of Pulse in .*--data-dir/],
    [
      'no key',
      () => renameSync(join(directory, 'settings.key'), join(directory, 'elsewhere')),
      /settings\.key is missing/,
    ],
    ['a broken key', () => writeFileSync(join(directory, 'settings.key'), 'abc'), /settings\.key is damaged/],
    [
      'another key',
      () => writeFileSync(join(directory, 'settings.key'), `${Buffer.alloc(32).toString('base64')}\n`),
      /key file does not open/,
    ],
    [
      'only damaged settings',
      () => ['settings.json', 'settings.previous.json'].forEach((name) => writeFileSync(join(directory, name), '')),
      /are damaged/,
    ],
  ])('say what is wrong: %s', async (_, spoil, message) => {
    spoil()
    await expect(readConnections(directory)).rejects.toThrow(StartError)
    await expect(readConnections(directory)).rejects.toThrow(message)
  })

  // The superuser may read every file, but no folder as if it were one.
  it('say that they cannot be read', async () => {
    const file = join(directory, 'settings.json')
    rmSync(file)
    mkdirSync(file)
    await expect(readConnections(directory)).rejects.toThrow(/settings\.json cannot be read \(EISDIR\)/)
  })
})
