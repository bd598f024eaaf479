import type { Inventory } from '../inventory/inventory.ts'
import type { Observation } from '../observation/observation.ts'
import type { Realtime } from '../realtime/realtime.ts'

/** One poll's result, in the order it travels. Nothing here may wait on the network. */
export function observationPipeline(modules: {
  inventory: Pick<Inventory, 'apply'>
  realtime: Pick<Realtime, 'publish'>
}): (observation: Observation) => void {
  return (observation) => {
    const change = modules.inventory.apply(observation)
    modules.realtime.publish(change)
  }
}
