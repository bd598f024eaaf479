import { ApiDocumentError } from './api-document-error.ts'
import type { SchemaNode } from './read-methods.ts'
import { parseTree } from './parse-tree.ts'

export { ApiDocumentError } from './api-document-error.ts'

/** A schema that a server publishes of itself. */
export interface ApiDocument {
  readonly product: 'pve' | 'pbs'
  readonly tree: readonly SchemaNode[]
}

/**
 * Reads the `apidoc.js` behind a server's API viewer, or the bare JSON list inside of it. Proxmox VE wraps the list as
 * `const apiSchema = […]` since 7 and as `var pveapi = […]` before; the Backup Server as `var apiSchema = […]`.
 *
 * @example readApiDocument(await readFile('apidoc.js', 'utf8')).product // 'pve'
 * @throws ApiDocumentError
 */
export function readApiDocument(text: string): ApiDocument {
  const start = startOfList(text)
  const list = text.slice(start, endOfList(text, start))
  const tree = parseTree(parseList(list, text.slice(0, start)))
  return { product: productOf(tree), tree }
}

function startOfList(text: string): number {
  const begin = /^\uFEFF?\s*/.exec(text)?.[0].length ?? 0
  if (begin === text.length) throw new ApiDocumentError('it is empty')
  if (text[begin] === '[') return begin
  if (text[begin] === '<') throw new ApiDocumentError('it is a web page, not apidoc.js')
  const assignment = /\b(?:apiSchema|pveapi)\s*=\s*\[/.exec(text)
  if (assignment) return assignment.index + assignment[0].length - 1
  throw new ApiDocumentError('it holds neither "apiSchema = [" nor a JSON list')
}

/** The schemas of today nest 40 deep. */
const deepest = 200

/** Where the list ends: what follows in `apidoc.js` is the program that shows it. */
function endOfList(text: string, start: number): number {
  // Whole texts at once, so that a bracket inside of one is none.
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/gs
  token.lastIndex = start
  let depth = 0
  for (let found = token.exec(text); found; found = token.exec(text)) {
    if (found[0] === '[' || found[0] === '{') depth++
    else if (found[0] === ']' || found[0] === '}') depth--
    if (depth > deepest) throw new ApiDocumentError(`${lineOf(text, found.index)}: it nests too deep`)
    if (depth === 0) return token.lastIndex
  }
  throw new ApiDocumentError(`it is cut short: the list that begins in ${lineOf(text, start)} has no end`)
}

function parseList(list: string, before: string): unknown {
  try {
    return JSON.parse(list)
  } catch (error) {
    // V8 tells the position only at times, and quotes the file, which may hold anything.
    const [, told] = /at position (\d+)/.exec(error instanceof Error ? error.message : '') ?? []
    const position = told === undefined ? firstBadWord(list) : Number(told)
    const at = position === undefined ? '' : `${lineOf(before + list, before.length + position)}: `
    throw new ApiDocumentError(`${at}it is not valid JSON`)
  }
}

const jsonWord = /\s*(?:"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|true|false|null|[[\]{},:])/suy

/** Where something stands that is no word of JSON at all. */
function firstBadWord(list: string): number | undefined {
  jsonWord.lastIndex = 0
  for (let end = 0; end < list.length; end = jsonWord.lastIndex) if (!jsonWord.test(list)) return end
  return undefined
}

const lineOf = (text: string, position: number): string => `line ${text.slice(0, position).split('\n').length}`

function productOf(tree: readonly SchemaNode[]): 'pve' | 'pbs' {
  const has = (path: string): boolean => tree.some((root) => root.path === path)
  if (has('/cluster') && has('/nodes')) return 'pve'
  const root = tree.find(({ path }) => path === '/')
  if (root?.children?.some(({ path }) => path === '/admin')) return 'pbs'
  throw new ApiDocumentError('it is the schema of neither Proxmox VE nor Proxmox Backup Server')
}
