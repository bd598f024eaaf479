import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { measureCommandStart } from '../bench/command-start.ts'
import { sizes } from '../bench/goals.ts'
import { measure, type Windows } from '../bench/measure.ts'
import { type Line, linesOf, linesOfCommand, replaceMeasured, tableOf } from '../bench/report.ts'

/**
 * `npm run bench`: measures the server against simulated estates and writes docs/performance.md.
 * `--quick` looks for a shorter time and writes nothing; `--json` prints the figures as JSON; `--guests 1000` takes one size.
 */
const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, guests: { type: 'string' } },
})
const windows: Windows = values.quick
  ? {
      starts: 1,
      warmUpMs: 10_000,
      leanWarmUpMs: 5000,
      idleMs: 20_000,
      stateMs: 10_000,
      socketMs: 20_000,
      accessMs: 10_000,
    }
  : {
      starts: 3,
      warmUpMs: 60_000,
      leanWarmUpMs: 30_000,
      idleMs: 60_000,
      stateMs: 30_000,
      socketMs: 30_000,
      accessMs: 30_000,
    }
const chosen = sizes.filter(({ guests }) => !values.guests || guests === Number(values.guests))
if (chosen.length === 0) throw new Error(`--guests must be one of ${sizes.map(({ guests }) => guests).join(', ')}`)

const say = (text: string): void => void process.stderr.write(`${text}\n`)
const busy = loadavg()[0] ?? 0
const warning =
  busy > 0.5 ? `The machine did other things (load ${busy.toFixed(1)}), so times and CPU are too high.` : ''
if (warning) say(warning)

const lines: Line[] = []
const all: Record<number, unknown> = {}
for (const goals of chosen) {
  say(`${goals.guests} guests on ${goals.nodes} nodes`)
  const figures = await measure(goals, windows, say)
  lines.push(...linesOf(goals, figures))
  all[goals.guests] = figures
}
say('the command')
const command = await measureCommandStart(values.quick ? 3 : 9)
lines.push(...linesOfCommand(command))
process.stdout.write(`${values.json ? JSON.stringify({ ...all, command }, null, 2) : tableOf(lines)}\n`)

if (!values.quick && chosen.length === sizes.length) {
  const file = new URL('../docs/performance.md', import.meta.url)
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}`
  const text = `\nMeasured on ${new Date().toISOString().slice(0, 10)}, ${machine}. ${warning}\n\n${tableOf(lines)}\n`
  await writeFile(file, replaceMeasured(await readFile(file, 'utf8'), text))
  say('docs/performance.md is written')
}
