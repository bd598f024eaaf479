import { ApiDocumentError } from './api-document-error.ts'
import type { SchemaNode } from './read-methods.ts'

/** What a member of the schema may be, where it is there and not null. */
const shapeMembers: Readonly<Record<string, (value: unknown, where: string) => void>> = {
  type: mustBe('text', isText),
  minimum: mustBe('a number', isNumeral),
  maximum: mustBe('a number', isNumeral),
  minLength: mustBe('a number', isNumber),
  maxLength: mustBe('a number', isNumber),
  alias: mustBe('text', isText),
  keyAlias: mustBe('text', isText),
  requires: mustBe('text', isText),
  format: (value, where) => (isText(value) ? undefined : parseFormat(value, where)),
  items: parseShape,
  properties: parseShapes,
  additionalProperties: (value, where) => (isRecord(value) ? parseShape(value, where) : undefined),
  oneOf: (value, where) => {
    mustBe('a list', Array.isArray)(value, where)
    if (Array.isArray(value)) for (const one of value) parseShape(one, where)
  },
}

/**
 * Makes sure that parsed JSON is the tree of a schema. Members that hold `null`, and those that nobody reads, are
 * welcome.
 *
 * @throws ApiDocumentError naming the path at fault
 */
export function parseTree(value: unknown): SchemaNode[] {
  if (!Array.isArray(value)) throw new ApiDocumentError('it is no list')
  let methods = 0
  const visit = (node: unknown): void => {
    if (!isRecord(node) || !isText(node['path']) || !node['path'].startsWith('/'))
      throw new ApiDocumentError('an entry has no path')
    const { path, info, children } = node
    for (const [, name = ''] of path.matchAll(/\{([^}]+)\}/g)) refuseInherited(name, path)
    dropNull(node)
    if (info !== undefined && info !== null) {
      if (!isRecord(info)) throw new ApiDocumentError(`the "info" of ${path} is no object`)
      dropNull(info)
      for (const [verb, method] of Object.entries(info)) {
        methods++
        parseMethod(method, `${verb} ${path}`)
      }
    }
    if (children === undefined || children === null) return
    if (!Array.isArray(children)) throw new ApiDocumentError(`the "children" of ${path} are no list`)
    children.forEach(visit)
  }
  value.forEach(visit)
  if (methods === 0) throw new ApiDocumentError('it describes no call')
  return value as SchemaNode[]
}

function parseMethod(method: unknown, where: string): void {
  if (!isRecord(method)) throw new ApiDocumentError(`${where} is no object`)
  dropNull(method)
  for (const member of ['parameters', 'returns'])
    if (method[member] !== undefined) parseShape(method[member], `${member} of ${where}`)
  const { permissions } = method
  if (permissions === undefined) return
  if (!isRecord(permissions)) throw new ApiDocumentError(`permissions of ${where}: not an object`)
  dropNull(permissions)
  if (permissions['user'] !== undefined) mustBe('text', isText)(permissions['user'], `permissions of ${where}`)
}

function parseShape(value: unknown, where: string): void {
  if (!isRecord(value)) throw new ApiDocumentError(`${where}: not an object`)
  dropNull(value)
  for (const [member, parse] of Object.entries(shapeMembers)) {
    if (Object.hasOwn(value, member)) parse(value[member], `"${member}" in ${where}`)
  }
}

function parseShapes(value: unknown, where: string): void {
  if (!isRecord(value)) throw new ApiDocumentError(`${where}: not an object`)
  for (const [name, shape] of Object.entries(value)) {
    refuseInherited(name, where)
    parseShape(shape, `"${name}" in ${where}`)
  }
}

/** What every object has, such as `constructor`, names nothing of an API: tables are asked by these names. */
function refuseInherited(name: string, where: string): void {
  if (name in {}) throw new ApiDocumentError(`${where}: "${name}" is no name`)
}

/** The keys of a property string (PVE), or a whole schema of what the text holds (PBS). */
function parseFormat(value: unknown, where: string): void {
  if (isRecord(value) && isText(value['type'])) parseShape(value, where)
  else parseShapes(value, where)
}

function mustBe(what: string, fits: (value: unknown) => boolean): (value: unknown, where: string) => void {
  return (value, where) => {
    if (!fits(value)) throw new ApiDocumentError(`${where}: not ${what}`)
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number'
}

/** Some bounds are written as text. */
function isNumeral(value: unknown): boolean {
  return isNumber(value) || isText(value)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `null` says here that there is nothing. */
function dropNull(record: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(record)) if (value === null) delete record[name]
}
