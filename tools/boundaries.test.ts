import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { checkBoundaries, type HouseRules } from './boundaries.ts'

const rules: HouseRules = {
  packages: {
    contract: { runsIn: 'anywhere', sees: [], libraries: [] },
    server: {
      runsIn: 'node',
      sees: ['contract', 'proxmox'],
      libraries: ['ws'],
      leaves: ['platform'],
      wiring: ['app.ts', 'main.ts'],
      modules: {
        platform: { owns: 'time', sees: [] },
        collector: { owns: 'polls', sees: [], packages: ['proxmox'] },
        alerts: { owns: 'judging', sees: [], packages: [] },
      },
    },
    web: {
      runsIn: 'browser',
      sees: ['contract'],
      libraries: [],
      apart: ['screens'],
      modules: {
        parts: { owns: 'controls', sees: [], open: true },
        screens: { owns: 'pages', sees: ['parts'], open: true },
      },
    },
  },
}

const faces = {
  'contract/src/contract.ts': '',
  'server/src/platform/platform.ts': '',
  'server/src/collector/collector.ts': '',
  'server/src/alerts/alerts.ts': '',
  'web/src/parts/dialog.ts': '',
  'web/src/screens/overview/overview.ts': '',
  'web/src/screens/guest/guest.ts': '',
}

let root = ''
afterEach(() => rmSync(root, { recursive: true, force: true }))

function problemsOf(files: Record<string, string>): string[] {
  root = mkdtempSync(join(tmpdir(), 'boundaries-'))
  for (const [path, text] of Object.entries({ ...faces, ...files })) {
    const file = join(root, 'packages', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return checkBoundaries(root, rules).problems
}

describe('what the check lets through', () => {
  it.each([
    ['a clean house', {}],
    ['a face of a leaf', { 'server/src/alerts/judge.ts': "import { x } from '../platform/platform.ts'" }],
    ['a door in an io folder', { 'server/src/alerts/io/file.ts': "import fs from 'node:fs'; Date.now()" }],
    ['a door in a start file', { 'server/src/main.ts': 'process.exit(console.log(1))' }],
    ['wiring', { 'server/src/app.ts': "import './alerts/alerts.ts'; import './collector/collector.ts'" }],
    ['a screen made of parts', { 'web/src/screens/guest/a.ts': "import '../../parts/dialog.ts'" }],
    ['a date of a given instant', { 'server/src/alerts/day.ts': 'export const d = (at: number) => new Date(at)' }],
    [
      'a property with the name of a door',
      { 'server/src/alerts/p.ts': 'export const p = (m: { process: number }) => m.process' },
    ],
    [
      'a test that looks inside',
      { 'server/src/alerts/a.test.ts': "import '../collector/plan.ts'", 'server/src/collector/plan.ts': '' },
    ],
  ])('%s', (_, files) => {
    expect(problemsOf(files)).toEqual([])
  })
})

describe('what the check finds', () => {
  it.each([
    [
      'cross traffic',
      { 'server/src/alerts/a.ts': "import '../collector/collector.ts'" },
      'module alerts may not see collector',
    ],
    [
      'a way round the face',
      { 'server/src/app.ts': "import './alerts/judge.ts'", 'server/src/alerts/judge.ts': '' },
      'deeper than its face',
    ],
    [
      'a module that wires',
      { 'server/src/alerts/a.ts': "import '../app.ts'", 'server/src/app.ts': '' },
      'which wires modules',
    ],
    ['a clock read', { 'server/src/alerts/a.ts': 'export const t = () => Date.now()' }, 'Date.now outside'],
    ['the present', { 'server/src/alerts/a.ts': 'export const t = new Date()' }, 'new Date() outside'],
    ['a timer', { 'server/src/alerts/a.ts': 'setTimeout(() => {}, 1)' }, 'setTimeout outside'],
    ['a timer handed on', { 'server/src/alerts/a.ts': 'run(setTimeout)' }, 'setTimeout outside'],
    ['the process', { 'server/src/alerts/a.ts': 'export const e = process.env' }, 'process outside'],
    ['Node in a pure file', { 'server/src/alerts/a.ts': "import 'node:fs'" }, 'imports node:fs outside'],
    ['Node in a package for anywhere', { 'contract/src/io/a.ts': "import 'node:fs'" }, 'does not run in Node only'],
    ['a package out of sight', { 'contract/src/a.ts': "import '@pulse/server'" }, 'may not see @pulse/server'],
    [
      'a package out of a module’s sight',
      { 'server/src/alerts/a.ts': "import '@pulse/proxmox'" },
      'module alerts may not see @pulse/proxmox',
    ],
    [
      'a library that is not listed',
      { 'server/src/alerts/a.ts': "import 'lodash/fp'" },
      'may not use the library lodash',
    ],
    [
      'a way out of the package',
      { 'server/src/alerts/a.ts': "import '../../../contract/src/contract.ts'" },
      'leaves its package',
    ],
    ['a missing file', { 'server/src/alerts/a.ts': "import './gone.ts'" }, 'imports a missing file'],
    [
      'a screen in a screen',
      { 'web/src/screens/guest/a.ts': "import '../overview/overview.ts'" },
      'screens/guest may not see screens/overview',
    ],
    [
      'a part that knows screens',
      { 'web/src/parts/a.ts': "import '../screens/guest/guest.ts'" },
      'module parts may not see screens',
    ],
    ['a folder without an entry', { 'server/src/history/history.ts': '' }, 'src/history: not in modules.json'],
    ['a door in a component', { 'server/src/alerts/a.svelte': '<script>fetch("/x")</script>' }, 'fetch outside'],
  ])('%s', (_, files, expected) => {
    expect(problemsOf(files)).toEqual([expect.stringContaining(expected)])
  })

  it('a cycle between modules', () => {
    root = mkdtempSync(join(tmpdir(), 'boundaries-'))
    for (const module of ['a', 'b']) {
      mkdirSync(join(root, 'packages/server/src', module), { recursive: true })
      writeFileSync(join(root, 'packages/server/src', module, `${module}.ts`), '')
    }
    const modules = { a: { owns: '', sees: ['b'] }, b: { owns: '', sees: ['a'] } }
    const { problems } = checkBoundaries(root, {
      packages: { server: { runsIn: 'node', sees: [], libraries: [], modules } },
    })
    expect(problems).toEqual(['modules.json: server has a cycle: a → b → a'])
  })
})
