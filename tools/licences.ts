import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const permissive = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'MIT-0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
  'Zlib',
])

/** Not permissive in the strict sense, looked at one by one: nothing of them is shipped. */
const onlyForDevelopment: Readonly<Record<string, string>> = {
  'axe-core': 'MPL-2.0',
  argparse: 'PSF-2.0',
  'stream-length': 'WTFPL',
}

/** Build tools of the web interface: they run at build time and leave nothing of themselves in the output. */
const onlyForBuilding: Readonly<Record<string, string>> = { lightningcss: 'MPL-2.0' }

/** Packages without a licence field that carry a licence file, or name their licence in the README or an older field. */
const licenceFiles: Readonly<Record<string, string>> = {
  httpntlm: 'MIT',
  'stack-trace': 'MIT',
  'svelte-toolbelt': 'MIT',
}

interface LockedPackage {
  version?: string
  license?: string
  link?: boolean
  dev?: boolean
  hasInstallScript?: boolean
}

export interface LicenceReport {
  packages: number
  problems: string[]
}

/** Licences, install scripts and exact versions of all that the lock file brings in. */
export function checkLicences(root: string): LicenceReport {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  const problems: string[] = []
  let packages = 0
  for (const [path, locked] of Object.entries(lock.packages)) {
    if (!path.includes('node_modules/') || locked.link) continue
    packages++
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (locked.hasInstallScript) problems.push(`${name}: has an install script`)
    const licence = locked.license ?? licenceOf(root, path) ?? licenceFiles[name]
    if (!isAccepted(name, licence, locked.dev === true))
      problems.push(`${name}: licence ${licence ?? 'unknown'} is not accepted`)
  }
  return { packages, problems: [...problems, ...inexactVersions(root, Object.keys(lock.packages))] }
}

function isAccepted(name: string, licence: string | undefined, dev: boolean): boolean {
  if (licence === undefined) return false
  if (/^lightningcss(-|$)/.test(name)) return onlyForBuilding['lightningcss'] === licence
  if (dev && onlyForDevelopment[name] === licence) return true
  const choices = licence.replaceAll(/[()]/g, '').split(/ OR /)
  return choices.some((choice) => choice.split(/ AND /).every((part) => permissive.has(part.trim())))
}

function licenceOf(root: string, path: string): string | undefined {
  const file = join(root, path, 'package.json')
  if (!existsSync(file)) return undefined
  const { license } = JSON.parse(readFileSync(file, 'utf8')) as { license?: string | { type?: string } }
  return typeof license === 'string' ? license : license?.type
}

function inexactVersions(root: string, paths: readonly string[]): string[] {
  const own = paths.filter((path) => !path.includes('node_modules/'))
  return own.flatMap((path) => {
    const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string> | undefined
    >
    return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.entries(manifest[kind] ?? {})
        .filter(([, version]) => !/^(npm:.+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map(([name, version]) => `${path || 'package.json'}: ${name} has no exact version (${version})`),
    )
  })
}
