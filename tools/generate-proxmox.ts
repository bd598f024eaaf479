import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { readMethods, type SchemaNode } from '../packages/proxmox/src/apidoc/read-methods.ts'
import { readShapes, type Formats, type SchemaShape } from '../packages/proxmox/src/apidoc/read-shape.ts'
import { withFirstVersions, type OlderSchema } from './proxmox/first-versions.ts'
import { methodTypes } from './proxmox/write-types.ts'
import { compactTable } from './proxmox/write-table.ts'

const root = new URL('../', import.meta.url)
const schemas = new URL('../shared/proxmox/', root)
const target = new URL('packages/proxmox/src/generated/', root)

/** The newest schema at hand, the version it describes, and those before it. */
const products = [
  { product: 'pve', version: '9.2', older: ['6.4', '7.4', '8.4', '9.0', '9.1'] },
  { product: 'pbs', version: '4.2', older: ['3.4', '4.0', '4.1'] },
] as const

/**
 * Writes the tables and types of every Proxmox call from the vendor's schema.
 * Returns the files written, or with `check` the files that are not what the schema gives.
 */
export async function generateProxmox({ check }: { check: boolean }): Promise<string[]> {
  const changed: string[] = []
  await mkdir(target, { recursive: true })
  const formats = await readFormats()
  for (const { product, version, older } of products) {
    const source = await readIfThere(new URL(`${product}-apidoc.json`, schemas))
    if (source === undefined) {
      console.log(`generate proxmox (${product}): skipped, schema folder missing`)
      continue
    }
    const tree = JSON.parse(source) as SchemaNode[]
    const before = await Promise.all(older.map((version) => readOlder(product, version)))
    const methods = withFirstVersions(readMethods({ product, tree, formats }), before, version)
    const files = {
      [`${product}-table.json`]: compactTable(product, version, methods),
      [`${product}-methods.ts`]: methodTypes(product, methods),
    }
    for (const [name, content] of Object.entries(files)) {
      const file = new URL(name, target)
      if ((await readIfThere(file)) === content) continue
      if (!check) await writeFile(file, content)
      changed.push(fileURLToPath(file).slice(fileURLToPath(root).length))
    }
  }
  return changed
}

async function readOlder(product: 'pve' | 'pbs', version: string): Promise<OlderSchema> {
  const source = await readFile(new URL(`older/${product}-${version}-apidoc.json`, schemas), 'utf8')
  return { version, methods: readMethods({ product, tree: JSON.parse(source) as SchemaNode[], formats: {} }) }
}

async function readFormats(): Promise<Formats> {
  const source = await readIfThere(new URL('pve-formats.json', schemas))
  if (source === undefined) return {}
  const { formats } = JSON.parse(source) as { formats: Record<string, Record<string, SchemaShape> | null> }
  // `$code` marks a format that Perl code checks, of which nothing else is known.
  return Object.fromEntries(
    Object.entries(formats).flatMap(([name, keys]) =>
      keys && !('$code' in keys) ? [[name, readShapes(keys, { formats: {}, sentences: false })]] : [],
    ),
  )
}

async function readIfThere(file: URL): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
