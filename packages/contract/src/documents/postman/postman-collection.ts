import { callGroups, type DocumentedCall, documentedCalls } from '../documented-call.ts'
import { type Collection, type Folder, type Item, script } from './postman-format.ts'
import { destructiveMark, requestItem, specialOf } from './request-item.ts'
import { answerScript, signInScript } from './sign-in-script.ts'
import { collectionVariables } from './special-calls.ts'

/**
 * The HTTP interface of Pulse as a Postman collection (format 2.1.0): every call once, in folders by subject, in an order
 * in which the whole collection can be run. A script signs every request in; the variables it reads are those of
 * `postmanEnvironment`.
 *
 * @param version of the product
 * @example await writeFile('pulse.postman_collection.json', JSON.stringify(postmanCollection('1.0.0')))
 */
export function postmanCollection(version: string): Collection {
  return {
    info: {
      // So that a newer collection replaces the older one on import.
      _postman_id: '2f7b8c40-96e1-4d3a-b5f8-0c1d7e92a364',
      name: 'Pulse API',
      description: note,
      version,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    item: callGroups.map((group): Folder => {
      const calls = documentedCalls.filter((call) => call.group === group.name).toSorted(byTurn)
      const items = calls.map(requestItem)
      return { name: group.name, description: group.description, item: [...items, ...afterwards(group.name)] }
    }),
    event: [script('prerequest', signInScript(openCalls())), script('test', answerScript)],
    variable: Object.entries(collectionVariables).map(([key, [value, description]]) => ({
      key,
      value,
      type: 'string',
      description,
    })),
  }
}

const openCalls = (): string[] =>
  documentedCalls.filter(({ endpoint }) => endpoint.access === 'open').map(({ verb, path }) => `${verb} ${path}`)

/** Within a folder what takes something away comes last, and the end of the session after that. */
function byTurn(a: DocumentedCall, b: DocumentedCall): number {
  return turnOf(a) - turnOf(b)
}

function turnOf(call: DocumentedCall): number {
  if (call.key === 'POST /api/logout') return 2
  return call.verb === 'DELETE' || (call.verb !== 'POST' && specialOf(call).isDestructive) ? 1 : 0
}

/** What a run of the folder has made and no request of it takes away. */
function afterwards(group: string): Item[] {
  if (group !== 'Registration') return []
  const remove = documentedCalls.find(({ key }) => key === 'DELETE /api/config/nodes/:id')
  if (!remove) return []
  const item = requestItem(remove)
  const variable = [{ key: 'id', value: '{{registered_id}}' }]
  return [
    {
      ...item,
      name: `${destructiveMark}Delete the connection that was registered`,
      request: { ...item.request, url: { ...item.request.url, variable } },
    },
  ]
}

const note = `Every call of the HTTP interface of Pulse.

1. Import this collection and one of its environments: *API token* (recommended) or *user and password*.
2. Fill in the environment and select it: \`PULSE_BASE_URL\`, and either \`PULSE_API_TOKEN\` or \`PULSE_USERNAME\` and \`PULSE_PASSWORD\`. For the requests that try, add or register a connection also \`PVE_BASE_URL\`, \`PVE_TOKEN_ID\`, \`PVE_TOKEN_SECRET\` and, for a certificate that no authority has signed, \`PVE_FINGERPRINT\`; without them these requests are skipped.
3. Send any request. A script of the collection signs it in: with the token if one is set, else it logs in by itself and keeps the session in \`PULSE_SESSION\` and \`PULSE_CSRF\`. A new server that nobody owns yet it sets up first, if \`PULSE_SETUP_CODE\` is the code that the server printed at start.

The folders are in an order in which the whole collection can be run, again and again: what a request makes, a later one takes away. Do that on a server for trying only. Names of requests that take something away, or end what others may use, begin with ${destructiveMark.trim()}.

Every request checks the status and, field by field, the shape of the answer.`
