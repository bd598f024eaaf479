import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { architecture, deployment, ownVersion } from './about.ts'

it.each<[string, Record<string, string>]>([
  ['manual', {}],
  ['docker', { '.dockerenv': '' }],
  ['docker', { 'proc/1/cgroup': '1:name=systemd:/docker/3f1c' }],
  ['proxmoxve', { 'bin/update': 'bash -c "$(curl -fsSL https://example.org/ct/pulse.sh)"' }],
  ['proxmoxve', { 'etc/systemd/system/pulse-backend.service': 'User=pulse\nExecStart=/opt/pulse/bin/pulse' }],
  ['systemd', { 'etc/systemd/system/pulse-backend.service': 'User=ada' }],
  ['systemd', { 'etc/systemd/system/pulse.service': '' }],
  // A container wins over what lies in it.
  ['docker', { '.dockerenv': '', 'etc/systemd/system/pulse.service': '' }],
])('a %s deployment is told by %o', (expected, files) => {
  const root = mkdtempSync(join(tmpdir(), 'pulse-root-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  expect(deployment(root)).toBe(expected)
  rmSync(root, { recursive: true })
})

it('the version is a version', () => {
  expect(ownVersion()).toMatch(/^\d+\.\d+\.\d+/)
})

it.each([
  ['x64', 'amd64'],
  ['arm64', 'arm64'],
  ['arm', 'armv7'],
  ['riscv64', 'amd64'],
])('%s is %s in the names of files', (processArchitecture, expected) => {
  expect(architecture(processArchitecture)).toBe(expected)
})
