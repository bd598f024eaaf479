import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, normalize, relative, sep } from 'node:path'
import ts from 'typescript'

/** One module (a folder of a package's `src`) as `modules.json` describes it. */
export interface ModuleRule {
  owns: string
  /** Modules of the same package whose face it may import. */
  sees: readonly string[]
  /** Packages that it may import; those of the whole package where missing. */
  packages?: readonly string[]
  /** Reached file by file, not through a face: a folder of independent parts. */
  open?: boolean
}

export interface PackageRule {
  runsIn: 'anywhere' | 'node' | 'browser'
  /** Packages of this repository, as `name` or `name/entry`. */
  sees: readonly string[]
  libraries: readonly string[]
  modules?: Readonly<Record<string, ModuleRule>>
  /** Modules that every module of the package may see. */
  leaves?: readonly string[]
  /** Files beside the modules that wire them; no module may import them. */
  wiring?: readonly string[]
  /** Modules whose folders are strangers to one another, e.g. the screens of the web interface. */
  apart?: readonly string[]
}

export interface HouseRules {
  packages: Readonly<Record<string, PackageRule>>
}

export interface Report {
  files: number
  problems: string[]
}

/** What touches the outside world; allowed in `io/`, in start files and in tests only. */
const doorCalls = new Set(['Date.now', 'performance.now', 'Math.random', 'crypto.getRandomValues', 'crypto.randomUUID'])
const doorGlobals = new Set([
  'process',
  'console',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'requestAnimationFrame',
  'WebSocket',
  'XMLHttpRequest',
  'EventSource',
  'localStorage',
  'sessionStorage',
])
const startFiles = new Set(['main.ts', 'cli.ts'])

/** Checks faces, cross traffic and doors of every package under `root/packages`. */
export function checkBoundaries(root: string, rules: HouseRules): Report {
  const report: Report = { files: 0, problems: [] }
  const packagesFolder = join(root, 'packages')
  for (const name of readdirSync(packagesFolder)) {
    if (!rules.packages[name]) report.problems.push(`packages/${name}: not in modules.json`)
  }
  for (const [name, rule] of Object.entries(rules.packages)) {
    const src = join(packagesFolder, name, 'src')
    if (!existsSync(src)) {
      report.problems.push(`modules.json: package ${name} has no folder packages/${name}/src`)
      continue
    }
    checkModuleList(report, name, rule, src)
    for (const file of sourceFiles(src)) {
      report.files++
      checkFile({ report, root, src, name, rule, file })
    }
  }
  return report
}

function checkModuleList(report: Report, name: string, rule: PackageRule, src: string): void {
  if (!rule.modules) return
  const folders = readdirSync(src).filter((entry) => statSync(join(src, entry)).isDirectory() && entry !== 'generated')
  for (const folder of folders) {
    if (!rule.modules[folder]) report.problems.push(`packages/${name}/src/${folder}: not in modules.json`)
  }
  for (const [module, { open }] of Object.entries(rule.modules)) {
    if (!folders.includes(module)) report.problems.push(`modules.json: ${name}/${module} has no folder`)
    else if (!open && !existsSync(join(src, module, `${module}.ts`)))
      report.problems.push(`packages/${name}/src/${module}: has no face ${module}.ts`)
  }
  for (const cycle of cyclesOf(rule.modules)) report.problems.push(`modules.json: ${name} has a cycle: ${cycle}`)
}

/** Cycles in who sees whom, each once. */
function cyclesOf(modules: Readonly<Record<string, ModuleRule>>): string[] {
  const found = new Set<string>()
  const walk = (module: string, path: readonly string[]): void => {
    const at = path.indexOf(module)
    if (at >= 0) {
      found.add([...path.slice(at), module].join(' → '))
      return
    }
    for (const next of modules[module]?.sees ?? []) walk(next, [...path, module])
  }
  const first = Object.keys(modules)
  for (const module of first) if (found.size === 0) walk(module, [])
  return [...found]
}

interface FileContext {
  report: Report
  root: string
  src: string
  name: string
  rule: PackageRule
  file: string
}

function checkFile(context: FileContext): void {
  const { file, root, src } = context
  const text = readFileSync(file, 'utf8')
  const code = file.endsWith('.svelte') ? scriptOf(text) : text
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS)
  const where = relative(root, file)
  const inside = relative(src, file)
  const free = isFree(inside)
  const problem = (text: string): void => void context.report.problems.push(`${where}: ${text}`)
  for (const specifier of importsOf(source)) checkImport(context, specifier, inside, free, problem)
  if (!free) for (const door of doorsOf(source)) problem(`${door} outside of an io/ folder`)
}

/** Tests, start files and `io/` folders may touch the outside world. */
function isFree(inside: string): boolean {
  const parts = inside.split(sep)
  return parts.includes('io') || isTest(inside) || (parts.length === 1 && startFiles.has(inside))
}

const isTest = (path: string): boolean => path.endsWith('.test.ts') || path.split(sep).includes('test')

function checkImport(
  context: FileContext,
  specifier: string,
  inside: string,
  free: boolean,
  problem: (text: string) => void,
): void {
  const { name, rule, src, file } = context
  if (specifier.startsWith('node:')) {
    if (!free) problem(`imports ${specifier} outside of an io/ folder`)
    if (rule.runsIn !== 'node' && !isTest(inside))
      problem(`imports ${specifier}, but ${name} does not run in Node only`)
    return
  }
  if (specifier.startsWith('.')) {
    const target = normalize(join(dirname(file), specifier))
    const targetInside = relative(src, target)
    if (targetInside.startsWith('..')) {
      if (!isTest(inside)) problem(`leaves its package: ${specifier}`)
      return
    }
    if (!existsSync(target)) problem(`imports a missing file: ${specifier}`)
    if (!isTest(inside)) checkModuleImport(rule, inside, targetInside, problem)
    return
  }
  if (isTest(inside)) return
  const own = /^@pulse\/(.+)$/.exec(specifier)?.[1]
  const module = rule.modules?.[inside.split(sep)[0] ?? '']
  if (own !== undefined) {
    if (!rule.sees.includes(own)) problem(`may not see @pulse/${own}`)
    else if (module && own !== 'contract' && module.packages && !module.packages.includes(own))
      problem(`module ${inside.split(sep)[0]} may not see @pulse/${own}`)
    return
  }
  const library = specifier.startsWith('@')
    ? specifier.split('/').slice(0, 2).join('/')
    : (specifier.split('/')[0] ?? '')
  if (!rule.libraries.includes(library)) problem(`may not use the library ${library}`)
}

function checkModuleImport(rule: PackageRule, from: string, to: string, problem: (text: string) => void): void {
  if (!rule.modules) return
  const [fromModule, toModule] = [moduleOf(from), moduleOf(to)]
  if (fromModule !== '' && rule.wiring?.includes(to))
    return problem(`module ${fromModule} imports ${to}, which wires modules`)
  if (toModule === '' || toModule === 'generated') return
  if (fromModule === toModule) {
    const [fromFolder, toFolder] = [from.split(sep)[1], to.split(sep)[1]]
    if (rule.apart?.includes(toModule) && fromFolder !== toFolder)
      problem(`${fromModule}/${fromFolder} may not see ${toModule}/${toFolder}`)
    return
  }
  const target = rule.modules[toModule]
  if (target && !target.open && to !== join(toModule, `${toModule}.ts`))
    problem(`enters ${toModule} deeper than its face: ${to}`)
  if (fromModule === '') return
  const sees = rule.modules[fromModule]?.sees ?? []
  if (!sees.includes(toModule) && !rule.leaves?.includes(toModule))
    problem(`module ${fromModule} may not see ${toModule}`)
}

/** The folder below `src`, or nothing for files that lie in `src` itself. */
const moduleOf = (inside: string): string => (inside.includes(sep) ? (inside.split(sep)[0] ?? '') : '')

function importsOf(source: ts.SourceFile): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    )
      found.push(node.moduleSpecifier.text)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      if (argument && ts.isStringLiteral(argument)) found.push(argument.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function doorsOf(source: ts.SourceFile): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const door = doorOf(node)
    if (door) found.push(`line ${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${door}`)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function doorOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const text = `${node.expression.text}.${node.name.text}`
    if (doorCalls.has(text)) return text
  }
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
    if (node.expression.text === 'Date' && (node.arguments?.length ?? 0) === 0) return 'new Date()'
  }
  if (ts.isIdentifier(node) && doorGlobals.has(node.text) && isGlobalUse(node)) return node.text
  return undefined
}

/** A free-standing use of a name: not a property, a declaration, a type or a key. */
function isGlobalUse(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent))
    return parent.expression === node || (parent.arguments ?? []).some((a) => a === node)
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  if (ts.isVariableDeclaration(parent)) return parent.initializer === node
  return (
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isConditionalExpression(parent) ||
    ts.isBinaryExpression(parent) ||
    (ts.isArrowFunction(parent) && parent.body === node)
  )
}

function scriptOf(svelte: string): string {
  return [...svelte.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '').join('\n')
}

function* sourceFiles(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (entry.name !== 'generated' && entry.name !== 'node_modules') yield* sourceFiles(path)
    } else if (/\.(ts|svelte)$/.test(basename(path)) && !path.endsWith('.d.ts')) yield path
  }
}
