import {
  builtInDescription,
  postmanCollection,
  type Collection,
  type Entry,
  type Environment,
  type Item,
} from '@pulse/proxmox/documents'
import type { Product } from '@pulse/proxmox/schema'
import newman from 'newman'

/** One request of a run that was answered. */
export interface Sent {
  readonly name: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly status: number
  readonly body: string
}

export interface Outcome {
  readonly sent: readonly Sent[]
  /** That scripts made. */
  readonly logins: number
  readonly assertions: number
  /** The names of the tests that were made. */
  readonly tests: readonly string[]
  /** Name of the request, name of the test or error, and what it says. */
  readonly failures: readonly string[]
  readonly console: readonly string[]
  /** After the run, so that the next one goes on where this one ended. */
  readonly environment: Environment
}

export const collections: Readonly<Record<Product, Collection>> = {
  pve: postmanCollection(builtInDescription('pve')),
  pbs: postmanCollection(builtInDescription('pbs')),
}

/** The collection with some of its requests only. */
export function only(collection: Collection, keep: (method: string, path: string) => boolean): Collection {
  const kept = (entries: readonly Entry[]): Entry[] =>
    entries.flatMap((entry): Entry[] => {
      if ('request' in entry) {
        const path = `/${entry.request.url.path.slice(2).join('/')}`
        return keep(entry.request.method, path) ? [entry] : []
      }
      const item = kept(entry.item)
      return item.length > 0 ? [{ ...entry, item }] : []
    })
  return { ...collection, item: kept(collection.item) }
}

export const without = (collection: Collection, names: readonly string[]): Collection => ({
  ...collection,
  item: collection.item.filter(({ name }) => !names.includes(name)),
})

export const folder = (collection: Collection, name: string): Collection => ({
  ...collection,
  item: collection.item.filter((entry) => entry.name === name),
})

/**
 * Runs a collection as Postman would, with the certificates of the simulator taken as they are.
 *
 * @param variables of the collection, in place of those in it
 */
export function runCollection(
  collection: Collection,
  environment: Environment | undefined,
  variables: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const said: string[] = []
  const requests: Answered[] = []
  const tests: string[] = []
  return new Promise((resolve, reject) => {
    const run = newman.run(
      {
        collection: withVariables(collection, variables) as never,
        ...(environment && { environment: structuredClone(environment) as never }),
        insecure: true,
        reporters: [],
        timeoutRequest: 20_000,
      },
      (error, summary) => {
        if (error) reject(error)
        else resolve(outcomeOf(summary, requests, { tests, said }, environment))
      },
    )
    run.on('request', (_: unknown, { item, request, response }: Partial<Answered>) => {
      if (item && request && response) requests.push({ item, request, response })
    })
    run.on('assertion', (_: unknown, { assertion }: { assertion: string }) => {
      tests.push(assertion)
    })
    run.on('console', (_: unknown, line: { messages: readonly unknown[] }) => {
      said.push(line.messages.map(String).join(' '))
    })
  })
}

type Answered = Pick<newman.NewmanRunExecution, 'item' | 'request' | 'response'>

/** A copy, for newman writes into what it is given. */
function withVariables(collection: Collection, values: Readonly<Record<string, string>>): Collection {
  const { variable, ...rest } = structuredClone(collection)
  const others = variable.filter(({ key }) => !Object.hasOwn(values, key))
  const given = Object.entries(values).map(([key, value]) => ({
    key,
    value,
    type: 'string' as const,
    description: 'x',
  }))
  return { ...rest, variable: [...others, ...given] }
}

export const itemsOf = (entries: readonly Entry[]): Item[] =>
  entries.flatMap((entry) => ('request' in entry ? [entry] : itemsOf(entry.item)))

function outcomeOf(
  summary: newman.NewmanRunSummary,
  requests: readonly Answered[],
  { tests, said }: { readonly tests: readonly string[]; readonly said: readonly string[] },
  environment: Environment | undefined,
): Outcome {
  const { stats, failures } = summary.run
  const after = new Map(summary.environment.values?.map(({ key, value }) => [key, String(value)]))
  // What a script sends belongs to no request of the collection, and has no name.
  const own = requests.filter(({ item }) => (item.name as string | undefined) !== undefined)
  return {
    sent: own.map(({ item, request, response }) => ({
      name: item.name,
      method: request.method,
      path: request.url.getPath(),
      headers: Object.fromEntries(request.headers.map(({ key, value }) => [key, value])),
      status: response.code,
      body: response.text() ?? '',
    })),
    logins: requests.length - own.length,
    assertions: stats.assertions.total ?? 0,
    tests,
    failures: failures.map(
      ({ source, error }) =>
        `${(source as { name?: string } | undefined)?.name ?? ''}: ${error.test}: ${error.message}`,
    ),
    console: said,
    environment: {
      ...(environment ?? { id: '', name: '', values: [], _postman_variable_scope: 'environment' }),
      values: (environment?.values ?? []).map((one) => ({ ...one, value: after.get(one.key) ?? one.value })),
    },
  }
}
