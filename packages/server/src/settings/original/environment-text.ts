/** bcrypt, as it stands in `PULSE_AUTH_PASS`. */
export const bcryptHash = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/

const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=[ \t]*(.*)$/

/**
 * The variables of an `.env` file, read as the original read it: text in single quotes is literal; in double quotes, and
 * without quotes, `$NAME` stands for a variable that was set above.
 */
export function readEnvironmentText(text: string): Map<string, string> {
  const variables = new Map<string, string>()
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const [, name, rest = ''] = assignment.exec(line) ?? []
    if (name !== undefined) variables.set(name, valueOf(rest.trimEnd(), variables))
  }
  return variables
}

function valueOf(rest: string, variables: ReadonlyMap<string, string>): string {
  const literal = /^'([^']*)'/.exec(rest)?.[1]
  if (literal !== undefined) return literal
  const quoted = /^"((?:[^"\\]|\\.)*)"/.exec(rest)?.[1]
  const plain = quoted === undefined ? rest.replace(/(^|\s)#.*$/, '').trimEnd() : unescaped(quoted)
  // Nobody means three variables by it. The original mangled it, and let nobody in.
  if (bcryptHash.test(plain)) return plain
  return plain.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
    return variables.get(braced ?? bare ?? '') ?? ''
  })
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 'r' ? '\r' : letter))
}
