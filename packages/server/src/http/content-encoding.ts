/** Best first: what it costs a browser to unpack differs less than what it costs the network to carry. */
const preferred = ['zstd', 'br', 'gzip'] as const

export type ContentEncoding = (typeof preferred)[number] | 'identity'

/** The best encoding that `Accept-Encoding` allows (RFC 9110, 12.5.3); `q` only matters where it is 0. */
export function contentEncoding(accept: string): ContentEncoding {
  const allowed = new Map<string, boolean>()
  for (const part of accept.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim())
    if (name !== '') allowed.set(name, !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)))
  }
  return preferred.find((name) => allowed.get(name) ?? false) ?? 'identity'
}
