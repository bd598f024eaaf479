import type { Shape } from '@pulse/proxmox/schema'

/** Of a property string; disks have forty. */
const mostKeys = 8

/** What a parameter accepts, in few words: `integer from 100 to 999999999`, `one of a, b`, `list of text`. */
export function shapeText(shape: Shape): string {
  if (shape.oneOf) return [...new Set(shape.oneOf.map(shapeText))].join(' or ')
  const { type } = shape
  if (type === undefined) return 'anything'
  switch (type) {
    case 'array':
      return shape.items ? `list of ${shapeText(shape.items)}` : 'list'
    case 'integer':
    case 'number':
      return shape.enum ? oneOf(shape.enum) : `${type}${rangeText(shape.minimum, shape.maximum, '')}`
    case 'string':
      return stringText(shape)
    case 'boolean':
      return 'boolean (1 or 0)'
    case 'object':
      return 'object'
    case 'null':
      return 'nothing'
  }
}

function stringText(shape: Shape): string {
  if (shape.enum) return oneOf(shape.enum)
  if (shape.fields) {
    const keys = Object.entries(shape.fields)
      .filter(([, field]) => field.alias === undefined)
      .map(([name, { defaultKey }]) => (defaultKey ? `[${name}=]…` : `${name}=…`))
    return `text of ${keys.slice(0, mostKeys).join(',')}${keys.length > mostKeys ? ',…' : ''}`
  }
  if (shape.separated) return `text, a list of ${shapeText(shape.separated)} with commas between`
  const format = shape.format === undefined ? '' : ` (${shape.format})`
  return `text${format}${rangeText(shape.minLength, shape.maxLength, ' characters')}`
}

const oneOf = (words: readonly string[]): string => `one of ${words.map((word) => word || '""').join(', ')}`

function rangeText(least: number | undefined, most: number | undefined, unit: string): string {
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}${unit}`
  if (least !== undefined) return ` of ${least}${unit} or more`
  return most === undefined ? '' : ` of at most ${most}${unit}`
}
