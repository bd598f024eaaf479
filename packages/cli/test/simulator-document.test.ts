import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { namedFaults } from '@pulse/simulator'
import { describe, expect, it } from 'vitest'
import { runDocument } from './run-document.ts'

const guide = join(import.meta.dirname, '../../../docs/simulator.md')
const text = readFileSync(guide, 'utf8')

/** The first of two ports that nobody uses, below those that the system gives away. */
async function freePorts(): Promise<number> {
  for (;;) {
    const first = 20_000 + Math.floor(Math.random() * 10_000)
    if ((await isFree(first)) && (await isFree(first + 1))) return first
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

describe('the guide to the simulator', () => {
  it('works line by line', async () => {
    const [port, second, third] = [await freePorts(), await freePorts(), await freePorts()]
    const replacements = [
      // First those that are replaced by what could hold another one.
      ['pulse simulate --env sim.env', `pulse simulate --port ${port} --env sim.env </dev/null`],
      [':8006', `:${port}`],
      [':8007', `:${port + 1}`],
      ['8016', String(second)],
      ['8026', String(third)],
    ] as const
    const report = await runDocument(guide, { replacements })
    expect(report.problems).toEqual([])
    expect(report.blocks).toBe(13)
  })

  it('names every fault', () => {
    const rows = [...text.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, example, summary]) => [example, summary])
    expect(rows).toEqual(namedFaults.map(({ example, summary }) => [example, summary]))
  })

  it('shows a program that runs', async () => {
    const [, program = ''] = /^```ts\n(.*?)^```$/ms.exec(text) ?? []
    const args = ['--input-type=module-typescript', '--eval', program]
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname })
    expect(stdout).toBe('attic 5\n0\n')
  })
})
