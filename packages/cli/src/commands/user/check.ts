import { withTarget } from '../../proxmox/connect.ts'
import { lookAround } from '../../proxmox/monitoring-user-sights.ts'
import type { Run } from '../command.ts'
import { lacking, printFindings } from './print-findings.ts'

/** `pulse user check`: what an existing login may see of what Pulse shows. */
export const check: Run = async (given, machine) => {
  await withTarget(given, machine, async (target) => {
    // Only looking: what is under way may be dropped.
    machine.stopped.addEventListener('abort', () => void target.client.close(), { once: true })
    const sights = await lookAround(target)
    const missing = printFindings(target.product, sights, machine)
    if (missing.length > 0) throw lacking(missing, 'pulse user create grants it.')
  })
}
