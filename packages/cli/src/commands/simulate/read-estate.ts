import { pbsVersionProfiles, type SimulatorOptions, versionProfiles } from '@pulse/simulator'
import { CommandError } from '../../command-error.ts'
import type { Given } from '../command.ts'

/**
 * Which estate the options describe.
 *
 * @throws CommandError of kind `usage`
 */
export function readEstate(given: Given): SimulatorOptions {
  const { scenario } = given.texts
  const pve = versionProfiles.find((version) => version === given.texts['pve'])
  const pbs = pbsVersionProfiles.find((version) => version === given.texts['pbs'])
  const nodes = wholeNumber(given, 'nodes', 1, 300)
  const guests = wholeNumber(given, 'guests', 0, 20_000)
  const hasSize = nodes !== undefined || guests !== undefined
  if (hasSize && scenario !== undefined)
    throw new CommandError('usage', '--scenario and --nodes or --guests exclude each other.')
  const seed = wholeNumber(given, 'seed', 0, 999_999_999)
  const latencyMs = wholeNumber(given, 'latency', 0, 600_000)
  return {
    scenario: hasSize
      ? { clusters: 1, nodes: nodes ?? nodesFor(guests ?? 0), guests: guests ?? (nodes ?? 1) * 10 }
      : 'small',
    basePort: wholeNumber(given, 'port', 0, 65_000) ?? 8006,
    versions: { ...(pve !== undefined && { pve }), ...(pbs !== undefined && { pbs }) },
    ...(seed !== undefined && { seed }),
    ...(latencyMs !== undefined && { latencyMs }),
  }
}

/** Fifty guests to a node, at least three nodes. */
function nodesFor(guests: number): number {
  return Math.min(300, Math.max(3, Math.ceil(guests / 50)))
}

function wholeNumber(given: Given, name: string, minimum: number, maximum: number): number | undefined {
  const text = given.texts[name]
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d{1,9}$/.test(text) && value >= minimum && value <= maximum) return value
  throw new CommandError('usage', `--${name} must be a whole number from ${minimum} to ${maximum}, not "${text}".`)
}
