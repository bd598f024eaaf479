import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import { AppError } from '../../platform/platform.ts'
import { isRecord, type Path, pathText } from '../read-shape.ts'

/** A YAML text that is understood without doubt, and where in it things stand. */
export interface ConfigYaml {
  document: Document.Parsed
  value: Readonly<Record<string, unknown>>
  /** The error for what stands at a path; it names line and field. */
  problem(path: Path, message: string): AppError
}

/** Our own words: those of the parser repeat parts of the text, which may be secret. */
const words: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab cannot indent: use blanks',
  BAD_INDENT: 'the indentation does not fit, or a bracket is missing',
  MISSING_CHAR: 'a quote, a bracket or a comma is missing',
  MULTIPLE_DOCS: 'only one document may stand in the file',
  TAG_RESOLVE_FAILED: 'tags are not allowed',
  NON_STRING_KEY: 'a name must be text',
  BLOCK_AS_IMPLICIT_KEY: 'a line with a name must not stand behind another name',
}

/**
 * @param name of the file, for people
 * @throws {AppError} `config-file.invalid` naming line and field
 */
export function readConfigYaml(text: string, name: string): ConfigYaml {
  const lines = new LineCounter()
  const problemAt = (offset: number, path: Path, message: string): AppError => {
    const { line } = lines.linePos(offset)
    const field = pathText(path)
    const where = `${name} line ${line}${field === '' ? '' : `: ${field}`}`
    const more = { details: { line: String(line) }, ...(field === '' ? {} : { field }) }
    return new AppError('config-file.invalid', `${where}: ${message}`, more)
  }
  const document = parse(text, lines, (message) => problemAt(0, [], message))
  const [first] = [...document.errors, ...document.warnings]
  if (first) throw problemAt(first.pos[0], [], words[first.code] ?? 'this is no valid YAML')
  refuseTricks(document, (offset, message) => problemAt(offset, [], message))
  const value: unknown = document.toJS()
  if (!isRecord(value)) throw problemAt(0, [], 'the file must have at least one section, such as connections')
  return { document, value, problem: (path, message) => problemAt(offsetOf(document, path), path, message) }
}

function parse(text: string, lineCounter: LineCounter, problem: (message: string) => AppError): Document.Parsed {
  try {
    return parseDocument(text, {
      lineCounter,
      strict: true,
      stringKeys: true,
      // Its own look for names that occur twice compares each with each.
      uniqueKeys: false,
      prettyErrors: false,
      version: '1.2',
    })
  } catch {
    // It calls itself for each level of nesting.
    throw problem('it nests too deep')
  }
}

/**
 * A name for a value that is used again makes texts of a few bytes that mean gigabytes, and lines that mean others; of two
 * values with one name, people see the one and programs the other.
 */
function refuseTricks(document: Document.Parsed, problem: (offset: number, message: string) => AppError): void {
  visit(document, (_, node) => {
    if (isAlias(node) || (isNode(node) && 'anchor' in node && node.anchor !== undefined))
      throw problem(node.range?.[0] ?? 0, 'anchors and aliases (& and *) are not allowed: write the value out')
    if (!isMap(node)) return
    const names = new Set<unknown>()
    for (const { key } of node.items) {
      if (!isScalar(key)) continue
      if (names.has(key.value)) throw problem(key.range?.[0] ?? 0, 'this name occurs twice')
      names.add(key.value)
    }
  })
}

/** Where the innermost thing on the path begins that is there. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents
  let offset = 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step)
      if (!pair || !isScalar(pair.key)) break
      offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step]
      if (isNode(node)) offset = node.range?.[0] ?? offset
    } else break
  }
  return offset
}
