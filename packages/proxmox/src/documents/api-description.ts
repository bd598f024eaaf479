import { ApiDocumentError, readApiDocument } from '../apidoc/read-api-document.ts'
import { readMethods } from '../apidoc/read-methods.ts'
import type { Formats } from '../apidoc/read-shape.ts'
import { knownVersions, methodOf, methods, type Method, type Product, type Shape } from '../schema/schema.ts'

/** A method, with the vendor's words about it where the description was read from a server's own file. */
export type DescribedMethod = Method & { readonly description?: string }

/** The API of one version of a product: what documents are made from. */
export interface ApiDescription {
  readonly product: Product
  /** Such as `9.2`; `unknown` where nobody told. */
  readonly version: string
  readonly methods: readonly DescribedMethod[]
}

/**
 * The newest version known, without the vendor's sentences.
 *
 * @example builtInDescription('pve').version // '9.2'
 */
export function builtInDescription(product: Product): ApiDescription {
  return { product, version: knownVersions(product).at(-1) ?? 'unknown', methods: methods(product) }
}

/**
 * The API as a server describes it: the text of its `apidoc.js`, or the bare JSON list in it. Keeps the vendor's
 * sentences.
 *
 * @param version of the server; its file does not tell
 * @example readApiDescription('pve', await readFile('apidoc.js', 'utf8'), '8.4')
 * @throws ApiDocumentError
 */
export function readApiDescription(product: Product, text: string, version = 'unknown'): ApiDescription {
  const document = readApiDocument(text)
  if (document.product !== product)
    throw new ApiDocumentError(`it is that of ${productNames[document.product]}, not of ${productNames[product]}`)
  const found = readMethods({ ...document, formats: formatsOf(product), sentences: true })
  return {
    product,
    version,
    methods: found.map(({ facts, ...method }) => {
      const { since, sinceParameters } = methodOf(product, method.verb, method.path) ?? {}
      return { product, ...method, ...facts, ...(since && { since }), ...(sinceParameters && { sinceParameters }) }
    }),
  }
}

/** What the products are called. */
export const productNames: Readonly<Record<Product, string>> = {
  pve: 'Proxmox VE',
  pbs: 'Proxmox Backup Server',
}

/** The keys of the property strings that have a name: a server's file holds the name only. */
function formatsOf(product: Product): Formats {
  const formats: Record<string, Readonly<Record<string, Shape>>> = {}
  const seen = new Set<Shape>()
  const visit = (shape: Shape): void => {
    if (seen.has(shape)) return
    seen.add(shape)
    if (shape.format !== undefined && shape.fields) formats[shape.format] = shape.fields
    for (const below of Object.values(shape.properties ?? {})) visit(below)
    for (const below of shape.oneOf ?? []) visit(below)
    if (shape.items) visit(shape.items)
  }
  for (const { parameters, returns } of methods(product)) {
    visit(parameters)
    visit(returns)
  }
  return formats
}
