/** No document of ours or of the original nests half as deep. */
const deepest = 32

/** Why a text is refused; the message goes behind `failed to …: `. */
export class JsonProblem extends Error {}

/**
 * JSON that came from elsewhere.
 *
 * @throws {JsonProblem} no JSON, nested too deep, or with a name that would reach into every object
 */
export function checkedJson(text: string): unknown {
  const value = parse(text)
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) throw new JsonProblem('it nests too deep')
    const inner: unknown[] = []
    for (const each of level) {
      if (typeof each !== 'object' || each === null) continue
      if (Object.hasOwn(each, '__proto__')) throw new JsonProblem('the name __proto__ is not allowed')
      for (const name of Object.keys(each)) inner.push(Reflect.get(each, name))
    }
    level = inner
  }
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The message of the parser repeats parts of the text, which may be secret.
    throw new JsonProblem('it is no valid JSON')
  }
}
