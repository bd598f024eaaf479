import type { Product } from '../schema/schema.ts'
import type { ApiDescription } from './api-description.ts'
import { openApi } from './openapi.ts'
import { postmanCollection } from './postman/postman-collection.ts'
import { postmanEnvironment } from './postman/postman-environment.ts'

/** Which documents there are. */
export type DocumentKind = 'openapi' | 'postman'

/** A document as it is written to a disk. */
export interface DocumentFile {
  readonly name: string
  /** JSON, indented by one blank: lines make a diff readable, and a second blank would cost a fifth of the size. */
  readonly text: string
  /** Where a user fills in secrets. */
  readonly holdsSecrets: boolean
}

const names: Readonly<Record<Product, string>> = { pve: 'proxmox-ve', pbs: 'proxmox-backup-server' }

/**
 * The documents of a kind: one OpenAPI file, or a Postman collection with an environment for each way to log in.
 *
 * @param url of the host that the description was read from, for the environments
 * @example for (const { name, text } of documentFiles('openapi', builtInDescription('pve'))) await writeFile(name, text)
 */
export function documentFiles(kind: DocumentKind, description: ApiDescription, url?: string): DocumentFile[] {
  const { product } = description
  const file = (name: string, content: unknown, holdsSecrets = false): DocumentFile => ({
    name: `${names[product]}.${name}.json`,
    text: `${JSON.stringify(content, null, 1)}\n`,
    holdsSecrets,
  })
  if (kind === 'openapi') return [file('openapi', openApi(description))]
  const values = url === undefined ? {} : { BASE_URL: url }
  return [
    file('postman_collection', postmanCollection(description)),
    file('token.postman_environment', postmanEnvironment(product, 'token', values), true),
    file('password.postman_environment', postmanEnvironment(product, 'password', values), true),
  ]
}
