import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs that some tests drive. Each is a Debian package of its own. */
const programs = [
  { package: 'chromium', present: () => onPath('chromium') },
  { package: 'python3-proxmoxer', present: () => imports('proxmoxer') },
  { package: 'python3-requests', present: () => imports('requests') },
  { package: 'fence-agents', present: () => onPath('fence_pve') },
  { package: 'ansible', present: () => onPath('ansible-inventory') },
  { package: 'php-cli', present: () => onPath('php') },
  { package: 'zsh', present: () => onPath('zsh') },
  { package: 'fish', present: () => onPath('fish') },
  { package: 'busybox', present: () => onPath('busybox') },
  { package: 'curl', present: () => onPath('curl') },
  { package: 'shellcheck', present: () => onPath('shellcheck') },
  { package: 'wget', present: () => onPath('wget') },
]

function onPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

/** Debian's own Python holds Debian's modules; another `python3` may come first on the path. */
function imports(module: string): boolean {
  return spawnSync('/usr/bin/python3', ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0
}

/**
 * Installs what is missing, where that is possible (root on Debian); otherwise the tests that need it are skipped and say
 * so. Returns one line for each that is still missing.
 */
export function ensurePrograms(): string[] {
  const missing = programs.filter((program) => !program.present())
  if (missing.length === 0) return []
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const names = missing.map((program) => program.package)
    console.log(`Installing ${names.join(', ')} …`)
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { env: environment, stdio: 'ignore' })
    spawnSync('apt-get', ['install', '-y', '-qq', ...names], {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  return missing
    .filter((program) => !program.present())
    .map((program) => `${program.package} is not installed: the tests that drive it are skipped`)
}
