import { Document, isScalar, Pair, Scalar, visit, YAMLMap } from 'yaml'

/** `{env: NAME}` in place of a secret. */
export function variableReference(name: string): YAMLMap {
  const reference = new YAMLMap()
  reference.flow = true
  reference.add(new Pair(new Scalar('env'), new Scalar(name)))
  return reference
}

/** What cannot be seen, moves a cursor or turns the direction of a text. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/u

/** Words of others for a comment. */
export const inOneLine = (text: string): string => text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')

/**
 * Values as a YAML text for people, who may look at it in a terminal: everything in it can be seen. It reads back as what
 * it was made of.
 */
export function yamlText(content: Readonly<Record<string, unknown>>): string {
  // Things that occur twice are written twice: anchors are not understood.
  const document = new Document(content, { version: '1.2', aliasDuplicateObjects: false })
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && unseen.test(node.value)) node.type = Scalar.QUOTE_DOUBLE
    },
    Map(_, node) {
      if (node.has('trigger')) node.flow = true
    },
    Pair(_, pair, ancestors) {
      // A blank line between sections.
      if (ancestors.length === 2 && isScalar(pair.key) && pair.key.value !== 'version') pair.key.spaceBefore = true
    },
  })
  const text = document.toString({
    lineWidth: 0,
    flowCollectionPadding: false,
    singleQuote: true,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  })
  // These stand in double quotes, where they may be written by number.
  return text.replace(new RegExp(unseen, 'gu'), (each) => (each === '\n' ? each : byNumber(each)))
}

function byNumber(letter: string): string {
  return Array.from({ length: letter.length }, (_, at) => letter.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('')
}
