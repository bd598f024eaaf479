import { type Finding, findingsOf, missingOf, needsOf } from '@pulse/contract'
import type { Product } from '@pulse/proxmox/schema'
import { CommandError } from '../../command-error.ts'
import type { Machine } from '../../io/machine.ts'
import { visible } from '../../print/visible.ts'
import type { Sights } from '../../proxmox/monitoring-user-sights.ts'

/**
 * Says what a login may see, what stands and falls with each privilege, and what it really finds. Gives what it lacks of
 * that which Pulse needs.
 */
export function printFindings(product: Product, sights: Sights, machine: Machine): readonly Finding[] {
  const findings = findingsOf(needsOf(product, sights.version), sights.permissions)
  for (const line of [...table(findings), ...onRequest(findings)]) machine.print(line)
  machine.print('')
  machine.print(`It sees ${sights.seen}.`)
  return missingOf(findings)
}

/** The error where something is missing: what that costs, and what to do. */
export function lacking(missing: readonly Finding[], advice: string): CommandError {
  const costs = missing.map(({ need: { privilege, shows } }) => `without ${privilege} Pulse does not show ${shows}`)
  return new CommandError('forbidden', `Something is missing: ${costs.join('; ')}. ${advice}`)
}

function table(findings: readonly Finding[]): string[] {
  const rows = findings.map((finding) => [finding.need.privilege, finding.held.kind, meaning(finding)] as const)
  const all = [['PRIVILEGE', 'HELD', 'PULSE SHOWS WITH IT'] as const, ...rows]
  const [first, second] = [0, 1].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)) + 2)
  return all.map(([privilege, held, text]) => `${privilege.padEnd(first ?? 0)}${held.padEnd(second ?? 0)}${text}`)
}

const meaning = ({ need: { shows }, held }: Finding): string =>
  held.kind === 'partly' ? `${shows}; ${visible(held.where)}` : shows

/** Which options would grant the rest; nothing where all is held. */
function onRequest(findings: readonly Finding[]): string[] {
  const lines = (['backups', 'updates'] as const).flatMap((wish) => {
    const open = findings.filter(({ need, held }) => need.wish === wish && held.kind === 'no')
    return open.length > 0 ? [`  --with-${wish}  ${open.map(({ need }) => need.privilege).join(', ')}`] : []
  })
  return lines.length > 0 ? ['', 'pulse user create grants on request what allows more than looking:', ...lines] : []
}
