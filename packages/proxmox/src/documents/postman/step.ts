import type { DescribedMethod } from '../api-description.ts'
import type { Method } from '../../schema/schema.ts'
import { script, type Item, type Parameter } from './postman-format.ts'
import { bodyOf, savedAnswer, urlOf } from './request-item.ts'
import { pathParameters, placeholdersOf } from './request-parameters.ts'
import { testScript } from './test-script.ts'

/** One request on a way through the API. */
export interface Step {
  readonly name: string
  readonly note: string
  readonly verb: Method['verb']
  readonly path: string
  /** Of the path, the query and the body alike; what the path needs and is not here comes from the sample objects. */
  readonly values?: Readonly<Record<string, string>>
  /** Runs before the request, after the script that signs it in. */
  readonly before?: string
  /** Runs after the usual tests of the method. */
  readonly after?: string
  /** Instead of the usual tests, where another answer than success is right too. */
  readonly tests?: string
}

/** The request of a step; nothing where the API that is described lacks its method. */
export function stepItem(methods: readonly DescribedMethod[], step: Step): Item[] {
  const { verb, path, values = {} } = step
  const method = methods.find((one) => one.verb === verb && one.path === path)
  if (!method) return []
  const inPath = pathParameters(method).map((parameter) => ({
    ...parameter,
    value: values[parameter.key] ?? parameter.value,
  }))
  const placeholders = new Set(placeholdersOf(method))
  const others = Object.entries(values)
    .filter(([name]) => !placeholders.has(name))
    .map(([key, value]): Parameter => ({ key, value }))
  const isQuery = verb === 'GET' || verb === 'DELETE'
  const tests = [step.tests ?? testScript(method), step.after ?? ''].join('\n')
  return [
    {
      name: step.name,
      event: [...(step.before === undefined ? [] : [script('prerequest', step.before)]), script('test', tests)],
      request: {
        method: verb,
        description: `\`${verb} ${path}\`\n\n${step.note}`,
        header: [],
        url: urlOf(method, inPath, isQuery ? others : []),
        ...(!isQuery && { body: bodyOf(method, others) }),
      },
      response: [savedAnswer(method, inPath)],
    },
  ]
}
