import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What of the workspace's package.json the packed one takes over or changes. */
interface PackageFacts {
  readonly exports: Readonly<Record<string, string>>
  readonly [name: string]: unknown
}

/**
 * Packs the Proxmox client as others install it: JavaScript and types. Node does not run TypeScript from `node_modules`,
 * so the workspace's own form, which is its sources, is of no use to them.
 *
 * @returns path of the tarball, in `target`
 * @throws Error with what the compiler or npm said
 */
export function packProxmox(root: string, target: string): string {
  const source = join(root, 'packages/proxmox')
  const stage = mkdtempSync(join(tmpdir(), 'pack-proxmox-'))
  try {
    const facts = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as PackageFacts
    compile(root, source, stage, Object.values(facts.exports))
    writeFileSync(join(stage, 'package.json'), `${JSON.stringify(packedFacts(facts), null, 2)}\n`)
    cpSync(join(source, 'README.md'), join(stage, 'README.md'))
    cpSync(join(root, 'LICENSE'), join(stage, 'LICENSE'))
    mkdirSync(target, { recursive: true })
    const name = run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', target], stage).trim()
    return join(target, name)
  } finally {
    rmSync(stage, { recursive: true })
  }
}

/** Only what the entries reach: no tests. */
function compile(root: string, source: string, stage: string, entries: readonly string[]): void {
  const config = join(stage, 'tsconfig.json')
  const compilerOptions = {
    noEmit: false,
    declaration: true,
    allowImportingTsExtensions: false,
    rewriteRelativeImportExtensions: true,
    rootDir: join(source, 'src'),
    outDir: join(stage, 'dist'),
    typeRoots: [join(root, 'node_modules/@types')],
  }
  const files = entries.map((entry) => join(source, entry))
  writeFileSync(config, JSON.stringify({ extends: join(root, 'tsconfig.base.json'), compilerOptions, files }))
  run(process.execPath, [join(root, 'node_modules/@typescript/native/bin/tsc'), '-p', config], stage)
  // The compiler rewrites the names of files in the code, and leaves them in the types.
  for (const name of globSync('dist/**/*.d.ts', { cwd: stage })) {
    const file = join(stage, name)
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replaceAll(/(from |import\()(['"])(\.{1,2}\/[^'"]+)\.ts\2/g, '$1$2$3.js$2'))
  }
}

/** What is for the workspace only is left out, and every entry leads to what was compiled. */
function packedFacts(facts: PackageFacts): Record<string, unknown> {
  const { private: _, scripts: __, devDependencies: ___, exports, ...rest } = facts
  const entries = Object.entries(exports).map(([entry, path]) => {
    const built = path.replace('./src/', './dist/').replace(/\.ts$/, '')
    return [entry, { types: `${built}.d.ts`, default: `${built}.js` }]
  })
  return { ...rest, exports: Object.fromEntries(entries) as unknown, files: ['dist'] }
}

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? `${stdout}${stderr}`.trim()}`)
  return stdout
}

if (import.meta.main) {
  const root = new URL('..', import.meta.url).pathname
  console.log(packProxmox(root, join(root, 'packages/proxmox/dist')))
}
