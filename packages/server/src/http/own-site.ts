/**
 * Is this request meant for a server on loopback, and not led here by a page elsewhere?
 *
 * A name that resolves to 127.0.0.1 makes a browser treat the server as part of a foreign site (DNS rebinding), so `Host`
 * must be a loopback name or address. A browser tells in `Origin` which page sends a write or opens a WebSocket: only our
 * own may. Programs send no `Origin`. The port is not compared with ours: a tunnel may have another one.
 */
export function isOwnSite(host: string | undefined, origin: string | undefined): boolean {
  if (host === undefined || !/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}`)) return false
  const target = new URL(`http://${host}`)
  if (!isLoopback(target.hostname)) return false
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const source = new URL(origin)
  return /^https?:$/.test(source.protocol) && source.host === new URL(`${source.protocol}//${host}`).host
}

/** RFC 6761: `localhost` and the names below it always lead to loopback. */
function isLoopback(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(name)
}
