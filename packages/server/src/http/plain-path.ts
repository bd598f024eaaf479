/**
 * Is this the one way to write the path? Guard and router must read every path alike, so what a router, a proxy or a file
 * system might read otherwise is no path of ours: encoded slashes, dots as segments, doubled slashes, parameters.
 */
export function isPlainPath(path: string): boolean {
  if (!path.startsWith('/') || /\/\/|[\\;\s]|%(2f|5c|00|2e|25|3b)/i.test(path)) return false
  if (/\/\.{1,2}(\/|$)/.test(path)) return false
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
