import { builtInDescription, documentFiles } from '../packages/proxmox/src/documents/documents.ts'

/** The OpenAPI and Postman documents in `docs/api`, from the tables of the newest versions known. */
export function apiDocuments(): { path: string; text: string }[] {
  return (['pve', 'pbs'] as const).flatMap((product) => {
    const description = builtInDescription(product)
    return (['openapi', 'postman'] as const)
      .flatMap((kind) => documentFiles(kind, description))
      .map(({ name, text }) => ({ path: `docs/api/${name}`, text }))
  })
}
