import { productNames, type ApiDescription } from '../api-description.ts'
import { dialects } from './dialect.ts'
import { destructiveMark } from './request-name.ts'

/** The first page of a collection, as Markdown. */
export function collectionNote({ product, version, methods }: ApiDescription): string {
  const { prefix, exampleUrl } = dialects[product]
  return `The ${methods.length} methods of the ${productNames[product]} ${version} API.

1. Import this collection and one of its environments: *token* (recommended) or *password*.
2. Fill in the environment and select it: \`${prefix}_BASE_URL\` (such as \`${exampleUrl}\`), and either \`${prefix}_TOKEN_ID\` and \`${prefix}_TOKEN_SECRET\`, or \`${prefix}_USERNAME\`, \`${prefix}_PASSWORD\` and \`${prefix}_REALM\`.
3. Send any request. A script of the collection signs it in: with the token if one is set, else it logs in by itself, keeps the ticket in \`${prefix}_TICKET\` and \`${prefix}_CSRF\`, and renews it before it expires.

**Start here** creates an API user with few rights and makes the first calls; **Workflows** shows several calls that belong together. The other folders mirror the paths of the API.

- Objects in paths, such as \`{{node}}\`, are variables of this collection: set them to what you have.
- Required parameters are on, with a sample value; optional ones are there, switched off.
- Starting a task sets \`{{upid}}\`.
- Names of requests that take something away or interrupt what runs begin with ${destructiveMark}.
- The certificate is often self-signed: add the server's authority under *Settings → Certificates*. Switching off the verification is for a test network only.`
}
