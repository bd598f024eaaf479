import { fetchApiDocument, ProxmoxError } from '@pulse/proxmox'
import {
  type ApiDescription,
  ApiDocumentError,
  builtInDescription,
  productNames,
  readApiDescription,
  readApiDocument,
} from '@pulse/proxmox/documents'
import type { Product } from '@pulse/proxmox/schema'
import { CommandError } from '../../command-error.ts'
import type { Machine } from '../../io/machine.ts'
import { quoted } from '../../print/visible.ts'
import { credentialsOf, openTarget } from '../../proxmox/connect.ts'
import { type Connection, findConnection } from '../../proxmox/connection.ts'
import { explain } from '../../proxmox/explain.ts'
import { addressUrl, readHostAddress } from '../../proxmox/host-address.ts'
import type { Given } from '../command.ts'

/** What documents are made from. */
export interface Source {
  readonly description: ApiDescription
  /** Of the host that it was read from. */
  readonly url?: string
}

/** The built-in descriptions, or that of the file or host that `--from` names. */
export async function readSources(given: Given, machine: Machine): Promise<Source[]> {
  const { from } = given.texts
  const product = wantedProduct(given)
  if (from === undefined) {
    const products: readonly Product[] = product === undefined ? ['pve', 'pbs'] : [product]
    return products.map((one) => ({ description: builtInDescription(one) }))
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(from)) return [await readHost(from, product, given, machine)]
  return [{ description: describe(await readFile(from, machine), product, from) }]
}

/** The value is one of the option's choices. */
function wantedProduct(given: Given): Product | undefined {
  const { product } = given.texts
  return product === 'pve' || product === 'pbs' ? product : undefined
}

async function readFile(path: string, machine: Machine): Promise<string> {
  try {
    return await machine.files.read(path)
  } catch {
    throw new CommandError('invalid', `--from: ${path} cannot be read. A host is written https://host:8006.`)
  }
}

function describe(text: string, wanted: Product | undefined, source: string, version?: string): ApiDescription {
  try {
    const product = wanted ?? readApiDocument(text).product
    return readApiDescription(product, text, version)
  } catch (error) {
    if (!(error instanceof ApiDocumentError)) throw error
    throw new CommandError('invalid', `${source}: ${quoted(error.message)}`)
  }
}

/** A file as large as the schema takes its time over a slow line. */
const limits = { connectMs: 10_000, idleMs: 20_000, totalMs: 60_000 }

async function readHost(from: string, wanted: Product | undefined, given: Given, machine: Machine): Promise<Source> {
  const address = readHostAddress(from, '--from')
  const told = wanted ?? address.product
  const connection = await findConnection({ ...given, texts: { ...given.texts, host: from } }, machine)
  const products: readonly Product[] = told === undefined ? ['pve', 'pbs'] : [told]
  for (const product of products) {
    const reached = { ...connection, product, url: addressUrl(address, product) }
    const text = await fetchText(reached, machine)
    if (text === undefined) continue
    const version = await askVersion(reached, connection.product, machine)
    return { description: describe(text, product, reached.url, version), url: reached.url }
  }
  const names = products.map((product) => productNames[product]).join(' or ')
  throw new CommandError('missing', `${from} publishes no schema of ${names}: is it the right host and port?`)
}

/** Undefined if the host is not of this product. */
async function fetchText(connection: Connection, machine: Machine): Promise<string | undefined> {
  const { product, url, trust } = connection
  try {
    return await fetchApiDocument(product, { url, trust, limits, signal: machine.stopped })
  } catch (error) {
    if (error instanceof ProxmoxError && error.kind === 'missing') return undefined
    throw await explain(error, connection)
  }
}

/** The file does not tell its version, and the host only tells it those who log in: asked if that needs no question. */
async function askVersion(connection: Connection, known: Product, machine: Machine): Promise<string | undefined> {
  const { login, product } = connection
  const ready =
    product === known &&
    ((login.kind === 'token' && login.secret !== undefined) ||
      (login.kind === 'password' && login.password !== undefined) ||
      login.kind === 'ticket' ||
      login.kind === 'kept')
  if (!ready) {
    machine.note(
      `${connection.url} tells its version only with a login: set ${product.toUpperCase()}_TOKEN_ID and ${product.toUpperCase()}_TOKEN_SECRET to have it in the documents.`,
    )
    return undefined
  }
  try {
    const { client } = openTarget(connection, await credentialsOf(connection, machine))
    try {
      return (await client.version()).version
    } finally {
      await client.close()
    }
  } catch (error) {
    throw await explain(error, connection)
  }
}
