import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Log, ManualClock, silentLog } from '../../src/platform/platform.ts'
import { readDocument } from '../../src/settings/document.ts'
import { keyVault } from '../../src/settings/io/key-vault.ts'
import { openSettings, type Settings } from '../../src/settings/settings.ts'
import { bundledProgram } from './bundled-program.ts'
import { saverFile as dyingSaverFile } from './dying-saver.ts'
import { generationsIn, saverFile as tirelessSaverFile, sectionsOf } from './tireless-saver.ts'

let folder = ''
const programs = { dying: '', tireless: '' }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pulse-kills-'))
  for (const name of ['dying', 'tireless']) mkdirSync(join(folder, name))
  programs.dying = await bundledProgram(dyingSaverFile, join(folder, 'dying'))
  programs.tireless = await bundledProgram(tirelessSaverFile, join(folder, 'tireless'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Compiled code is kept for the next one. */
const run = (program: string, ...words: string[]) =>
  spawn(process.execPath, [program, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { NODE_COMPILE_CACHE: join(folder, 'cache') },
  })

const opened = (directory: string, log: Log = silentLog): Promise<Settings> =>
  openSettings({ directory, clock: new ManualClock(0), log })

describe('kill -9 before any file operation of a save', () => {
  /** @returns the operations made, or undefined if it was killed */
  const save = async (directory: string, name: string, dieAt: number): Promise<number | undefined> => {
    const child = run(programs.dying, directory, name, String(dieAt))
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)))
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
    if (signal === 'SIGKILL') return undefined
    expect(code).toBe(0)
    return Number(output)
  }
  const namesIn = async (directory: string): Promise<string[]> => {
    const settings = await opened(directory)
    await settings.close()
    return settings.connections().map(({ name }) => name)
  }

  it('leaves the old or the new settings', async () => {
    const directory = join(folder, 'operations')
    // The very first start too, when there is no key yet.
    let dieAt = 1
    while ((await save(directory, 'first', dieAt)) === undefined) {
      expect([[], ['first']], `killed before operation ${dieAt}`).toContainEqual(await namesIn(directory))
      rmSync(directory, { recursive: true })
      dieAt++
    }
    expect(dieAt).toBeGreaterThan(8)

    // And a later save, with a generation before it. The last run is not killed.
    const outcomes: string[] = []
    for (let at = 1, done = false; !done; at++) {
      done = (await save(directory, `new-${at}`, at)) !== undefined
      const names = await namesIn(directory)
      expect(names[0]).toBe('first')
      outcomes.push(names.at(-1) === `new-${at}` ? 'new' : 'old')
    }
    // write, sync, rename away, rename in: not yet saved; flush of the directory and after: saved.
    expect(outcomes).toEqual(['old', 'old', 'old', 'old', 'new', 'new'])
  })
})

describe('500 kill -9 while saving', () => {
  const kills = 500
  /** Each with a data directory of its own; more than there are processors, so that kills come at all moments. */
  const lanes = 4

  it('never leave a broken file, a mixed one, or one that is older than what was reported', async () => {
    const seen = { killed: 0, halfWritten: 0, betweenNames: 0, unreported: 0 }
    const lane = async (number: number): Promise<void> => {
      const directory = join(folder, `lane-${number}`)
      let before = 0
      for (let kill = 0; kill < kills / lanes; kill++) {
        const reported = await killedSaver(directory, (kill * 7919 + number * 104_729) % 25)
        seen.killed++
        if (existsSync(join(directory, 'settings.new.json'))) seen.halfWritten++
        if (!existsSync(join(directory, 'settings.json')) && before > 0) seen.betweenNames++
        const generation = await generationIn(directory)
        expect([Math.max(before, reported), Math.max(before, reported) + 1]).toContain(generation)
        if (generation > reported) seen.unreported++
        before = generation
      }
    }
    await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)))
    expect(seen.killed).toBe(kills)
    // They did come in the middle of saves.
    expect(seen.halfWritten).toBeGreaterThan(kills / 20)
  }, 300_000)

  it('would be noticed if they did', () => {
    const [old, late] = [
      { generation: 6, ...sectionsOf(6) },
      { generation: 7, ...sectionsOf(7) },
    ]
    expect([...generationsIn(late)]).toEqual([7])
    for (const name of Object.keys(late) as (keyof typeof late)[])
      expect(generationsIn({ ...late, [name]: old[name] }), name).toEqual(new Set([6, 7]))
  })

  /** Kills a saver `afterMs` from when it begins to save. @returns the last generation that it reported, or 0 */
  async function killedSaver(directory: string, afterMs: number): Promise<number> {
    const child = run(programs.tireless, directory)
    let output = ''
    const { promise: isOpen, resolve } = Promise.withResolvers<void>()
    child.stdout.on('data', (chunk: Buffer) => {
      output += String(chunk)
      resolve()
    })
    const ended = once(child, 'close') as Promise<[number | null, string | null]>
    await Promise.race([isOpen, ended])
    await delay(afterMs)
    child.kill('SIGKILL')
    expect(await ended).toEqual([null, 'SIGKILL'])
    return Number(output.trimEnd().split('\n').at(-1)) || 0
  }

  /** What a restart finds; every file that is there is whole, but for the one that says it is not finished. */
  async function generationIn(directory: string): Promise<number> {
    const vault = keyVault(readFileSync(join(directory, 'settings.key'), 'utf8'))
    if (!vault) throw new Error('the key is broken')
    for (const name of ['settings.json', 'settings.previous.json']) {
      const path = join(directory, name)
      if (!existsSync(path)) continue
      const result = readDocument(readFileSync(path, 'utf8'), vault)
      if (result.kind !== 'document') throw new Error(`${name} is ${result.kind}`)
      expect(generationsIn(result.document)).toEqual(new Set([result.document.generation]))
    }
    const settings = await opened(directory)
    const { generation } = settings.document()
    await settings.close()
    return generation
  }
})
