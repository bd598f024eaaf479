import { availability, type Method } from '@pulse/proxmox/schema'

const known = new Map<string, WeakMap<Method, Method | null>>()

/** A method as a version knows it, without the parameters that came later; undefined where the version lacks it. */
export function methodAt(method: Method, version: string): Method | undefined {
  const ofVersion = known.get(version) ?? new WeakMap<Method, Method | null>()
  known.set(version, ofVersion)
  const kept = ofVersion.get(method)
  if (kept !== undefined) return kept ?? undefined
  const made = cutBack(method, version)
  ofVersion.set(method, made ?? null)
  return made
}

function cutBack(method: Method, version: string): Method | undefined {
  const { product, since, sinceParameters, parameters } = method
  const isLacking = (from: string | undefined): boolean => availability(product, from, version) === 'lacks'
  if (isLacking(since)) return undefined
  const properties = Object.entries(parameters.properties ?? {})
  const present = properties.filter(([name]) => !isLacking(sinceParameters?.[name]))
  if (present.length === properties.length) return method
  return { ...method, parameters: { ...parameters, properties: Object.fromEntries(present) } }
}
