import { openApiDocument } from './openapi.ts'
import { postmanCollection } from './postman/postman-collection.ts'
import { postmanEnvironment } from './postman/postman-environment.ts'

/** A document as it is written to a disk. */
export interface DocumentFile {
  readonly name: string
  /** JSON, indented by one blank: lines make a diff readable. */
  readonly text: string
}

/**
 * All documents of our own interface: OpenAPI, and a Postman collection with an environment for each way to log in.
 *
 * @param version of the product
 */
export function documentFiles(version: string): DocumentFile[] {
  const file = (name: string, content: unknown): DocumentFile => ({
    name: `pulse.${name}.json`,
    text: `${JSON.stringify(content, null, 1)}\n`,
  })
  return [
    file('openapi', openApiDocument(version)),
    file('postman_collection', postmanCollection(version)),
    file('token.postman_environment', postmanEnvironment('token')),
    file('password.postman_environment', postmanEnvironment('password')),
  ]
}
