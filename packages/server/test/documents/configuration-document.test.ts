import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ConfigFileShape } from '../../src/settings/file/config-file-shape.ts'
import { readConfigFile } from '../../src/settings/file/config-file.ts'
import { createTransfer, loadConfigFile, openSettings } from '../../src/settings/settings.ts'
import { ManualClock, silentLog } from '../../src/platform/platform.ts'
import { Served } from '../served.ts'

const root = join(import.meta.dirname, '../../../..')
const text = readFileSync(join(root, 'docs/configuration.md'), 'utf8')
const [example = ''] = [...text.matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml = '']) => yaml)

let folder = ''
afterEach(() => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true })
  folder = ''
})

describe('the example of pulse.yaml', () => {
  it('is understood and applied as it stands', async () => {
    folder = mkdtempSync(join(tmpdir(), 'pulse-document-'))
    const path = join(folder, 'pulse.yaml')
    writeFileSync(join(folder, 'secret'), 'https://hooks.example.org/fake\n')
    writeFileSync(path, example.replaceAll(/\/run\/secrets\/\w+/g, join(folder, 'secret')))
    const environment = { BACKUP_PASSWORD: 'fake-1', MAIL_PASSWORD: 'fake-2', WEBHOOK_AUTHORIZATION: 'fake-3' }
    const file = await loadConfigFile(path, environment)
    expect(readConfigFile(file).connections.map(({ name }) => name)).toEqual(['attic', 'backup'])
    const clock = new ManualClock(0)
    const settings = await openSettings({ directory: join(folder, 'data'), clock, log: silentLog })
    const transfer = createTransfer(settings, clock)
    expect((await transfer.applyFile(file)).length).toBeGreaterThan(10)
    expect(await transfer.applyFile(file)).toEqual([])
    expect(Object.keys(settings.document().alerts?.overrides ?? {})).toHaveLength(4)
    await settings.close()
  })

  it('has every field that there is', () => {
    const { connections, receivers, settings, ...others } = ConfigFileShape.properties
    const { email, webhooks } = receivers.properties
    const names = [
      ...Object.keys(ConfigFileShape.properties),
      ...Object.keys(connections.items.properties),
      ...Object.keys(connections.items.properties.monitor.properties),
      ...Object.keys(connections.items.properties.token.properties),
      ...Object.keys(email.properties),
      ...Object.keys(webhooks.items.properties),
      ...Object.keys(others.thresholds.properties),
      ...Object.keys(others.alerts.properties),
      ...Object.keys(settings.properties),
    ]
    expect(names.length).toBeGreaterThan(50)
    expect(names.filter((name) => !new RegExp(`(^|[\\s{])${name}:`, 'm').test(example))).toEqual([])
  })
})

it('every variable that the server reads is named', () => {
  const source = ['access-options', 'configuration-options', 'server-options', 'settings/environment-settings']
    .map((name) => readFileSync(join(root, `packages/server/src/${name}.ts`), 'utf8'))
    .join('\n')
  const names = [...source.matchAll(/'([A-Z][A-Z_]{3,})'/g)].map(([, name = '']) => name)
  // Of the system, not ours.
  const ours = new Set(names.filter((name) => !['LOCALAPPDATA', 'XDG_DATA_HOME'].includes(name)))
  expect(ours.size).toBeGreaterThan(25)
  expect([...ours].filter((name) => !text.includes(`\`${name}\``))).toEqual([])
})

it('every file of a data directory is named', async () => {
  const seen = new Set<string>()
  const look = ({ dataDir }: Served): void => {
    for (const name of readdirSync(dataDir)) seen.add(name)
  }
  const encrypted = await Served.start({ tls: { kind: 'own' } })
  const served = await Served.start()
  try {
    look(encrypted)
    look(served)
    await served.setUp()
    await served.app.modules.settings.update(() => ({ change: {}, result: null, keepBefore: true }))
    look(served)
    await served.restart()
    look(served)
  } finally {
    await encrypted.stop()
    await served.stop()
  }
  for (const name of ['setup-code', 'settings.before-import.json', 'tls.key']) expect(seen).toContain(name)
  expect([...seen].filter((name) => !text.includes(`\`${name}\``))).toEqual([])
})
