import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { readMethods, type SchemaNode } from './proxmox/read-methods.ts'
import { methodTypes } from './proxmox/write-types.ts'
import { compactTable } from './proxmox/write-table.ts'

const root = new URL('../', import.meta.url)
const schemas = new URL('../shared/proxmox/', root)
const target = new URL('packages/proxmox/src/generated/', root)

/** The newest schema at hand, and the version it describes. */
const products = [
  { product: 'pve', version: '9.2', roots: () => true },
  // The other two roots of the Backup Server are HTTP/2 stream protocols, not calls.
  { product: 'pbs', version: '4.2', roots: (node: SchemaNode) => node.path === '/' },
] as const

/**
 * Writes the tables and types of every Proxmox call from the vendor's schema.
 * Returns the files written, or with `check` the files that are not what the schema gives.
 */
export async function generateProxmox({ check }: { check: boolean }): Promise<string[]> {
  const changed: string[] = []
  await mkdir(target, { recursive: true })
  for (const { product, version, roots } of products) {
    const source = await readIfThere(new URL(`${product}-apidoc.json`, schemas))
    if (source === undefined) {
      console.log(`generate proxmox (${product}): skipped, schema folder missing`)
      continue
    }
    const methods = readMethods(JSON.parse(source), product, roots)
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

async function readIfThere(file: URL): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
