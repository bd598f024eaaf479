import { methodOf, methods, type Product, resultShape } from '@pulse/proxmox/schema'
import { methodAt } from './method-at.ts'

/**
 * Answers of paths that only list what lies below them: one row per child, named by the one key that the
 * schema asks for, as far as the version has them. Undefined where the path is no such index.
 */
export function indexOf(product: Product, path: string, version: string): Record<string, string>[] | undefined {
  const method = methodOf(product, 'GET', path)
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
      .filter((one) => one.path.startsWith(prefix) && methodAt(one, version) !== undefined)
      .map((one) => one.path.slice(prefix.length).split('/')[0] ?? '')
      .filter((name) => name !== '' && !name.startsWith('{')),
  )
  return names.size === 0 ? undefined : [...names].map((name) => ({ [key]: name }))
}
