import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { originalContent, originalExport } from '../../test/original-export.ts'
import { ManualClock, Secret, silentLog, StartError } from '../platform/platform.ts'
import { applyConfigFile, configureAtStart, type StartConfiguration } from './configure-at-start.ts'
import { openSettings, type Settings } from './settings.ts'
import { createTransfer, type Transfer } from './transfer.ts'

const passphrase = new Secret('correct horse battery')
const data = originalExport(originalContent, passphrase.reveal())
const clock = new ManualClock(1_760_000_000_000)
let directory = ''
let settings: Settings
let transfer: Transfer

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'pulse-first-'))
  settings = await openSettings({ directory: join(directory, 'data'), clock, log: silentLog })
  transfer = createTransfer(settings, clock)
})
afterEach(async () => {
  await settings.close()
  rmSync(directory, { recursive: true, force: true })
})

const put = (name: string, text: string): string => {
  writeFileSync(join(directory, name), text)
  return join(directory, name)
}
const start = (more: Partial<StartConfiguration>): Promise<void> =>
  configureAtStart({
    settings,
    transfer,
    file: undefined,
    initial: undefined,
    environment: {},
    log: silentLog,
    ...more,
  })
const names = (): string[] => settings.connections().map(({ name }) => name)
const pulseYaml = (name: string): string =>
  `connections: [{name: ${name}, type: pve, host: 10.0.0.7, user: mon@pve, password: {env: LAB}}]`

describe('an export for the first start', () => {
  it.each([
    ['the text itself', data],
    ['the text in base64, as the original wanted it', Buffer.from(data).toString('base64')],
    ['the file of the browser', JSON.stringify({ status: 'success', data })],
  ])('is imported: %s', async (_, text) => {
    await start({ initial: { kind: 'data', data: new Secret(text), passphrase } })
    expect(names()).toEqual(['lab', 'backup'])
  })

  it('may be in a file, and is not looked at later', async () => {
    const path = put('export.txt', `${data}\n`)
    await start({ initial: { kind: 'file', path, passphrase } })
    expect(names()).toEqual(['lab', 'backup'])
    const [lab] = settings.connections()
    await settings.deleteConnection(lab?.id ?? '')
    rmSync(path)
    await start({ initial: { kind: 'file', path, passphrase: undefined } })
    expect(names()).toEqual(['backup'])
  })

  it.each<[string, StartConfiguration['initial'], string]>([
    [
      'no passphrase',
      { kind: 'data', data: new Secret(data), passphrase: undefined },
      'PULSE_INIT_CONFIG_PASSPHRASE is missing: it opens the export in PULSE_INIT_CONFIG_DATA.',
    ],
    [
      'another passphrase',
      { kind: 'data', data: new Secret(data), passphrase: new Secret('x') },
      'PULSE_INIT_CONFIG_DATA: Failed to import configuration: failed to decrypt import data: the passphrase is wrong, or the data are damaged.',
    ],
    ['no file', { kind: 'file', path: '/nowhere/export', passphrase }, '/nowhere/export cannot be read (ENOENT).'],
  ])('stops the start where it cannot be read: %s', async (_, initial, message) => {
    await expect(start({ initial })).rejects.toThrow(new StartError(message))
    expect(settings.document().generation).toBe(0)
  })
})

describe('pulse.yaml at the start', () => {
  it('is applied, with secrets of the environment, after the first import', async () => {
    const file = put('pulse.yaml', pulseYaml('attic'))
    await start({
      file,
      environment: { LAB: 'fake-secret' },
      initial: { kind: 'data', data: new Secret(data), passphrase },
    })
    expect(names()).toEqual(['lab', 'backup', 'attic'])
    expect(settings.document().file?.name).toBe(file)
    const { generation } = settings.document()
    await start({ file, environment: { LAB: 'fake-secret' } })
    expect(settings.document().generation).toBe(generation)
  })

  it('that is wrong stops the start, naming line and field', async () => {
    const file = put('pulse.yaml', `settings: {}\n${pulseYaml('attic').replace('10.0.0.7', '"a b"')}`)
    await expect(start({ file, environment: { LAB: 'fake-secret' } })).rejects.toThrow(
      new StartError(
        `${file} line 2: connections[0].host: Host must be a name or address with an optional port, such as 192.0.2.10:8006.`,
      ),
    )
    await expect(start({ file })).rejects.toThrow(
      new StartError(`${file} line 2: connections[0].password: the variable LAB is not set`),
    )
  })

  it('is applied again when it has changed; a mistake in it changes nothing', async () => {
    const given = { transfer, environment: { LAB: 'fake-secret' }, log: silentLog }
    const file = put('pulse.yaml', pulseYaml('attic'))
    await applyConfigFile(given, file)
    put('pulse.yaml', pulseYaml('cellar'))
    await applyConfigFile(given, file)
    expect(names()).toEqual(['cellar'])
    put('pulse.yaml', 'connections: [')
    await expect(applyConfigFile(given, file)).rejects.toThrow(StartError)
    expect(names()).toEqual(['cellar'])
  })
})
