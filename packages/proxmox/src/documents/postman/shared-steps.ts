import type { Product } from '../../schema/schema.ts'
import { dialects } from './dialect.ts'
import type { Step } from './step.ts'
import { statusTest } from './test-script.ts'

/** Tests of a step that creates something, where finding it there already is as good. */
export const createdOrThere = `const said = pm.response.reason() + pm.response.text()
const isThere = pm.response.code >= 400 && /already exists/i.test(said)
pm.test(isThere ? 'it is there already' : 'status is 200', () => {
  pm.expect(isThere || pm.response.code).to.be.oneOf([true, 200])
})`

/**
 * After the token was made: its id and secret are put aside, for this run only.
 *
 * @param idField of the answer
 */
export const putTokenAside = (idField: string): string => `const made = isThere ? {} : pm.response.json().data || {}
pm.variables.set('new_token_id', made['${idField}'] || '')
pm.variables.set('new_token_secret', made.value || '')
console.log(isThere
  ? 'The token is there already. Its secret was shown when it was made; this run goes on with your own login.'
  : 'The token is made. This run goes on with it; copy its secret from the answer, it is shown only once.')`

/** After the new user has its rights: the rest of the run is signed in with the new token. */
export function useNewToken(product: Product): string {
  const { prefix } = dialects[product]
  return `if (pm.variables.get('new_token_secret')) {
  pm.variables.set('${prefix}_TOKEN_ID', pm.variables.get('new_token_id'))
  pm.variables.set('${prefix}_TOKEN_SECRET', pm.variables.get('new_token_secret'))
}`
}

/** After the last step: back to the login of the environment. */
export function useOwnLogin(product: Product): string {
  const { prefix } = dialects[product]
  return `pm.variables.unset('${prefix}_TOKEN_ID')
pm.variables.unset('${prefix}_TOKEN_SECRET')`
}

/** The login by hand, which only a user with a password needs. */
export function logInStep(product: Product, name: string): Step {
  const { prefix } = dialects[product]
  return {
    name,
    note: `Where a password is set. The scripts of the collection do this by themselves whenever a request needs it; with an API token there is nothing to log in, and the request is skipped.`,
    verb: 'POST',
    path: '/access/ticket',
    values: { username: `{{${prefix}_USERNAME}}`, password: `{{${prefix}_PASSWORD}}` },
    before: `if (!pm.variables.get('${prefix}_PASSWORD')) {
  console.log('No password is set: with an API token there is nothing to log in.')
  pm.execution.skipRequest()
}`,
  }
}

/** After the list of nodes: one that is there and online, unless `{{node}}` names one of them already. */
export const chooseNode = `const nodes = pm.response.json().data || []
const isNamed = ({ node }) => node === pm.variables.get('node')
const chosen = nodes.find(isNamed) || nodes.find(({ status }) => status === 'online')
if (chosen) pm.collectionVariables.set('node', chosen.node)`

/** A minute of waiting is not too much for a small task, and a forgotten one should not run for ever. */
const maxPolls = 300

/** Asks for the state of the task in `{{upid}}`, again and again until it has ended. */
export function trackStep(name: string): Step {
  return {
    name,
    note: `Asks for the state of the task every second until it has ended; in a run of the folder, at most ${maxPolls} times. A single *Send* asks once.`,
    verb: 'GET',
    path: '/nodes/{node}/tasks/{upid}/status',
    tests: `${statusTest('200')}
const { status, exitstatus } = pm.response.json().data || {}
const polls = Number(pm.variables.get('polls') || 0) + 1
if (status === 'running' && polls < ${maxPolls}) {
  pm.variables.set('polls', polls)
  pm.execution.setNextRequest(pm.info.requestName)
  setTimeout(() => {}, 1000)
} else {
  pm.variables.set('polls', 0)
  pm.test('the task ended well', () => pm.expect(String(exitstatus || status)).to.match(/^(OK|WARNINGS)/))
}`,
  }
}
