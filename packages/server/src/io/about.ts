import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The version of this server, without a leading `v`. */
export function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version)
  throw new Error('package.json names no version')
}

export type Deployment = 'docker' | 'proxmoxve' | 'systemd' | 'manual'

/** How it was installed, judged as the documents say. `root` is where the file system begins. */
export function deployment(root = '/'): Deployment {
  const text = (path: string): string => {
    try {
      return readFileSync(join(root, path), 'utf8')
    } catch {
      return ''
    }
  }
  if (existsSync(join(root, '.dockerenv')) || text('proc/1/cgroup').includes('docker')) return 'docker'
  const unit = text('etc/systemd/system/pulse-backend.service')
  const byHelperScript = unit.includes('User=pulse') && unit.includes('/opt/pulse/bin/pulse')
  if (text('bin/update').includes('pulse.sh') || byHelperScript) return 'proxmoxve'
  if (unit !== '' || existsSync(join(root, 'etc/systemd/system/pulse.service'))) return 'systemd'
  return 'manual'
}

/** As the files of a release call it; anything else is the most common one. */
export function architecture(processArchitecture: string = process.arch): 'amd64' | 'arm64' | 'armv7' {
  if (processArchitecture === 'arm64') return 'arm64'
  return processArchitecture === 'arm' ? 'armv7' : 'amd64'
}
