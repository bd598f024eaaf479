import { type Environment, type Item, postmanCollection } from '@pulse/contract/documents'
import newman from 'newman'

/** One request of a run that was answered. */
interface Sent {
  readonly name: string
  /** Of the endpoint table: `PUT /api/config/nodes/:id`. */
  readonly key: string
  readonly headers: Readonly<Record<string, string>>
  readonly status: number
}

export interface Outcome {
  readonly sent: readonly Sent[]
  /** That the script of the collection made. */
  readonly logins: number
  readonly assertions: number
  /** Name of the request, name of the test or error, and what it says. */
  readonly failures: readonly string[]
  readonly console: readonly string[]
  /** After the run, so that the next one goes on where this one ended. */
  readonly environment: Environment
}

const collection = postmanCollection('0.0.0')
const itemsOf = (): Item[] => collection.item.flatMap(({ item }) => item)
const keyOf = ({ request }: Item): string => `${request.method} /${request.url.path.join('/')}`

type Answered = Pick<newman.NewmanRunExecution, 'item' | 'request' | 'response'>

/** Runs the whole collection as Postman would. @param variables of the collection, in place of those in it */
export function runOwnCollection(
  environment: Environment,
  variables: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>()
  const said: string[] = []
  const answered: Answered[] = []
  // Copies, for newman writes into what it is given.
  const mine = structuredClone(collection)
  const variable = mine.variable.map((one) => ({ ...one, value: variables[one.key] ?? one.value }))
  const run = newman.run(
    {
      collection: { ...mine, variable } as never,
      environment: structuredClone(environment) as never,
      reporters: [],
      timeoutRequest: 20_000,
    },
    (error, summary) => {
      if (error) reject(error)
      else resolve(outcomeOf(summary, answered, said, environment))
    },
  )
  run.on('request', (_: unknown, { item, request, response }: Partial<Answered>) => {
    if (item && request && response) answered.push({ item, request, response })
  })
  run.on('console', (_: unknown, line: { messages: readonly unknown[] }) => {
    said.push(line.messages.map(String).join(' '))
  })
  return promise
}

function outcomeOf(
  { run, environment: after }: newman.NewmanRunSummary,
  answered: readonly Answered[],
  said: readonly string[],
  environment: Environment,
): Outcome {
  const values = new Map(after.values?.map(({ key, value }) => [key, String(value)]))
  const keys = new Map(itemsOf().map((item) => [item.name + item.request.method, keyOf(item)]))
  // What a script sends belongs to no request of the collection, and has no name.
  const own = answered.filter(({ item }) => (item.name as string | undefined) !== undefined)
  return {
    sent: own.map(({ item, request, response }) => ({
      name: item.name,
      key: keys.get(item.name + request.method) ?? '',
      headers: Object.fromEntries(request.headers.map(({ key, value }) => [key, value])),
      status: response.code,
    })),
    logins: answered.length - own.length,
    assertions: run.stats.assertions.total ?? 0,
    failures: run.failures.map(
      ({ source, error }) =>
        `${(source as { name?: string } | undefined)?.name ?? ''}: ${error.test}: ${error.message}`,
    ),
    console: said,
    environment: {
      ...environment,
      values: environment.values.map((one) => ({ ...one, value: values.get(one.key) ?? one.value })),
    },
  }
}
