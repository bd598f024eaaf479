import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tokenCommands } from '../src/screens/connections/token-commands.ts'

it.each(['pve', 'pbs'] as const)(
  'the lines for a token of %s are those of the guide, which the command prints',
  (product) => {
    const guide = readFileSync(join(import.meta.dirname, '../../../docs/proxmox-api-user.md'), 'utf8').split('\n')
    const lines = tokenCommands(product, { older: false, backups: false })
    const at = guide.indexOf(lines[0] ?? '')
    expect(guide.slice(at, at + lines.length)).toEqual(lines)
  },
)
