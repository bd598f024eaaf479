import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { needsOf } from '@pulse/contract'
import { describe, expect, it } from 'vitest'
import { documentedFingerprint, startDocumentedHosts } from './documented-host.ts'
import { runDocument } from './run-document.ts'

const file = join(import.meta.dirname, '../../../docs/proxmox-api-user.md')

describe('docs/proxmox-api-user.md', () => {
  it('works line by line', async () => {
    const hosts = await startDocumentedHosts()
    const { pve, pbs, rootPassword } = hosts
    const report = await runDocument(file, {
      replacements: [
        ['https://pve1.example.org:8006', pve.url],
        ['https://pbs.example.org:8007', pbs.url],
        [documentedFingerprint, pve.fingerprint],
        [documentedFingerprint.replace('7E', '5C'), pbs.fingerprint],
        // The file is named for the host.
        ['pve1.example.org.env', `${new URL(pve.url).hostname}.env`],
        ['pbs.example.org.env', `${new URL(pbs.url).hostname}.env`],
      ],
      environment: { PVE_PASSWORD: rootPassword, PBS_PASSWORD: rootPassword },
    })
    await hosts.close()
    expect(report.problems).toEqual([])
    expect(report.blocks).toBe(8)
  }, 60_000)

  it('tells what each privilege is for', () => {
    const rows = [...readFileSync(file, 'utf8').matchAll(/^\| `([\w.]+)` \| (.+) \|$/gm)].map((row) => [row[1], row[2]])
    const needs = [...needsOf('pve', '9.2'), ...needsOf('pbs', '4.2')]
    expect(rows).toEqual(needs.map(({ privilege, shows }) => [privilege, shows]))
  })
})
