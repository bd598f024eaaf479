import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HouseRules, ModuleRule } from './boundaries.ts'

const begin = '<!-- picture: drawn from modules.json by `npm run generate` -->'
const end = '<!-- /picture -->'

/** `ARCHITECTURE.md` with its pictures as `modules.json` has them now. */
export function drawHouse(root: string): { path: string; text: string } {
  const path = 'ARCHITECTURE.md'
  const rules = JSON.parse(readFileSync(join(root, 'modules.json'), 'utf8')) as HouseRules
  const text = readFileSync(join(root, path), 'utf8')
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`${path} lacks the marks of the picture`)
  return { path, text: `${before}${begin}\n${drawPackages(rules)}\n${drawModules(rules)}${end}${after}` }
}

function drawPackages(rules: HouseRules): string {
  const arrows = Object.entries(rules.packages).flatMap(([name, { sees }]) =>
    [...new Set(sees.map((seen) => seen.split('/')[0] ?? seen))].map((seen) => `  ${name} --> ${seen}`),
  )
  return ['', '```mermaid', 'flowchart LR', ...arrows, '```', ''].join('\n')
}

function drawModules(rules: HouseRules): string {
  return Object.entries(rules.packages)
    .filter(([, { modules }]) => modules)
    .map(([name, { modules = {}, leaves = [] }]) => {
      const arrows = Object.entries(modules).flatMap(([module, rule]) => arrowsOf(module, rule))
      const rows = Object.entries(modules).map(([module, { owns }]) => `| \`${module}\` | ${owns} |`)
      const seen = leaves.length > 0 ? `\nSeen by all: ${leaves.map((leaf) => `\`${leaf}\``).join(', ')}.\n` : ''
      const picture = arrows.length > 0 ? ['', '```mermaid', 'flowchart LR', ...arrows, '```', ''] : ['']
      return [`### packages/${name}`, '', '| module | owns |', '|---|---|', ...rows, seen, ...picture].join('\n')
    })
    .join('\n')
}

const arrowsOf = (module: string, rule: ModuleRule): string[] => [
  ...rule.sees.map((seen) => `  ${module} --> ${seen}`),
  ...(rule.packages ?? []).map((seen) => `  ${module} --> @pulse/${seen}`),
]
