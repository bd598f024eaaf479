/** Texts pass whole; what is found outside of them is a bare word. */
const textOrBareNumber = /"(?:[^"\\]|\\.)*"|-?\b(?:nan|inf(?:inity)?)\b/gi

/**
 * The value of a JSON text, or `undefined` if it is none. A Perl server writes a number that is none as a bare `nan` or
 * `inf`, which JSON does not know: it is read as text, so that it costs its own field and not the whole answer.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return parseAgain(text)
  }
}

function parseAgain(text: string): unknown {
  const mended = text.replaceAll(textOrBareNumber, (found) => (found.startsWith('"') ? found : `"${found}"`))
  if (mended === text) return undefined
  try {
    return JSON.parse(mended)
  } catch {
    return undefined
  }
}
