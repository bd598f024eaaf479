import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * `npm run lock`, after a change of dependencies: names the builds for other platforms that npm left out of the lock file.
 *
 * npm drops an optional package from the lock when its source does not offer it at that moment, and `npm ci` then refuses
 * the whole file ("Missing: … from lock file"). The version is the exact one that the parent asks for; the platform, which
 * keeps npm from fetching it anywhere else, follows from the name.
 */
interface Locked {
  version?: string
  license?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

const file = join(import.meta.dirname, '../package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Locked> }

let added = 0
for (const [path, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (isLocked(path, name)) continue
    if (!/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`${path} asks for ${name} ${version}: no exact version to lock`)
    lock.packages[`node_modules/${name}`] = {
      version,
      // The builds of one package are under one licence.
      ...(parent.license && { license: parent.license }),
      ...platformOf(name),
      ...(parent.dev && { dev: true }),
      optional: true,
    }
    added++
  }
}
const [root, ...rest] = Object.entries(lock.packages)
if (!root) throw new Error('the lock file is empty')
lock.packages = Object.fromEntries([root, ...rest.toSorted(([a], [b]) => (a < b ? -1 : 1))])
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} builds for other platforms added`)

/** Beside the parent, or hoisted. */
function isLocked(parent: string, name: string): boolean {
  return `${parent}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages
}

function platformOf(name: string): Pick<Locked, 'os' | 'cpu' | 'libc'> {
  const words = name.split(/[-/@]/)
  const os = words.find((word) =>
    ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'sunos', 'aix', 'netbsd', 'openbsd'].includes(
      word,
    ),
  )
  const cpu = words.find((word) =>
    ['arm', 'arm64', 'ia32', 'x64', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32'].includes(word),
  )
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.includes('gnu') || words.includes('gnueabihf')
      ? 'glibc'
      : undefined
  if (os === undefined && cpu !== 'wasm32') throw new Error(`the name ${name} does not tell its platform`)
  return { cpu: [cpu ?? 'arm64'], ...(os && { os: [os] }), ...(libc && { libc: [libc] }) }
}
