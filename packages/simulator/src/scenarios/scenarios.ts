import type { Clock } from '../clock.ts'
import { Estate } from '../estate/estate.ts'
import { createLogins, type Logins, type Versions } from './build-site.ts'
import { type Size, sizedWorld } from './sized.ts'
import { smallWorld } from './small.ts'

export { inventedFingerprint, type Logins, type Versions } from './build-site.ts'

/** `small` is the estate of the demo; a size builds one of that many clusters, nodes and guests in all. */
export type Scenario = 'small' | Size

export function buildEstate(
  scenario: Scenario,
  seed: number,
  clock: Clock,
  versions: Versions,
): { estate: Estate; logins: Logins } {
  const logins = createLogins(seed)
  const world =
    scenario === 'small'
      ? smallWorld(seed, logins, clock, versions)
      : sizedWorld(scenario, seed, logins, clock, versions)
  return { estate: new Estate(clock, world.sites, world.backupServers), logins }
}
