const limit = 500

/** Control characters, and those that turn the direction of writing or break lines: a terminal would obey them. */
const invisible = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060\u2066-\u2069\uFEFF]/gu

/** Text of others on one line, nothing in it obeyed by a terminal: `\n`, `\t` and `\u{1b}` are seen as such. */
export function visible(text: string): string {
  return text.replaceAll(invisible, (character) => {
    if (character === '\n') return String.raw`\n`
    if (character === '\t') return String.raw`\t`
    return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`
  })
}

/** What somebody else says, as part of a message of ours: one line, and no more than 500 characters. */
export function quoted(text: string): string {
  const shown = visible(text.trim())
  return shown.length > limit ? `${shown.slice(0, limit)}…` : shown
}
