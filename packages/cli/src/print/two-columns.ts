/** What every terminal has; help reads worse in longer lines, too. */
const lineLength = 80

/** A name that is longer gets a line of its own. */
const longestLeft = 32

/**
 * Names and what they mean, indented, in lines of at most 80 columns.
 *
 * @param widest characters of the widest name, where several tables stand below each other
 */
export function twoColumns(
  rows: readonly (readonly [left: string, right: string])[],
  widest = Math.max(0, ...rows.map(([left]) => left.length)),
): string[] {
  const start = Math.min(longestLeft, widest) + 4
  const indent = ' '.repeat(start)
  return rows.flatMap(([left, right]) => {
    const [first = '', ...more] = wrapped(right, lineLength - start)
    const name = `  ${left}`
    const head = left.length > longestLeft ? [name, indent + first] : [(name.padEnd(start) + first).trimEnd()]
    return [...head, ...more.map((line) => indent + line)]
  })
}

/** Broken at blanks; a word that is longer than a line stays whole. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
