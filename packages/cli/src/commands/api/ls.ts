import type { Product } from '@pulse/proxmox/schema'
import { CommandError } from '../../command-error.ts'
import type { Machine } from '../../io/machine.ts'
import { pathListing } from '../../print/path-listing.ts'
import { outputForm, resultText } from '../../print/result.ts'
import { quoted } from '../../print/visible.ts'
import { apiTree, type Branch, nearest, placeholderOf, productNames, schemaPath, walk } from '../../proxmox/api-tree.ts'
import { type Connection, findConnection } from '../../proxmox/connection.ts'
import { describePath } from '../../proxmox/describe-path.ts'
import { productOfEnvironment } from '../../proxmox/environment.ts'
import type { Given, Run } from '../command.ts'

/** `pulse api ls`: what the schema knows of a path; from a host, where one can be reached, what it has there. */
export const ls: Run = async (given, machine) => {
  const connection = await connectionOf(given, machine)
  const product = connection?.product ?? productWithoutHost(given, machine)
  const { branch, known } = find(product, schemaPath(given.words[0] ?? '/'))
  const seen = connection && (await look(connection, branch, known, machine))
  const description = describePath(product, branch, seen?.version, seen?.found)
  const form = outputForm(given.texts['output'], machine.terminal)
  machine.print(
    form === 'table'
      ? pathListing(description, machine.terminal)
      : await resultText(description, form, machine.terminal),
  )
}

/** None where nothing names a host, or nobody could log in without being asked. */
async function connectionOf(given: Given, machine: Machine): Promise<Connection | undefined> {
  const isNamed = given.texts['host'] !== undefined || given.texts['connection'] !== undefined
  try {
    const connection = await findConnection(given, machine)
    return isNamed || connection.login.kind !== 'none' ? connection : undefined
  } catch (error) {
    if (isNamed || given.texts['env'] !== undefined) throw error
    return undefined
  }
}

function productWithoutHost(given: Given, machine: Machine): Product {
  if (given.texts['product'] === 'pbs') return 'pbs'
  if (given.texts['product'] === 'pve') return 'pve'
  return productOfEnvironment(machine.surroundings.environment) ?? 'pve'
}

function find(product: Product, path: string): { branch: Branch; known: string } {
  const { branch, known, stray } = walk(apiTree(product), path)
  if (stray === undefined) return { branch, known }
  const meant = nearest(stray, branch.children.keys()).map((name) => `${known}/${name}`)
  const advice =
    meant.length > 0 ? `did you mean ${meant.join(' or ')}?` : `pulse api ls ${known || '/'} lists what there is.`
  throw new CommandError(
    'missing',
    `There is no path ${quoted(path)} in the API of ${productNames[product]}; ${quoted(advice)}`,
  )
}

interface Seen {
  readonly version?: string
  readonly found?: readonly string[]
}

/** The schema is of use without the host, so what fails here is said and no more. */
async function look(connection: Connection, branch: Branch, path: string, machine: Machine): Promise<Seen> {
  const version = await ask(connection, '/version', machine)
  if (!isRecord(version)) return {}
  const placeholder = placeholderOf(branch)
  const canList = !path.includes('{') && branch.methods.some(({ verb }) => verb === 'GET')
  const rows = placeholder && canList ? await ask(connection, path, machine) : undefined
  const found = placeholder && namesIn(rows, placeholder.segment)
  return { ...(typeof version.version === 'string' && { version: version.version }), ...(found && { found }) }
}

async function ask(connection: Connection, path: string, machine: Machine): Promise<unknown> {
  // The client is large, and the schema does without.
  const { withConnection } = await import('../../proxmox/connect.ts')
  try {
    return await withConnection(connection, machine, ({ client }) =>
      client.call('GET', path, {}, { signal: machine.stopped }),
    )
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    machine.note(`Not from the host: ${error.message}`)
    return undefined
  }
}

/** What stands in the place of `{node}`: the rows' field of that name, or what their index calls it. */
function namesIn(rows: unknown, segment: string): string[] | undefined {
  if (!Array.isArray(rows)) return undefined
  const name = segment.slice(1, -1)
  const values = rows.filter(isRecord).map((row) => row[name] ?? row[name.replaceAll('-', '')] ?? row.id ?? row.name)
  const texts = values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String)
  return texts.toSorted(new Intl.Collator('en', { numeric: true }).compare)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
