/** An API address taken apart. */
export interface Target {
  readonly format: string
  readonly path: string
  readonly query: string
}

/** Splits `/api2/json/nodes?full=1`; null where it is no API path. */
export function splitTarget(target: string): Target | null {
  const [path = '', query = ''] = target.split(/\?(.*)/s)
  const match = /^\/api2\/(json|extjs|html|htmljs)(\/.*)?$/.exec(path)
  if (match === null) return null
  return { format: match[1] ?? 'json', path: (match[2] ?? '/').replace(/(.)\/+$/, '$1'), query }
}
