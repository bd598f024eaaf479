import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { readMethods, type SchemaNode } from './proxmox/read-methods.ts'
import type { Formats, SchemaShape } from './proxmox/read-shape.ts'
import { methodTypes } from './proxmox/write-types.ts'
import { compactTable } from './proxmox/write-table.ts'

const root = new URL('../', import.meta.url)
const schemas = new URL('../shared/proxmox/', root)
const target = new URL('packages/proxmox/src/generated/', root)

/** The newest schema at hand, and the version it describes. */
const products = [
  { product: 'pve', version: '9.2' },
  { product: 'pbs', version: '4.2' },
] as const

/**
 * Writes the tables and types of every Proxmox call from the vendor's schema.
 * Returns the files written, or with `check` the files that are not what the schema gives.
 */
export async function generateProxmox({ check }: { check: boolean }): Promise<string[]> {
  const changed: string[] = []
  await mkdir(target, { recursive: true })
  const formats = await readFormats()
  for (const { product, version } of products) {
    const source = await readIfThere(new URL(`${product}-apidoc.json`, schemas))
    if (source === undefined) {
      console.log(`generate proxmox (${product}): skipped, schema folder missing`)
      continue
    }
    const roots = JSON.parse(source) as SchemaNode[]
    // Two further roots of the Backup Server are HTTP/2 stream protocols, not calls.
    const tree = roots.filter(({ path }) => !path.endsWith('/_upgrade_'))
    const methods = readMethods({ product, tree, formats })
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

async function readFormats(): Promise<Formats> {
  const source = await readIfThere(new URL('pve-formats.json', schemas))
  if (source === undefined) return {}
  const { formats } = JSON.parse(source) as { formats: Record<string, Record<string, SchemaShape> | null> }
  // `$code` marks a format that Perl code checks, of which nothing else is known.
  return Object.fromEntries(
    Object.entries(formats).flatMap(([name, keys]) => (keys && !('$code' in keys) ? [[name, keys]] : [])),
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
