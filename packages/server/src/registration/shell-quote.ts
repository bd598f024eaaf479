/**
 * A text as one word of a POSIX shell, whatever stands in it.
 *
 * @throws {RangeError} for NUL, which no shell can hold, and for line breaks, which no value of ours has
 */
export function shellQuoted(text: string): string {
  if (/[\0\r\n]/.test(text)) throw new RangeError('a value of a script must be a single line')
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
