import { importFailed } from '../configuration.ts'
import { isRecord } from '../read-shape.ts'

/** A base64 text of base64 texts: more has never been made. */
const mostWrappings = 3

/**
 * The bytes of an export from what people have of it: base64 with white space anywhere, the JSON file that a browser
 * saved, or either of them in base64 once more, as containers were given it.
 *
 * @throws {AppError} `request.invalid`, field `data`
 */
export function importBytes(data: string): Buffer {
  let text = data.replace(/^\uFEFF/, '')
  for (let wrapping = 0; wrapping < mostWrappings; wrapping++) {
    const inner = dataOfFile(text)
    const bytes = fromBase64(inner ?? text)
    const unwrapped = bytes.toString('latin1')
    if (!isWrapped(unwrapped)) return bytes
    text = unwrapped
  }
  throw notDecoded('it is in base64 too many times')
}

/** What stands under `data` in the file; undefined if this is no such file. */
function dataOfFile(text: string): string | undefined {
  if (!/^\s*\{/.test(text)) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw notDecoded('it begins like JSON, but is none')
  }
  if (isRecord(value) && typeof value['data'] === 'string') return value['data']
  throw notDecoded('the file has no field "data"')
}

function fromBase64(text: string): Buffer {
  const plain = text.replaceAll(/\s+/g, '')
  if (plain === '' || plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain))
    throw notDecoded('it is neither base64 nor the file that Pulse saved')
  return Buffer.from(plain, 'base64')
}

/**
 * Is it base64 or a saved file again? The salt that an export of the original begins with is not by chance. Blanks at the
 * end are cut off first: two stars for the same blanks would take hours for some texts.
 */
const isWrapped = (text: string): boolean =>
  /^[\sA-Za-z0-9+/]*={0,2}$/.test(text.trimEnd()) || /^\s*\{\s*"(status|data)"/.test(text)

const notDecoded = (why: string): ReturnType<typeof importFailed> =>
  importFailed(`failed to decode import data: ${why}`)
