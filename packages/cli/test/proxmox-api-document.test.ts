import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { documentedFingerprint, startDocumentedHosts } from './documented-host.ts'
import { runDocument } from './run-document.ts'

const root = join(import.meta.dirname, '../../..')
const missing = ['curl', 'jq', 'openssl'].filter((program) => spawnSync(program, ['--version']).error !== undefined)
if (missing.length > 0) console.log(`${missing.join(', ')} is missing: docs/proxmox-api.md is not run`)

it.runIf(missing.length === 0)(
  'curl, pulse api and Postman come to the same answer, line by line',
  async () => {
    const hosts = await startDocumentedHosts()
    const report = await runDocument(join(root, 'docs/proxmox-api.md'), {
      replacements: [
        ['https://pve1.example.org:8006', hosts.pve.url],
        [documentedFingerprint, hosts.pve.fingerprint],
        [' docs/api/', ` ${root}/docs/api/`],
      ],
      files: { 'pve-root-ca.pem': hosts.pve.caPem },
      // Node complains of something in newman.
      environment: { PVE_PASSWORD: hosts.rootPassword, NODE_NO_WARNINGS: '1' },
    })
    await hosts.close()
    expect(report.problems).toEqual([])
    expect(report.blocks).toBe(14)
  },
  60_000,
)
