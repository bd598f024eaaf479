import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runChecks } from './checks.ts'
import { ensurePrograms } from './programs.ts'

/**
 * `npm test`: all checks, then all tests, browser and third-party clients included. Ends with `N passed, N failed, N skipped`,
 * where each check counts as one.
 */
const root = new URL('..', import.meta.url).pathname

for (const line of ensurePrograms()) console.log(line)
const built = await build()
const tally = await runChecks(root)
if (!built) tally.failed++
await runTests()
console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`)
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0

async function build(): Promise<boolean> {
  const code = await run(join(root, 'node_modules/.bin/vite'), ['build', 'packages/web', '--logLevel', 'warn'])
  if (code !== 0) console.log('failed build of the web interface')
  return code === 0
}

async function runTests(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pulse-tests-'))
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await run(join(root, 'node_modules/.bin/vitest'), ['run', ...reporters])
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8')) as Record<
      'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests' | 'numFailedTestSuites',
      number
    >
    tally.passed += counts.numPassedTests
    tally.failed += counts.numFailedTests
    tally.skipped += counts.numPendingTests + counts.numTodoTests
    // A file that does not load, or an error between tests, has no failed test to its name.
    if (code !== 0 && counts.numFailedTests === 0) tally.failed++
  } catch {
    tally.failed++
    console.log('failed: the tests left no report')
  }
  rmSync(folder, { recursive: true, force: true })
}

function run(command: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('error', () => resolve(1))
    child.once('close', (code) => resolve(code ?? 1))
  })
}
