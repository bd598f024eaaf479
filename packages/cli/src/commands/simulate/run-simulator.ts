import { namedFaults, type Simulator, type SimulatorOptions, startSimulator } from '@pulse/simulator'
import { CommandError } from '../../command-error.ts'
import type { Machine } from '../../io/machine.ts'
import { faultTable, simulatorBanner } from '../../print/simulator-banner.ts'
import type { Run } from '../command.ts'
import { FaultControl } from './fault-control.ts'
import { readEstate } from './read-estate.ts'
import { simulatorEnvironment, simulatorFacts } from './simulator-facts.ts'

/** `pulse simulate`: the estate, until it is told to stop. */
export const runSimulator: Run = async (given, machine) => {
  if (given.switches.has('faults')) return machine.print(faultTable(namedFaults))
  const simulator = await start(readEstate(given))
  machine.onStop(() => simulator.close())
  const control = new FaultControl(simulator)
  for (const fault of given.lists['fault'] ?? []) control.start(fault)
  await simulator.settled()
  const { env } = given.texts
  if (env !== undefined) await writeEnvironment(machine, env, simulator)
  if (given.switches.has('json')) machine.print(JSON.stringify(simulatorFacts(simulator), null, 2))
  else machine.print(simulatorBanner(simulator, env))
  await Promise.race([machine.untilStopped(), obey(machine, control)])
}

async function start(options: SimulatorOptions): Promise<Simulator> {
  try {
    return await startSimulator(options)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'port' in error)) throw error
    const { code, port } = error
    if (code === 'EADDRINUSE') {
      const advice = 'Stop the program that uses it, or choose another port with --port.'
      throw new CommandError('failed', `Port ${String(port)} is in use. ${advice}`)
    }
    if (code === 'EACCES')
      throw new CommandError(
        'failed',
        `This user may not listen on port ${String(port)}. Choose one above 1023 with --port.`,
      )
    throw error
  }
}

async function writeEnvironment(machine: Machine, file: string, simulator: Simulator): Promise<void> {
  const lines = Object.entries(simulatorEnvironment(simulator)).map(([name, value]) => `${name}='${value}'`)
  try {
    await machine.files.writePrivate(file, `${lines.join('\n')}\n`)
  } catch {
    throw new CommandError('invalid', `--env: ${file} cannot be written.`)
  }
}

/** Takes orders from standard input. Resolves when one says so; where nobody says anything, never. */
async function obey(machine: Machine, control: FaultControl): Promise<void> {
  for await (const line of machine.lines()) {
    const answer = control.obey(line)
    if (answer === null) return
    if (answer !== '') machine.note(answer)
  }
  await machine.untilStopped()
}
