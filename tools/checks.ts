import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkBoundaries, type HouseRules } from './boundaries.ts'
import { drawCoverage } from './coverage.ts'
import { checkDocuments } from './documents.ts'
import { generate } from './generate.ts'
import { checkLicences } from './licences.ts'

interface CheckResult {
  name: string
  /** Empty when all is well. */
  problems: string[]
  /** What was looked at, e.g. `212 files`. */
  looked: string
  /** Set where the check could not run. */
  skipped?: string
}

type Check = (root: string) => Promise<CheckResult> | CheckResult

const tool = (root: string, path: string): string => join(root, 'node_modules', path)

/** Every check that is no test, in the order of their cost. */
const checks: readonly Check[] = [
  (root) => run('format', root, tool(root, '.bin/biome'), ['format', '--no-errors-on-unmatched', '.']),
  (root) =>
    run('lint', root, tool(root, '.bin/oxlint'), ['--type-aware', '--quiet', 'packages', 'tools', 'bench', 'examples']),
  (root) => run('types', root, process.execPath, [tool(root, '@typescript/native/bin/tsc'), '-p', 'tsconfig.json']),
  (root) =>
    run('types of the browser tests', root, process.execPath, [
      tool(root, '@typescript/native/bin/tsc'),
      '-p',
      'packages/web/test/tsconfig.json',
    ]),
  (root) =>
    run('types of the web interface', root, tool(root, '.bin/svelte-check'), [
      '--workspace',
      'packages/web',
      '--tsconfig',
      'tsconfig.json',
      '--fail-on-warnings',
    ]),
  (root) => {
    const rules = JSON.parse(readFileSync(join(root, 'modules.json'), 'utf8')) as HouseRules
    const { files, problems } = checkBoundaries(root, rules)
    return {
      name: 'boundaries',
      problems: files < 100 ? [...problems, `saw only ${files} files`] : problems,
      looked: `${files} files`,
    }
  },
  (root) => run('dead code', root, tool(root, '.bin/knip'), ['--no-progress']),
  (root) => {
    const { packages, problems } = checkLicences(root)
    return {
      name: 'licences',
      problems: packages < 100 ? [...problems, `saw only ${packages} packages`] : problems,
      looked: `${packages} packages`,
    }
  },
  (root) => {
    const { links, problems } = checkDocuments(root)
    return { name: 'documents', problems, looked: `${links} paths and links` }
  },
  (root) => {
    const { problems, calls } = drawCoverage(root)
    return {
      name: 'coverage of the Proxmox APIs',
      problems: calls < 1000 ? [...problems, `saw only ${calls} calls`] : problems,
      looked: `${calls} calls`,
    }
  },
  async (root) => {
    const { stale, skipped, files } = await generate(root, { check: true })
    return {
      name: 'generated files',
      problems: stale.map((file) => `${file} is stale: npm run generate`),
      looked: `${files} files`,
      ...(skipped ? { skipped } : {}),
    }
  },
]

function run(name: string, cwd: string, command: string, args: readonly string[]): Promise<CheckResult> {
  return new Promise((resolve) => {
    const present = args.filter((arg) => !/^(packages|tools|bench|examples)$/.test(arg) || existsSync(join(cwd, arg)))
    const child = spawn(command, present, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.once('error', (error) => resolve({ name, problems: [error.message], looked: 'nothing' }))
    child.once('close', (code) => {
      const last = output.trim().split('\n').at(-1) ?? ''
      resolve({
        name,
        problems: code === 0 ? [] : [output.trim()],
        looked: code === 0 && last.length < 100 ? last : '',
      })
    })
  })
}

/** Runs every check and prints one line each, with the problems of those that found some. */
export async function runChecks(root: string): Promise<{ passed: number; failed: number; skipped: number }> {
  const tally = { passed: 0, failed: 0, skipped: 0 }
  for (const check of checks) {
    const { name, problems, looked, skipped } = await check(root)
    const outcome = problems.length > 0 ? 'failed' : skipped ? 'skipped' : 'passed'
    tally[outcome]++
    console.log([outcome, name, looked && `(${looked})`, skipped].filter(Boolean).join(' '))
    for (const problem of problems) console.log(problem.replaceAll(/^/gm, '     '))
  }
  return tally
}
