import { methods, type Product, resultShape } from '@pulse/proxmox/schema'

/**
 * Answers of paths that only list what lies below them: one row per child, named by the one key that the
 * schema asks for. Undefined where the path is no such index.
 */
export function indexOf(product: Product, path: string): Record<string, string>[] | undefined {
  const method = methods(product).find((one) => one.verb === 'GET' && one.path === path)
  if (method === undefined) return undefined
  const shape = resultShape(method)
  // The backup server's schema says nothing of its indexes.
  if (shape.items === undefined && (product === 'pve' || shape.type !== undefined)) return undefined
  const required = Object.entries(shape.items?.properties ?? {}).filter(([, property]) => property.optional !== true)
  if (required.length > 1) return undefined
  const key = required[0]?.[0] ?? 'subdir'
  const prefix = path === '/' ? '/' : `${path}/`
  const names = new Set(
    methods(product)
      .filter((one) => one.path.startsWith(prefix))
      .map((one) => one.path.slice(prefix.length).split('/')[0] ?? '')
      .filter((name) => name !== '' && !name.startsWith('{')),
  )
  return names.size === 0 ? undefined : [...names].map((name) => ({ [key]: name }))
}
