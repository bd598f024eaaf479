import { readFileSync } from 'node:fs'
import type { Product } from '@pulse/contract'

const part = (name: string): string => readFileSync(`${import.meta.dirname}/../templates/${name}.sh`, 'utf8')

/** The constant parts of the setup scripts; nothing is ever put into them. */
export const scriptParts: Readonly<Record<Product | 'frame', string>> = {
  pve: part('pve'),
  pbs: part('pbs'),
  frame: part('frame'),
}
