import { privilegeWords, resultShape, type Method, type Shape } from '../../schema/schema.ts'
import type { DescribedMethod } from '../api-description.ts'
import { summaryOf, type Surroundings } from '../summary.ts'
import { isDestructive, notPlain, startsTask } from './special-methods.ts'

/** A few names of fields say enough. */
const maxFields = 12

/** What a request does, who may send it, what it answers and since when it exists, as Markdown. */
export function requestNote(method: DescribedMethod, around: Surroundings): string {
  const { verb, path, description, since } = method
  const different = notPlain(method)
  const lines = [
    `\`${verb} ${path}\``,
    '',
    description?.trim() ?? `${summaryOf(method, around)}.`,
    '',
    ...(isDestructive(method) ? ['**⚠ Destructive:** takes something away or interrupts what runs.', ''] : []),
    ...(different ? [`**Not plain HTTP:** a ${different.kind}, ${different.reason}.`, ''] : []),
    `- Privilege: ${privilegeWords(method)}.`,
    `- Answers: ${answerWords(method)}.`,
    ...(since === undefined ? [] : [`- Since version ${since}.`]),
  ]
  return lines.join('\n')
}

function answerWords(method: Method): string {
  if (notPlain(method)) return 'no `data`'
  if (startsTask(method)) return 'the id of a task (UPID), which goes on after the answer'
  return shapeWords(resultShape(method))
}

function shapeWords(shape: Shape): string {
  switch (shape.type) {
    case 'array':
      return shape.items?.type === 'object' ? `a list of objects${fieldWords(shape.items)}` : 'a list'
    case 'object':
      return `an object${fieldWords(shape)}`
    case 'string':
      return 'a text'
    case 'null':
      return 'nothing (`data` is null)'
    case 'integer':
    case 'number':
    case 'boolean':
      return shape.type
    default:
      return 'what the schema does not tell'
  }
}

function fieldWords({ properties = {} }: Shape): string {
  const fields = Object.keys(properties)
  if (fields.length === 0) return ''
  const shown = fields.slice(0, maxFields).map((field) => `\`${field}\``)
  return ` with ${shown.join(', ')}${fields.length > maxFields ? ', …' : ''}`
}
