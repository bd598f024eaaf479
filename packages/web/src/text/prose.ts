/** A piece of a paragraph. */
export interface ProsePart {
  kind: 'text' | 'code' | 'strong'
  text: string
}

/**
 * Reads the little markup of descriptions: paragraphs between empty lines, code in backticks, words in double asterisks.
 * All else is text.
 */
export function readProse(source: string): ProsePart[][] {
  return source
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map(readParagraph)
}

function readParagraph(paragraph: string): ProsePart[] {
  return paragraph
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (/^`[^`]+`$/.test(piece)) return { kind: 'code', text: piece.slice(1, -1) }
      if (/^\*\*[^*]+\*\*$/.test(piece)) return { kind: 'strong', text: piece.slice(2, -2) }
      return { kind: 'text', text: piece }
    })
}
