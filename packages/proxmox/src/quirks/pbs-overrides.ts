import { integer, list, object, optional, partial, text } from '../shape/shape.ts'

/** Result shapes that replace the schema's, where that is vague or not what servers send. */
export const pbsOverrides = {
  'GET /version': object({ version: text, release: text, repoid: text }),
} as const
