import { type Method, methods, type Product } from '@pulse/proxmox/schema'
import { type AnswerKind, answerKind } from '@pulse/simulator'

const kinds: readonly AnswerKind[] = ['model', 'index', 'schema']

const kindOf = ({ product, verb, path }: Method): AnswerKind => answerKind(product, verb, path)

/** `docs/simulator-answers.md`: what the simulator knows of each method. */
export function drawSimulatorAnswers(): { path: string; text: string } {
  const text = [
    '# What the simulator knows of each call',
    '',
    'Every method of both products is answered. *Simulated* ones read and change the simulated estate. An *index* lists the paths below it.',
    'The others answer *from the schema*: their parameters and privileges are checked as for all, and the data has the right form, but it is',
    'made up and always the same, and a write changes nothing. See [the guide](simulator.md).',
    '',
    '| product | simulated | index | from the schema | all |',
    '|---|---|---|---|---|',
    countRow('Proxmox VE', 'pve'),
    countRow('Proxmox Backup Server', 'pbs'),
    '',
    '## Proxmox VE: from the schema',
    '',
    ...pathRows('pve'),
    '',
    '## Proxmox Backup Server: from the schema',
    '',
    ...pathRows('pbs'),
    '',
  ].join('\n')
  return { path: 'docs/simulator-answers.md', text }
}

function countRow(name: string, product: Product): string {
  const all = methods(product)
  const counts = kinds.map((kind) => all.filter((method) => kindOf(method) === kind).length)
  return `| ${[name, ...counts, all.length].join(' | ')} |`
}

function pathRows(product: Product): string[] {
  const verbs = new Map<string, string[]>()
  for (const method of methods(product)) {
    if (kindOf(method) === 'schema') verbs.set(method.path, [...(verbs.get(method.path) ?? []), method.verb])
  }
  return [
    '| path | methods |',
    '|---|---|',
    ...[...verbs].map(([path, list]) => `| \`${path}\` | ${list.join(', ')} |`),
  ]
}
