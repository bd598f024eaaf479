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

/** A port with a free one behind it, as far as anybody can know. */
async function freePorts(): Promise<[first: string, second: string]> {
  for (;;) {
    const first = await listen(0)
    const second = await listen(first + 1)
    if (second > 0) return [String(first), String(second)]
  }
}

/** The port that could be listened on; 0 where it could not. */
function listen(port: number): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(0))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0))
    })
  })
}

describe('the guide to the simulator', () => {
  it('works line by line', async () => {
    const [[port, next], [second], [third]] = [await freePorts(), await freePorts(), await freePorts()]
    const replacements = [
      // First those that are replaced by what could hold another one.
      ['pulse simulate --env sim.env', `pulse simulate --port ${port} --env sim.env </dev/null`],
      [':8006', `:${port}`],
      [':8007', `:${next}`],
      ['8016', second],
      ['8026', third],
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
