import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError, type Log, ManualClock, silentLog, StartError } from '../platform/platform.ts'
import { readConnectionInput } from './connection-input.ts'
import type { ConnectionDraft } from './connection-settings.ts'
import type { Disk } from './disk.ts'
import { fileDisk } from './io/file-disk.ts'
import { openSettings, type Settings, type SettingsDocument } from './settings.ts'

let directory = ''
let open: Settings[] = []

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pulse-settings-'))
})
afterEach(async () => {
  for (const settings of open) await settings.close()
  open = []
  rmSync(directory, { recursive: true, force: true })
})

const start = async (more: { disk?: Disk; log?: Log; directory?: string } = {}): Promise<Settings> => {
  const settings = await openSettings({ directory, clock: new ManualClock(1_700_000_000_000), log: silentLog, ...more })
  open.push(settings)
  return settings
}

const draft = (host: string, name = host): ConnectionDraft =>
  readConnectionInput({ type: 'pve', host, name, tokenName: 'mon@pve!pulse', tokenValue: `secret-of-${host}` })

const names = (settings: Settings): string[] => settings.connections().map(({ name }) => name)
const file = (name: string): string => join(directory, name)
const textOf = (name: string): string => readFileSync(file(name), 'utf8')

/** Remembers what was warned of. */
function listeningLog(): { log: Log; warnings: string[] } {
  const warnings: string[] = []
  const log: Log = { ...silentLog, warn: (_, message) => void warnings.push(message), child: () => log }
  return { log, warnings }
}

describe('settings on disk', () => {
  it('keep connections over a restart, with their secrets', async () => {
    const first = await start()
    expect(first.connections()).toEqual([])
    const added = await first.addConnection(draft('10.0.0.5', 'lab'))
    expect(added).toMatchObject({ name: 'lab', url: 'https://10.0.0.5:8006', addedAt: 1_700_000_000_000 })
    expect(added.id).toMatch(/^pve-[a-z2-9]{8}$/)
    await first.close()

    const [kept] = (await start()).connections()
    expect(kept).toEqual(added)
    expect(kept?.credentials.kind === 'token' && kept.credentials.secret.reveal()).toBe('secret-of-10.0.0.5')
  })

  it('show no secret in any file, and nobody else may read them', async () => {
    const settings = await start()
    await settings.addConnection(draft('10.0.0.5'))
    await settings.addConnection(draft('10.0.0.6'))
    for (const name of readdirSync(directory)) {
      expect(textOf(name), name).not.toContain('secret-of')
      expect(statSync(file(name)).mode & 0o077, name).toBe(0)
    }
    expect(inspect(settings.connections(), { depth: 9 })).not.toContain('secret-of')
    expect(JSON.stringify(settings.connections())).not.toContain('secret-of')
  })

  it('live in a directory of their own, made for the owner alone', async () => {
    const inner = join(directory, 'a', 'pulse')
    await start({ directory: inner })
    expect(statSync(inner).mode & 0o777).toBe(0o700)
  })

  it('changes and deletions survive too; the id does not depend on the place in the list', async () => {
    const settings = await start()
    const [a, b] = [await settings.addConnection(draft('a')), await settings.addConnection(draft('b'))]
    await settings.deleteConnection(a.id)
    await settings.changeConnection(b.id, { name: 'renamed' })
    await settings.close()
    expect((await start()).connections()).toMatchObject([{ id: b.id, name: 'renamed' }])
  })

  it('are told to listeners after they are safe', async () => {
    const settings = await start()
    const told: [string[], string[], boolean][] = []
    settings.onChange((now, before) => {
      const saved = textOf('settings.json').includes('"lab"')
      const names = ({ connections }: SettingsDocument): string[] => connections.map(({ name }) => name)
      told.push([names(now), names(before), saved])
    })
    await settings.addConnection(draft('10.0.0.5', 'lab'))
    expect(told).toEqual([[['lab'], [], true]])
  })

  it('a hundred changes at once are made one after the other', async () => {
    const settings = await start()
    await Promise.all(Array.from({ length: 100 }, (_, at) => settings.addConnection(draft(`host-${at}`))))
    await settings.close()
    expect(names(await start())).toEqual(Array.from({ length: 100 }, (_, at) => `host-${at}`))
  })
})

describe('a change of the document as a whole', () => {
  it('counts the generation, keeps what it does not name, and answers', async () => {
    const settings = await start()
    const added = await settings.addConnection(draft('10.0.0.5'))
    const answer = await settings.update((document) => ({
      change: { system: { ...document.system, pollingInterval: 30 } },
      result: `${document.connections.length} of generation ${document.generation}`,
    }))
    expect(answer).toBe('1 of generation 1')
    await settings.update(({ system }) => ({ change: { system: { ...system, updateChannel: 'rc' } }, result: null }))
    await settings.close()
    const kept = (await start()).document()
    expect(kept).toMatchObject({ generation: 3, system: { pollingInterval: 30, updateChannel: 'rc' } })
    expect(kept.connections).toEqual([added])
  })

  it('that is refused writes nothing, tells nobody, and the next one sees what was before', async () => {
    const settings = await start()
    await settings.addConnection(draft('10.0.0.5'))
    const before = textOf('settings.json')
    let told = 0
    settings.onChange(() => told++)
    const refused = settings.update(() => {
      throw new AppError('settings.managed', 'no')
    })
    const next = settings.update(({ generation }) => ({ change: {}, result: generation }))
    await expect(refused).rejects.toMatchObject({ code: 'settings.managed' })
    expect(await next).toBe(1)
    expect([told, before === textOf('settings.previous.json')]).toEqual([1, true])
  })

  it('of a connection that pulse.yaml owns is refused, whoever asks', async () => {
    const settings = await start()
    const { id } = await settings.addConnection(draft('10.0.0.5'))
    const file = { name: 'pulse.yaml', appliedAt: 0, connections: [id], settings: [], sections: [] }
    await settings.update(() => ({ change: { file }, result: null }))
    const managed = {
      code: 'settings.managed',
      message: 'This connection is owned by pulse.yaml: change it there and apply the file',
    }
    await expect(settings.changeConnection(id, { name: 'other' })).rejects.toMatchObject(managed)
    await expect(settings.deleteConnection(id)).rejects.toMatchObject(managed)
    expect(names(settings)).toEqual(['10.0.0.5'])
  })
})

describe('duplicates', () => {
  it('are refused by name and by host, for a change as for a new one', async () => {
    const settings = await start()
    await settings.addConnection(draft('10.0.0.5', 'lab'))
    const other = await settings.addConnection(draft('10.0.0.6', 'attic'))
    const duplicate = (message: string, field: string): unknown =>
      expect.objectContaining({ code: 'connection.duplicate', message, field })
    const byName = duplicate('There is a connection named "lab" already', 'name')
    const byHost = duplicate('"lab" already watches https://10.0.0.5:8006', 'host')
    await expect(settings.addConnection(draft('10.0.0.7', 'LAB'))).rejects.toEqual(byName)
    await expect(settings.addConnection(draft('https://10.0.0.5/', 'x'))).rejects.toEqual(byHost)
    await expect(settings.changeConnection(other.id, { name: 'lab' })).rejects.toEqual(byName)
    await expect(settings.changeConnection(other.id, { host: '10.0.0.5', tokenValue: 'v' })).rejects.toEqual(byHost)
    expect(names(settings)).toEqual(['lab', 'attic'])
  })

  it('of names that nobody chose are numbered', async () => {
    const settings = await start()
    const backup = readConnectionInput({ type: 'pbs', host: '10.0.0.5', user: 'mon', password: 'x' })
    await settings.addConnection({ ...draft('10.0.0.5'), name: null })
    await settings.addConnection(backup)
    expect(names(settings)).toEqual(['10.0.0.5', '10.0.0.5 (2)'])
  })

  it('an unknown id is said to be one', async () => {
    const settings = await start()
    const missing = expect.objectContaining({ code: 'connection.missing', message: 'Node not found' }) as unknown
    await expect(settings.changeConnection('pve-0', {})).rejects.toEqual(missing)
    await expect(settings.deleteConnection('pve-0')).rejects.toEqual(missing)
  })
})

/** Fails at the given call with the given code, as a full or broken disk does. */
function failingDisk(failAt: number, code: string): { disk: Disk; calls: () => number } {
  let calls = 0
  const guard = <A extends unknown[], R>(operation: (...given: A) => Promise<R>) => {
    return (...given: A): Promise<R> =>
      ++calls === failAt ? Promise.reject(Object.assign(new Error(code), { code })) : operation(...given)
  }
  const disk: Disk = {
    ...fileDisk,
    write: guard(fileDisk.write.bind(fileDisk)),
    sync: guard(fileDisk.sync.bind(fileDisk)),
    rename: guard(fileDisk.rename.bind(fileDisk)),
  }
  return { disk, calls: () => calls }
}

describe('a save that fails', () => {
  // After 3 calls for the key and 4 for the first connection: write 8, sync 9, rename away 10, rename in 11.
  it.each([8, 9, 10, 11])('at call %i changes nothing, in memory and on disk', async (failAt) => {
    const { disk } = failingDisk(failAt, 'ENOSPC')
    const settings = await start({ disk })
    await settings.addConnection(draft('old'))
    const before = textOf('settings.json')
    let told = 0
    settings.onChange(() => told++)
    await expect(settings.addConnection(draft('new'))).rejects.toMatchObject({
      code: 'settings.disk-full',
      message: 'No space left in the data directory: nothing was changed',
    })
    expect([names(settings), told]).toEqual([['old'], 0])
    expect(textOf('settings.json')).toBe(before)
    expect(readdirSync(directory)).not.toContain('settings.new.json')
    // The next one succeeds, and a restart shows it.
    await settings.addConnection(draft('later'))
    await settings.close()
    expect(names(await start())).toEqual(['old', 'later'])
  })

  it('for another reason says so', async () => {
    const settings = await start({ disk: failingDisk(4, 'EROFS').disk })
    await expect(settings.addConnection(draft('new'))).rejects.toMatchObject({
      code: 'settings.not-saved',
      message: 'Failed to save configuration (EROFS): nothing was changed',
    })
  })
})

describe('a torn file', () => {
  it('of any length leads to the generation before it, or to itself where nothing is missing', async () => {
    const settings = await start()
    await settings.addConnection(draft('old'))
    await settings.addConnection(draft('new'))
    await settings.close()
    const [whole, previous, key] = [textOf('settings.json'), textOf('settings.previous.json'), textOf('settings.key')]
    for (let length = 0; length <= whole.length; length++) {
      writeFileSync(file('settings.json'), whole.slice(0, length))
      writeFileSync(file('settings.previous.json'), previous)
      const { log, warnings } = listeningLog()
      const opened = await openSettings({ directory, clock: new ManualClock(0), log })
      // Only the line end may be missing.
      const isWhole = length >= whole.length - 1
      expect(names(opened), `length ${length}`).toEqual(isWhole ? ['old', 'new'] : ['old'])
      expect(warnings.length, `length ${length}`).toBe(isWhole ? 0 : 1)
      await opened.close()
    }
    expect(textOf('settings.key')).toBe(key)
  })

  it('with a hole of zeros or a changed letter is noticed', async () => {
    const settings = await start()
    await settings.addConnection(draft('old'))
    await settings.addConnection(draft('new'))
    await settings.close()
    const [whole, previous] = [textOf('settings.json'), textOf('settings.previous.json')]
    const holes = Array.from({ length: Math.ceil(whole.length / 512) }, (_, at) => {
      const end = Math.min(whole.length, (at + 1) * 512)
      return whole.slice(0, at * 512) + '\0'.repeat(end - at * 512) + whole.slice(end)
    })
    const changed = [whole.replace('"new"', '"ned"'), whole.replace('"generation": 2', '"generation": 3'), '[]', 'null']
    for (const text of [...holes, ...changed]) {
      writeFileSync(file('settings.json'), text)
      writeFileSync(file('settings.previous.json'), previous)
      const opened = await start()
      expect(names(opened)).toEqual(['old'])
      await opened.close()
    }
  })

  it('is set aside, and the next save keeps the good one', async () => {
    const settings = await start()
    await settings.addConnection(draft('old'))
    await settings.addConnection(draft('lost'))
    await settings.close()
    writeFileSync(file('settings.json'), 'torn')
    const again = await start()
    await again.addConnection(draft('new'))
    await again.close()
    expect(textOf('settings.damaged.json')).toBe('torn')
    expect(names(await start())).toEqual(['old', 'new'])
  })

  it('in both generations stops the start, and nothing is written over', async () => {
    const settings = await start()
    await settings.addConnection(draft('old'))
    await settings.close()
    writeFileSync(file('settings.json'), 'torn')
    writeFileSync(file('settings.previous.json'), 'torn too')
    await expect(start()).rejects.toThrow(
      new StartError(`${file('settings.json')} is damaged. Put a copy of it back, or remove it to start afresh.`),
    )
    expect([textOf('settings.json'), textOf('settings.previous.json')]).toEqual(['torn', 'torn too'])
  })
})

describe('a start that is refused', () => {
  const prepared = async (): Promise<void> => {
    const settings = await start()
    await settings.addConnection(draft('old'))
    await settings.close()
  }

  it('because another server uses the directory; it says which, and ends with it', async () => {
    const first = await start()
    await expect(start()).rejects.toThrow(
      `Another Pulse server (process ${process.pid}) uses the data directory ${directory}. Stop it, or use another directory.`,
    )
    await first.close()
    await expect(start()).resolves.toBeDefined()
  })

  it.each([
    ['is gone', undefined, 'missing'],
    ['is empty', '', 'damaged'],
    ['was cut', 'AwMDAwMDAwMD', 'damaged'],
  ])('because the key %s', async (_, key, word) => {
    await prepared()
    const before = textOf('settings.json')
    if (key === undefined) rmSync(file('settings.key'))
    else writeFileSync(file('settings.key'), key)
    await expect(start()).rejects.toThrow(
      `The key file ${file('settings.key')} is ${word}. Put it back, or remove settings.json and settings.previous.json to start afresh.`,
    )
    expect(textOf('settings.json')).toBe(before)
  })

  it('because the key is another one', async () => {
    await prepared()
    writeFileSync(file('settings.key'), 'AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=')
    await expect(start()).rejects.toThrow(
      `The key file does not open the secrets in ${file('settings.json')}. Put back the key that belongs to it, or remove both to start afresh.`,
    )
  })

  it('because a newer server wrote the file', async () => {
    await prepared()
    const { keyVault } = await import('./io/key-vault.ts')
    const vault = keyVault(textOf('settings.key'))
    const content = { receivers: [] }
    const checksum = vault?.digest(JSON.stringify(['pulse-settings', 3, 9, content]))
    const text = JSON.stringify({ format: 'pulse-settings', version: 3, generation: 9, checksum, content })
    writeFileSync(file('settings.json'), text)
    await expect(start()).rejects.toThrow(
      `${file('settings.json')} was written by a newer Pulse (format 3). Start that version, or use another data directory.`,
    )
    expect(textOf('settings.json')).toBe(text)
  })

  it.runIf(process.platform === 'linux')('because the system wants no directory there', async () => {
    await expect(start({ directory: '/proc/pulse/data' })).rejects.toThrow(
      'The data directory /proc/pulse/data cannot be used (ENOENT). Choose another one with PULSE_DATA_DIR or --data-dir.',
    )
  })

  it('because the place is a file', async () => {
    writeFileSync(file('plain'), '')
    await expect(start({ directory: file('plain') })).rejects.toThrow(
      `The data directory ${file('plain')} cannot be used (not a directory). Choose another one with PULSE_DATA_DIR or --data-dir.`,
    )
  })
})
